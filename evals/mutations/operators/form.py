"""Form spoilt."""

from __future__ import annotations

import re

from ..samples import Sample
from ..tools import in_facts, operator, own_layout, sub, text_of

_EXTERNAL = ("decision", "notice", "no-penalty", "no-penalty-notice", "rectification", "daily-notice", "daily-decision")


@operator("留下待填的空（【待填】）", "form.placeholder")
def todo_left(sample: Sample) -> Sample | None:
    return in_facts(sample, "检查地点为【待填：地点】。")


@operator("留下待填的空（下划线）", "form.placeholder")
def blank_left(sample: Sample) -> Sample | None:
    return in_facts(sample, "该设备型号为____。")


@operator("留下样本记号（××）", "form.placeholder")
def crosses_left(sample: Sample) -> Sample | None:
    return in_facts(sample, "负责人××在场。")


@operator("文号写“字第”", "form.number")
def number_with_words(sample: Sample) -> Sample | None:
    return sub(sample, r"^(示环\S{1,6}?)〔(\d{4})〕(\d+)号$", r"\1字〔\2〕第\3号") if sample.kind in _EXTERNAL else None


@operator("文号用方括号", "form.number")
def number_in_square_brackets(sample: Sample) -> Sample | None:
    return sub(sample, r"^(示环\S{1,6}?)〔(\d{4})〕(\d+)号$", r"\1[\2]\3号") if sample.kind in _EXTERNAL else None


@operator("文号年份与文书日期不符", "form.number_year")
def number_of_last_year(sample: Sample) -> Sample | None:
    if sample.kind not in _EXTERNAL or not re.search(r"\d{4}年\d{1,2}月\d{1,2}日\s*$", sample.text):
        return None
    return sub(sample, r"^(示环\S{1,6}?)〔2026〕", r"\1〔2025〕")


@operator("正文引用的文号与案卷不符", "form.number_in_case")
def another_number(sample: Sample) -> Sample | None:
    match = re.search(r"(?<=\S)示环\S{1,5}〔2026〕1号", sample.text[120:])
    return (
        text_of(
            sample,
            sample.text[:120] + sample.text[120:].replace(match.group(), match.group().replace("〕1号", "〕7号"), 1),
        )
        if match
        else None
    )


@operator("没有落款日期", "form.signature")
def no_day_at_the_end(sample: Sample) -> Sample | None:
    return sub(sample, r"\n\d{4}年\d{1,2}月\d{1,2}日\s*\Z", "\n") if sample.kind in _EXTERNAL else None


@operator("各部分序号跳号", "form.sections")
def sections_jump(sample: Sample) -> Sample | None:
    return sub(sample, r"^三、(?=[^\n。；]{1,40}$)", "五、")


@operator("留下没有勾选的样本文字", "form.alternatives")
def printed_alternatives(sample: Sample) -> Sample | None:
    return in_facts(sample, "你（单位）（已/未）停止生产。")


@operator("日期写法不规范", "form.figures")
def loose_date(sample: Sample) -> Sample | None:
    return in_facts(sample, "执法人员26年3月12日到场。") if sample.kind in _EXTERNAL else None


@operator("数额写成“左右”“多元”", "form.figures", "fine.judged")
def loose_sum(sample: Sample) -> Sample | None:
    return in_facts(sample, "购置费3000元左右。")


@operator("最后一页缺失", "form.complete")
def last_page_lost(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "notice") or not own_layout(sample):
        return None
    at = sample.text.rfind("，")
    return text_of(sample, sample.text[: max(at, 200)] + "，并且依照有关要求及时将完成的具体情况") if at > 200 else None
