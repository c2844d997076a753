"""What is found, what is left alone: names by role, numbers by shape and check digit, homes, accounts."""

from __future__ import annotations

import pytest

from assistant.knowledge.load import default_knowledge
from assistant.publishing.finding import find, remarks
from assistant.publishing.words import words
from assistant.validation.identifiers import id_for, uscc_for

from .conftest import ID

W = words()


def _found(text: str) -> dict[str, str]:
    return {p.value: p.kind for p in find(text, W)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("法定代表人：赵试甲", ["赵试甲"]),
        ("法定代表人（负责人）：赵试", ["赵试"]),
        ("法定代表人\t赵试甲", ["赵试甲"]),
        ("执法人员钱试乙、孙试丙于当日检查。", ["钱试乙", "孙试丙"]),
        ("执法人员钱试乙（执法证号：190001001）和孙试丙到场。", ["钱试乙", "孙试丙"]),
        ("现场负责人李试丁陪同检查。", ["李试丁"]),
        ("证人证言由周试戊提供。", ["周试戊"]),
        ("对吴试己的调查询问笔录（1份）", ["吴试己"]),
        ("《郑试庚询问笔录》证明", ["郑试庚"]),
        ("驾驶员欧阳试乙在场。", ["欧阳试乙"]),
        ("经营者阿试依·买试提：", ["阿试依·买试提"]),
        ("承办人：王试辛　复核人：冯试壬", ["王试辛", "冯试壬"]),
        ("签名：陈试子、褚试丑　　日期：2026年9月1日", ["陈试子", "褚试丑"]),
        ("当事人：卫试寅\n身份证", ["卫试寅"]),
        ("联系人：示例人甲，联系电话", ["示例人甲"]),
        ("经查，蒋试卯驾驶货车倾倒废渣。", ["蒋试卯"]),
        ("现场负责人Zhang Sample在场。联系人：Li Sample，", ["Li Sample"]),
    ],
)
def test_names_are_found_by_their_roles(text: str, names: list[str]) -> None:
    found = [v for v, kind in _found(text).items() if kind == "姓名"]
    assert sorted(found) == sorted(names)


@pytest.mark.parametrize(
    "text",
    [
        "执法人员向当事人出示了执法证件。",
        "负责人签字确认，联系人及联系电话如下。",
        "执法人员于现场进行拍照，工作人员严重失职。",
        "当事人：示例科技有限公司",
        "当事人陈述、申辩意见不予采纳。",
        "法定代表人身份证明、授权委托书。",
        "经营者：某某",
        "法定代表人：赵某",
        "承办人意见：同意。负责人意见：同意",
        "证人证言、视听资料等证据。",
        "法定代表人\t身份证件号码\t联系电话",
        "由于该公司没有提供，依照有关规定办理。",
        "和平路、安全管理、方便施工",
    ],
)
def test_words_that_are_no_names_stay(text: str) -> None:
    assert [v for v, kind in _found(text).items() if "姓名" in kind] == []


def test_no_name_is_seen_in_the_descriptions_of_the_catalogue() -> None:
    texts = [t for v in default_knowledge().violations.values() for t in v.described_as]
    assert len(texts) > 500
    assert [(p.value, t[:30]) for t in texts for p in find(t, W)] == []


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        (f"身份证件号码：{ID}", ID, "身份证件号码"),
        (f"（{ID}）", ID, "身份证件号码"),
        ("身份证号440101199001011111", "440101199001011111", "身份证件号码"),
        ("护照号码：E12345678", "E12345678", "身份证件号码"),
        ("电话13800138000", "13800138000", "手机号码"),
        ("电话138 0013 8000", "138 0013 8000", "手机号码"),
        ("手机：１３８００１３８０００", "１３８００１３８０００", "手机号码"),
        ("其家中电话0755-12345678", "0755-12345678", "固定电话"),
        ("车牌粤A12345的货车", "粤A12345", "车牌号"),
        ("新能源车粤AD12345", "粤AD12345", "车牌号"),
        ("邮箱sample@example.com", "sample@example.com", "电子邮箱"),
        ("货款转入账号6222021234567890128", "6222021234567890128", "银行账号"),
        ("微信号：sample_001", "sample_001", "网络账号"),
        ("1990年1月1日出生", "1990年1月1日出生", "出生日期"),
        ("执法证号：190001001、190001002", "190001002", "执法证号"),
    ],
)
def test_numbers_are_found(text: str, value: str, kind: str) -> None:
    assert _found(text).get(value) == kind


@pytest.mark.parametrize(
    "text",
    [
        f"统一社会信用代码：{uscc_for('91440101MA5XHLT00')}",
        f"统一社会信用代码{uscc_for('11440101123456789')}",
        "罚款缴至示例市财政局，账号6222021234567890128。",
        "联系人：见落款，联系电话：020-12345678，地址：示例市示例路2号，邮政编码：510000。",
        "示环罚〔2026〕1号，罚款200000元，2026年9月3日。",
        "住所：示例市示例区示例路1号",
        "本厂2026年1月1日生产",
    ],
)
def test_what_belongs_to_units_and_the_agency_stays(text: str) -> None:
    assert _found(text) == {}


def test_a_credit_code_in_digits_alone_is_no_identity_number() -> None:
    code = uscc_for("51440101123456789")
    assert _found(f"信用代码：{code}") == {}
    assert id_for("44010119900101123") in _found(f"证号：{ID}")


@pytest.mark.parametrize(
    ("text", "value", "kept"),
    [
        ("住址：示例省示例市示例区样品路18号", "示例省示例市示例区样品路18号", "示例省示例市示例区"),
        ("户籍地：示例县示例镇样品村6组", "示例县示例镇样品村6组", "示例县"),
        ("家住示例市示例区样品小区2栋301室", "示例市示例区样品小区2栋301室", "示例市示例区"),
    ],
)
def test_homes_are_kept_down_to_the_district(text: str, value: str, kept: str) -> None:
    found = next(p for p in find(text, W) if p.value == value)
    assert (found.kind, found.kept) == ("住址", kept)


def test_the_address_of_a_party_who_is_a_person_is_hidden_and_a_unit_keeps_its_own() -> None:
    person = "当事人：赵试甲\n住所：示例市示例区样品路18号"
    assert "示例市示例区样品路18号" in _found(person)
    assert _found(person.replace("赵试甲", "示例样品厂")) == {}


def test_reporters_and_children_lose_their_surname_too() -> None:
    found = _found("举报人吴试己来电反映。其子赵小试，未满十四周岁，在场。")
    assert found == {"吴试己": "不写姓氏的姓名", "赵小试": "不写姓氏的姓名"}


def test_trade_secrets_minors_and_health_are_told_to_a_human() -> None:
    found = remarks("该产品配方属于商业秘密。在场者未满十四周岁。当事人患有疾病。", W)
    assert {r.kind for r in found} == {"商业秘密", "未成年人", "敏感信息"}
    assert found[0].where == "该产品配方属于商业秘密"
