"""Personal data left in a version for publication, and names that no document may carry."""

from __future__ import annotations

from dataclasses import replace

from assistant.validation.identifiers import id_for

from ..samples import Sample
from ..tools import in_facts, operator

_PUBLISHED = ("decision", "no-penalty", "daily-decision")


def _published(sample: Sample, sentence: str) -> Sample | None:
    """The document as meant for publication, with a piece of personal data in it."""
    spoilt = in_facts(sample, sentence) if sample.kind in _PUBLISHED else None
    return replace(spoilt, public=True) if spoilt else None


@operator("公开版本留有身份证号", "privacy.id_number")
def id_number_left(sample: Sample) -> Sample | None:
    return _published(sample, f"现场负责人证件号码{id_for('44010019850101002')}。")


@operator("公开版本留有手机号", "privacy.phone")
def phone_left(sample: Sample) -> Sample | None:
    return _published(sample, "联系方式13800000000。")


@operator("公开版本留有车牌号", "privacy.plate")
def plate_left(sample: Sample) -> Sample | None:
    return _published(sample, "运输车辆为粤A12345。")


@operator("公开版本留有当事人银行账号", "privacy.account")
def account_left(sample: Sample) -> Sample | None:
    return _published(sample, "货款汇入当事人账户6222020000000000004。")


@operator("公开版本留有电子邮箱", "privacy.email")
def email_left(sample: Sample) -> Sample | None:
    return _published(sample, "资料发送至sample@example.com。")


@operator("公开版本留有住址", "privacy.address")
def home_left(sample: Sample) -> Sample | None:
    return _published(sample, "家庭住址：示例市示例区示例街9号。")


@operator("公开版本留有出生日期", "privacy.birthday")
def birthday_left(sample: Sample) -> Sample | None:
    return _published(sample, "现场负责人出生日期1985年1月1日。")


@operator("公开版本留有证人姓名", "privacy.names")
def witness_left(sample: Sample) -> Sample | None:
    return _published(sample, "证人：王小明，在场作证。")


@operator("公开版本涉及未成年人", "privacy.minor")
def child_left(sample: Sample) -> Sample | None:
    return _published(sample, "在场的还有一名未成年人。")


@operator("对外文书写举报人姓名", "privacy.reporter")
def reporter_named(sample: Sample) -> Sample | None:
    return (
        in_facts(sample, "举报人王小明反映该情况属实。")
        if sample.kind in ("decision", "notice", "no-penalty", "rectification")
        else None
    )
