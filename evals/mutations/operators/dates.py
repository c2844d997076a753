"""Dates and deadlines spoilt."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from assistant.knowledge.predicate import Truth
from assistant.reasoning.workdays import after_workdays

from ..samples import TODAY, Sample
from ..tools import decision, in_facts, last, operator, own_layout, sub, swap, text_of, with_procedure, zh

_LAST = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日\s*$")


def _redated(sample: Sample, day: date) -> Sample | None:
    match = _LAST.search(sample.text)
    return text_of(sample, sample.text[: match.start()] + zh(day)) if match else None


@operator("写不存在的日期", "date.possible")
def impossible_day(sample: Sample) -> Sample | None:
    return in_facts(sample, "2026年2月30日再次核对现场。")


@operator("文书日期在将来", "date.future")
def document_of_the_future(sample: Sample) -> Sample | None:
    return _redated(sample, TODAY + timedelta(days=40))


@operator("事实日期晚于文书日期", "date.future")
def fact_after_the_document(sample: Sample) -> Sample | None:
    if not _LAST.search(sample.text) or sample.kind not in ("decision", "notice", "no-penalty", "rectification"):
        return None
    return in_facts(sample, "2027年3月1日现场检查时仍在生产。")


@operator("案件日期颠倒：集体讨论晚于决定", "date.order")
def deliberated_after_deciding(sample: Sample) -> Sample | None:
    decided = sample.case.procedure.decided_on
    return with_procedure(sample, deliberated_on=decided + timedelta(days=3)) if decided else None


@operator("案件日期颠倒：立案晚于告知", "date.order")
def filed_after_telling(sample: Sample) -> Sample | None:
    served = sample.case.procedure.notice_served_on
    return with_procedure(sample, filed_on=served + timedelta(days=2)) if served else None


@operator("告知书送达晚于决定", "date.sequence", "date.as_in_case", "date.statement_period")
def told_after_deciding(sample: Sample) -> Sample | None:
    served, decided = sample.case.procedure.notice_served_on, sample.case.procedure.decided_on
    if not decision(sample) or served is None or decided is None or zh(served) not in sample.text:
        return None
    return swap(sample, zh(served), zh(decided + timedelta(days=1)), count=-1)


@operator("陈述申辩期未满就决定", "date.statement_period")
def decided_too_early(sample: Sample) -> Sample | None:
    served = sample.case.procedure.notice_served_on
    if sample.kind not in ("decision", "no-penalty") or served is None:
        return None
    early = after_workdays(served, 5).day
    spoilt = _redated(sample, early)
    if spoilt is None:
        return None
    return with_procedure(spoilt, decided_on=early, legal_review_on=None, deliberated_on=None, served_on=None)


@operator("期满日差一天", "date.due")
def due_day_off_by_one(sample: Sample) -> Sample | None:
    def later(match: re.Match[str]) -> str:
        day = date(int(match[2]), int(match[3]), int(match[4])) + timedelta(days=1)
        return f"{match[1]}{zh(day)}"

    return sub(sample, r"(个工作日内（至)(\d{4})年(\d{1,2})月(\d{1,2})日", later)


@operator("期满日没有扣除周末和法定节假日", "date.due")
def due_day_without_holidays(sample: Sample) -> Sample | None:
    served = sample.case.procedure.notice_served_on
    if served is None:
        return None
    return sub(sample, r"(个工作日内（至)\d{4}年\d{1,2}月\d{1,2}日", rf"\g<1>{zh(served + timedelta(days=5))}")


@operator("国庆节前送达，期满日落在假期里", "date.due")
def due_day_in_the_holiday(sample: Sample) -> Sample | None:
    if not own_layout(sample) or sample.kind != "notice":
        return None
    words = "你单位可以自2026年9月28日收到之日起五个工作日内（即2026年10月5日）提出意见。"
    return sub(sample, r"(?<=\n)(依据[^\n]*陈述[^\n]*)", rf"\1{words}")


@operator("违法行为起止颠倒", "date.period_of_act")
def act_ends_before_it_begins(sample: Sample) -> Sample | None:
    return in_facts(sample, "上述行为自2026年5月9日至2026年4月2日持续。")


@operator("决定日期与案卷不符", "date.as_in_case")
def another_day_of_decision(sample: Sample) -> Sample | None:
    decided = sample.case.procedure.decided_on
    if sample.kind not in ("decision", "no-penalty") or decided is None:
        return None
    return last(sample, zh(decided), zh(decided + timedelta(days=4)))


@operator("超过追责期限", "date.limitation")
def beyond_limitation(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "notice", "filing"):
        return None
    first, *rest = sample.assessment.violations
    late = []
    for ground in first.exemption.grounds:
        if ground.item == "超过追责期限":
            conditions = tuple(
                c.model_copy(update={"status": Truth.MET, "because": "行为终了于2020年1月1日，发现时已满二年"})
                for c in ground.conditions
            )
            ground = ground.model_copy(update={"outcome": "must_exempt", "conditions": conditions})
        late.append(ground)
    exemption = first.exemption.model_copy(update={"grounds": tuple(late)})
    found = (first.model_copy(update={"exemption": exemption}), *rest)
    if not any(g.item == "超过追责期限" for g in late):
        return None
    return replace(sample, assessment=sample.assessment.model_copy(update={"violations": found}))


@operator("立案到决定超过办案期限", "date.handling")
def handled_too_long(sample: Sample) -> Sample | None:
    decided = sample.case.procedure.decided_on
    if sample.kind not in ("decision", "no-penalty") or decided is None:
        return None
    return with_procedure(sample, filed_on=decided - timedelta(days=220))


@operator("发现后过了很久才立案", "date.filing")
def filed_late(sample: Sample) -> Sample | None:
    found = sample.case.found
    return with_procedure(sample, filed_on=found + timedelta(days=40)) if found else None


@operator("决定书逾期送达", "date.delivery")
def delivered_late(sample: Sample) -> Sample | None:
    decided = sample.case.procedure.decided_on
    return with_procedure(sample, served_on=decided + timedelta(days=30)) if decided else None


@operator("计罚日数多算一天", "date.daily_count")
def one_day_too_many(sample: Sample) -> Sample | None:
    return sub(sample, r"(计罚日数为)(\d+)日", lambda m: f"{m[1]}{int(m[2]) + 1}日")


@operator("从责令改正送达当日起计罚", "date.daily_count")
def counted_from_the_same_day(sample: Sample) -> Sample | None:
    served = sample.case.procedure.rectification_served_on
    if served is None:
        return None
    return sub(sample, r"(计罚期间自)\d{4}年\d{1,2}月\d{1,2}日", rf"\g<1>{zh(served)}")
