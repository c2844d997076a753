"""Citations spoilt."""

from __future__ import annotations

import re

from assistant.law.citation import place
from assistant.law.library import default_library

from ..samples import Sample
from ..tools import decision, duty_of, insert_after, move_citation, operator, own_layout, penalty_of, sub, swap, text_of


@operator("处罚条款的条号超出该法最后一条", "cite.exists")
def article_beyond_the_law(sample: Sample) -> Sample | None:
    penalty = penalty_of(sample)
    if penalty is None or penalty.standing.value == "gist":
        return None
    return move_citation(sample, penalty, article=1999, paragraph=None, item=None)


@operator(
    "处罚条款写成下一条",
    "cite.governs",
    "cite.stranger",
    "cite.of_the_case",
    "quote.verbatim",
    "cite.exists",
    "cite.covered",
)
def article_next_door(sample: Sample) -> Sample | None:
    penalty = penalty_of(sample)
    return (
        move_citation(sample, penalty, article=penalty.citation.article + 1, paragraph=None, item=None)
        if penalty
        else None
    )


@operator("义务条款写成不存在的款", "cite.paragraph", "cite.covered")
def paragraph_that_is_not(sample: Sample) -> Sample | None:
    return move_citation(sample, duty_of(sample), paragraph=29, item=None)


@operator("义务条款写成同条的另一款", "cite.of_the_case", "quote.place", "cite.all_duties")
def another_paragraph(sample: Sample) -> Sample | None:
    duty = duty_of(sample)
    if duty is None or duty.citation.paragraph is None:
        return None
    for number in (1, 2, 3):
        other = duty.citation.model_copy(update={"paragraph": number, "item": None})
        if number != duty.citation.paragraph and default_library().exists(other):
            return move_citation(sample, duty, paragraph=number, item=None)
    return None


@operator("处罚条款写成同条的另一项", "cite.of_the_case", "quote.verbatim", "quote.place", "cite.covered")
def another_item(sample: Sample) -> Sample | None:
    penalty = penalty_of(sample)
    if penalty is None or penalty.citation.item is None:
        return None
    return move_citation(sample, penalty, item=penalty.citation.item + 1)


@operator("引用法规库没有的法律", "cite.resolved")
def law_unheard_of(sample: Sample) -> Sample | None:
    return insert_after(sample, r"违反了", "《中华人民共和国环境清洁促进保障法》第三条、")


@operator("没有写违反了哪一条", "cite.duty_and_penalty")
def duty_left_out(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "notice", "no-penalty"):
        return None
    lines = [line for line in sample.text.split("\n") if "违反了《" not in line]
    text = "\n".join(lines)
    return text_of(sample, re.sub(r"违反了[^。]*。", "", text))


@operator("没有写处罚的依据", "cite.governs", "cite.duty_and_penalty")
def penalty_left_out(sample: Sample) -> Sample | None:
    penalty = penalty_of(sample)
    if penalty is None or sample.kind not in ("decision", "notice"):
        return None
    article = penalty.cite.split("》")[0] + "》" + re.match(r"第.+?条", place(penalty.citation)).group()  # type: ignore[union-attr]
    return sub(sample, re.escape(article) + r"(?:第[^，。；“：、]{1,6}[款项])*", "有关规定", count=0)


@operator("义务条款换成别的违法行为的义务条款", "cite.pair", "quote.verbatim")
def duty_of_another_violation(sample: Sample) -> Sample | None:
    duty = duty_of(sample)
    if duty is None or sample.kind not in ("decision", "notice", "no-penalty", "rectification"):
        return None
    other = (
        "《中华人民共和国噪声污染防治法》第二十二条第一款"
        if sample.regime != "code"
        else "《中华人民共和国生态环境法典》第五百八十二条第一款"
    )
    return swap(sample, duty.cite, other, count=-1)


@operator("依据只写法律名称，不写条号", "cite.without_article")
def article_number_dropped(sample: Sample) -> Sample | None:
    return sub(
        sample, r"((?:依据|根据|违反了)《中华人民共和国[^《》]+》)第[^，。；：“（]+?(?=[，。；：“（、])", r"\1的规定"
    )


@operator("法律名称全部写成简称", "cite.full_name")
def short_names(sample: Sample) -> Sample | None:
    return sub(sample, "《中华人民共和国行政处罚法》", "《行政处罚法》", count=0)


@operator("款、项序号漏掉后多出一个不存在的项", "cite.paragraph", "cite.exists")
def item_that_is_not(sample: Sample) -> Sample | None:
    return swap(
        sample,
        "《中华人民共和国行政处罚法》第七十二条第一款第一项",
        "《中华人民共和国行政处罚法》第七十二条第一款第九项",
    )


@operator("程序条款的条号写错", "cite.exists")
def procedure_article_beyond(sample: Sample) -> Sample | None:
    if not (decision(sample) and own_layout(sample)):
        return None
    return sub(sample, r"《中华人民共和国行政复议法》第二十条第一款", "《中华人民共和国行政复议法》第九十九条第一款")
