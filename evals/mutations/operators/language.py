"""Language spoilt."""

from __future__ import annotations

from ..samples import Sample
from ..tools import in_facts, operator, sub


@operator("用机构改革前的机关名称", "lang.old_agency")
def old_name_of_the_agency(sample: Sample) -> Sample | None:
    return in_facts(sample, "环境保护局执法人员在场。")


@operator("写空话", "lang.empty_phrases")
def empty_words(sample: Sample) -> Sample | None:
    return in_facts(sample, "该行为性质恶劣，影响极坏。")


@operator("留下程序内部的字眼", "lang.trace")
def words_of_the_program(sample: Sample) -> Sample | None:
    return in_facts(sample, "（holds_permit：false，置信度0.91）")


@operator("留下模板记号", "lang.trace", "form.placeholder")
def template_marks(sample: Sample) -> Sample | None:
    return in_facts(sample, "负责人为{{ case.party }}。")


@operator("对当事人的称呼前后不一", "lang.pronoun")
def mixed_pronouns(sample: Sample) -> Sample | None:
    return (
        in_facts(sample, "对此你应当承担责任。" if "你单位" in sample.text else "对此你单位应当承担责任。")
        if "你" in sample.text
        else None
    )


@operator("用半角标点", "lang.punctuation")
def half_width(sample: Sample) -> Sample | None:
    return in_facts(sample, "现场有废水,废气;均未处理.")


@operator("标点重复", "lang.punctuation")
def doubled_marks(sample: Sample) -> Sample | None:
    return in_facts(sample, "现场正在生产，。")


@operator("括号不成对", "lang.pairs")
def bracket_left_open(sample: Sample) -> Sample | None:
    return in_facts(sample, "现场设备（包括锅炉正在运行。")


@operator("书名号不成对", "lang.pairs")
def book_mark_left_open(sample: Sample) -> Sample | None:
    return sub(sample, r"》(?=第)", "")


@operator("字句重复", "lang.repeated")
def words_twice(sample: Sample) -> Sample | None:
    return in_facts(sample, "执法人员执法人员到达现场。")


@operator("认定事实用不确定的语言", "lang.uncertain")
def uncertain_finding(sample: Sample) -> Sample | None:
    return in_facts(sample, "该单位疑似排放废水。") if sample.kind in ("decision", "no-penalty") else None
