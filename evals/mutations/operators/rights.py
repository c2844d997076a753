"""Procedure and rights spoilt."""

from __future__ import annotations

import re

from ..samples import Sample
from ..tools import decision, fine_of, imposes, insert_after, operator, own_layout, sub, swap, text_of, with_case


@operator("达到听证标准而不告知听证", "rights.hearing", "form.required")
def hearing_left_out(sample: Sample) -> Sample | None:
    if not imposes(sample) or not sample.assessment.procedure.hearing:
        return None
    text = re.sub(r"、?(?:和)?要求听证的权利|、听证", "", sample.text)
    text = re.sub(r"[^\n。；，]*听证[^\n。；，]*[。；，]?", "", text)
    return text_of(sample, text)


@operator("达到地方听证标准（低于国家标准）而不告知听证", "rights.hearing")
def local_threshold_ignored(sample: Sample) -> Sample | None:
    fine = fine_of(sample)
    if not imposes(sample) or fine is None or not 50000 <= fine < 200000 or "听证" in _body(sample):
        return None
    return with_case(sample, region="上海")


def _body(sample: Sample) -> str:
    return re.sub(r"《[^》]*》|事先（听证）告知书", "", sample.text)


@operator("没有达到标准却告知听证", "rights.hearing")
def hearing_below_the_threshold(sample: Sample) -> Sample | None:
    if sample.kind != "notice" or sample.assessment.procedure.hearing is not False:
        return None
    return insert_after(
        sample, r"(?<=\n)依据[^\n]*陈述[^\n]*", "\n你单位可以自收到本告知书之日起五个工作日内要求听证。"
    )


@operator("删去陈述申辩权", "rights.statement", "form.required")
def statement_left_out(sample: Sample) -> Sample | None:
    if sample.kind not in ("notice", "decision", "no-penalty-notice"):
        return None
    return sub(sample, r"陈述、?申辩", "意见", count=0)


@operator("陈述申辩期限写成三日", "rights.statement_days")
def three_days_for_statement(sample: Sample) -> Sample | None:
    return sub(sample, r"(?:五|5)个?(?:工作)?日内(?=[^。；]{0,30}陈述)", "三个工作日内")


@operator("陈述申辩期限写成十个自然日", "rights.statement_days")
def calendar_days_for_statement(sample: Sample) -> Sample | None:
    return sub(sample, r"(?:五|5)个?(?:工作)?日内(?=[^。；]{0,30}陈述)", "十日内")


@operator("听证申请期限写成三个工作日", "rights.hearing_days")
def three_days_for_hearing(sample: Sample) -> Sample | None:
    return sub(sample, r"(?:五|5)个工作日内(?=[^。；内]{0,20}(?:要求|申请)听证)", "三个工作日内")


@operator("缴款期限写成三十日", "rights.payment_days", "form.required")
def thirty_days_to_pay(sample: Sample) -> Sample | None:
    return (
        sub(sample, r"(?:十五|15)日内(?=[^。]{0,30}缴)", "三十日内")
        if sample.kind in ("decision", "daily-decision")
        else None
    )


@operator("缴款期限写成十五个工作日", "rights.payment_days", "form.required")
def working_days_to_pay(sample: Sample) -> Sample | None:
    return (
        sub(sample, r"(?:十五|15)日内(?=[^。]{0,30}缴)", "十五个工作日内")
        if sample.kind in ("decision", "daily-decision")
        else None
    )


@operator("复议期限写成三十日", "rights.reconsideration_days", "form.required")
def thirty_days_to_reconsider(sample: Sample) -> Sample | None:
    return sub(sample, r"(?:六十|60)日内", "三十日内")


@operator("诉讼期限写成三个月", "rights.litigation_months", "form.required")
def three_months_to_sue(sample: Sample) -> Sample | None:
    return sub(sample, r"(?:六|6)个月内", "三个月内")


