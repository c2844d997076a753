"""Evidence and facts spoilt."""

from __future__ import annotations

import re

from assistant.validation.parts import evidence_of

from ..samples import Sample
from ..tools import operator, sub, swap, text_of


def _item(sample: Sample, index: int = 0) -> tuple[int, int] | None:
    items = evidence_of(sample.text)
    return items[index].span if len(items) > index else None


def _edit(sample: Sample, pattern: str, new: str, index: int = 0) -> Sample | None:
    span = _item(sample, index)
    if span is None:
        return None
    body = sample.text[slice(*span)]
    changed = re.sub(pattern, new, body, count=1)
    return text_of(sample, sample.text[: span[0]] + changed + sample.text[span[1] :])


@operator("一项证据没有提供（作出）单位", "evidence.four_elements")
def without_provider(sample: Sample) -> Sample | None:
    return _edit(sample, r"由[^，；。]+?(?:提供|作出|制作|出具|拍摄|调取)(?:（作出）)?", "取得")


@operator("一项证据没有取得时间", "evidence.four_elements")
def without_day(sample: Sample) -> Sample | None:
    return _edit(sample, r"\d{4}年\d{1,2}月\d{1,2}日", "")


@operator("一项证据没有证明内容", "evidence.four_elements")
def without_purpose(sample: Sample) -> Sample | None:
    return _edit(sample, r"，?(?:证明|证实)[^；。\n]*", "")


@operator("一项证据没有份数", "evidence.four_elements")
def without_copies(sample: Sample) -> Sample | None:
    return _edit(sample, r"（\d+份）", "")


@operator("列入案卷没有的证据", "evidence.of_the_case")
def evidence_from_nowhere(sample: Sample) -> Sample | None:
    items = evidence_of(sample.text)
    if not items:
        return None
    end = sample.text.find("\n", items[-1].span[1])
    line = f"\n{len(items) + 1}.无人机航拍视频（1份），2026年3月12日由示例市生态环境局制作，证明现场情况。"
    return text_of(sample, sample.text[:end] + line + sample.text[end:])


@operator("漏列一项证据", "evidence.of_the_case", "evidence.numbering")
def evidence_dropped(sample: Sample) -> Sample | None:
    span = _item(sample, 1)
    if span is None or sample.kind.startswith("daily"):
        return None
    start, end = sample.text.rfind("\n", 0, span[0]), sample.text.find("\n", span[0])
    return text_of(sample, sample.text[:start] + sample.text[end:])


@operator("漏列证明构成要件的全部证据", "evidence.elements", "evidence.of_the_case")
def elements_without_evidence(sample: Sample) -> Sample | None:
    items = evidence_of(sample.text)
    if len(items) < 4 or sample.kind.startswith("daily"):
        return None
    start = sample.text.rfind("\n", 0, items[0].span[0])
    end = sample.text.rfind("\n", 0, items[3].span[0])
    return text_of(sample, sample.text[:start] + sample.text[end:])


@operator("证据的取得时间与案卷不符", "evidence.of_the_case")
def evidence_day_changed(sample: Sample) -> Sample | None:
    return _edit(sample, r"(\d{4}年\d{1,2}月)(\d{1,2})日", r"\g<1>1日")


@operator("证据取得晚于文书日期", "evidence.dates")
def evidence_after_the_document(sample: Sample) -> Sample | None:
    return (
        _edit(sample, r"\d{4}年\d{1,2}月\d{1,2}日", "2026年12月30日")
        if re.search(r"\n\d{4}年\d{1,2}月\d{1,2}日\s*$", sample.text)
        else None
    )


@operator("证据的提供单位与案卷不符", "evidence.of_the_case")
def provider_changed(sample: Sample) -> Sample | None:
    return _edit(sample, r"由[^，；。]+?(提供|作出|制作|出具|拍摄)", r"由外地某检测站\1")


@operator("证据的证明内容被改", "evidence.of_the_case")
def purpose_changed(sample: Sample) -> Sample | None:
    return _edit(sample, r"证明[^；。\n]+", "证明当事人故意偷排并销毁记录")


@operator("删去全部证据", "evidence.listed", "form.required")
def no_evidence(sample: Sample) -> Sample | None:
    items = evidence_of(sample.text)
    if not items or sample.kind not in ("decision", "notice", "no-penalty", "rectification"):
        return None
    start, end = sample.text.rfind("\n", 0, items[0].span[0]), sample.text.find("\n", items[-1].span[0])
    text = sample.text[:start] + sample.text[end:]
    return text_of(sample, re.sub(r"笔录|监测报告|检测报告|照片|视频|执照|身份证|证据", "材料", text))


@operator("证据序号跳号", "evidence.numbering")
def numbering_jumps(sample: Sample) -> Sample | None:
    items = evidence_of(sample.text)
    return sub(sample, r"^2\.(?=[^\n]*份）)", "5.") if len(items) > 1 else None


@operator("定性写成另一种违法行为", "facts.violation_named")
def another_violation_named(sample: Sample) -> Sample | None:
    violation = sample.assessment.violations[0].candidate.violation
    if sample.kind not in ("decision", "notice") or any(a in sample.text for a in violation.aliases):
        return None
    spoilt = swap(sample, violation.name, "擅自倾倒建筑垃圾", count=-1) or sample
    spoilt = swap(spoilt, violation.called, "擅自倾倒建筑垃圾", count=-1) or spoilt
    return None if spoilt is sample else spoilt


@operator("删去违法事实中的时间", "facts.told")
def facts_without_time(sample: Sample) -> Sample | None:
    start = sample.text.find("、违法事实")
    if start < 0 or sample.kind not in ("decision", "notice"):
        return None
    end = sample.text.find("\n二、", start)
    part = re.sub(r"\d{4}年\d{1,2}月\d{1,2}日", "近期", sample.text[start:end])
    return text_of(sample, sample.text[:start] + part + sample.text[end:])