@operator("诉讼期限写成六十日", "rights.litigation_months", "form.required")
def sixty_days_to_sue(sample: Sample) -> Sample | None:
    return sub(sample, r"(?:六|6)个月内", "六十日内")


@operator("加处罚款比例写成百分之五", "rights.surcharge_rate", "form.required")
def five_percent(sample: Sample) -> Sample | None:
    return sub(sample, r"百分之三|3%(?=加处)", "百分之五", count=0)


@operator("复议机关写成上级生态环境厅", "rights.reconsideration_body")
def department_above_reconsiders(sample: Sample) -> Sample | None:
    return sub(sample, r"向示例市人民政府(?=[^。；]{0,6}申请)", "向示例省生态环境厅")


@operator("复议机关写成别市的人民政府", "rights.reconsideration_body")
def another_government(sample: Sample) -> Sample | None:
    return sub(sample, r"向示例市人民政府(?=[^。；]{0,6}申请)", "向示范市人民政府")


@operator("法院写成高级人民法院", "rights.court")
def high_court(sample: Sample) -> Sample | None:
    return swap(sample, "示例市示例区人民法院", "示例省高级人民法院")


@operator("法院与案卷不符", "rights.court")
def another_court(sample: Sample) -> Sample | None:
    return swap(sample, "示例市示例区人民法院", "示例市东城区人民法院")


@operator("起诉写成向仲裁委员会提起", "rights.court", "form.required")
def arbitration(sample: Sample) -> Sample | None:
    return swap(sample, "示例市示例区人民法院", "示例市仲裁委员会")


@operator("删去强制执行的后果", "form.required", "rights.enforcement")
def enforcement_left_out(sample: Sample) -> Sample | None:
    if not decision(sample):
        return None
    return text_of(sample, re.sub(r"[^\n。]*强制执行[^\n。]*。", "", sample.text))


@operator("删去救济途径", "form.required")
def remedies_left_out(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "no-penalty", "rectification", "daily-decision"):
        return None
    return text_of(sample, re.sub(r"[^\n。；]*(?:复议|诉讼)[^\n。；]*[。；]", "", sample.text))


@operator("漏答一条申辩意见", "rights.answered")
def plea_unanswered(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "no-penalty"):
        return None
    return text_of(sample, re.sub(r"[^\n]*违法行为系员工个人所为[^\n]*\n", "", sample.text))


@operator("采纳与否与案卷相反", "rights.answered")
def verdict_turned_round(sample: Sample) -> Sample | None:
    return (
        sub(sample, r"(员工履行职务[^\n]*?)不予采纳", r"\1予以采纳")
        if sample.kind in ("decision", "no-penalty")
        else None
    )


@operator("案卷有陈述申辩，文书写没有", "rights.as_in_case")
def statement_denied(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "no-penalty"):
        return None
    text = re.sub(r"[^\n]*(?:提出：|进行了陈述、申辩)[^\n]*\n", "", sample.text)
    return (
        text_of(sample, text.replace("\n三、", "\n当事人在规定期限内没有陈述、申辩。\n三、", 1))
        if text != sample.text and "\n三、" in text
        else None
    )


@operator("应当集体讨论、法制审核而没有记录", "rights.deliberation")
def not_deliberated(sample: Sample) -> Sample | None:
    plan = sample.assessment.procedure
    if sample.kind not in ("decision", "no-penalty") or not (plan.deliberation or plan.legal_review):
        return None
    spoilt = text_of(sample, re.sub("集体讨论|法制审核", "研究", sample.text)) or sample
    procedure = sample.case.procedure.model_copy(update={"deliberated_on": None, "legal_review_on": None})
    return with_case(spoilt, procedure=procedure)


@operator("告知书没有联系方式", "form.required")
def contact_left_out(sample: Sample) -> Sample | None:
    if sample.kind not in ("notice", "no-penalty-notice") or not own_layout(sample):
        return None
    return text_of(sample, re.sub(r"联系人[^\n]*|电话[^\n]*", "", sample.text))
