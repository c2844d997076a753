"""Discretion spoilt."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.validation.parts import factor_rows

from ..samples import Sample
from ..tools import decision, imposes, insert_after, operator, own_layout, sub, text_of

_BOOK = r"《[^《》]*(?:裁量|自由裁量)[^《》]*》(?:（[^（）]*〔\d{4}〕\d+号）)?"


def _scored(sample: Sample) -> list[tuple[int, int, str]]:
    """Start, end and words of the score cells."""
    found = []
    for row in factor_rows(sample.text):
        line = sample.text[slice(*row.span)]
        match = re.search(r"\t(\d+(?:\.\d+)?)%(?=\t|$)", line)
        if match:
            found.append((row.span[0] + match.start(1), row.span[0] + match.end(1), match[1]))
    return found


@operator("裁量表一个因素的分值改大", "disc.table_matches_formula", "disc.table_sum", "disc.levels")
def score_changed(sample: Sample) -> Sample | None:
    cells = _scored(sample)
    if not cells:
        return None
    start, end, words = cells[0]
    return text_of(sample, sample.text[:start] + str(int(Decimal(words)) + 7) + sample.text[end:])


@operator("裁量表一个因素的档次改掉", "disc.levels", "disc.as_computed")
def level_changed(sample: Sample) -> Sample | None:
    listed = factor_rows(sample.text)
    if not listed or not imposes(sample):
        return None
    row = listed[0]
    line = sample.text[slice(*row.span)]
    return text_of(sample, sample.text.replace(line, line.replace(row.level, "情节特别严重", 1), 1))


@operator("裁量表多出一个基准没有的因素", "disc.levels", "disc.table_matches_formula")
def factor_invented(sample: Sample) -> Sample | None:
    listed = factor_rows(sample.text)
    if not _scored(sample) or "百分值＝裁量起点" not in sample.text:
        return None
    end = listed[-1].span[1]
    return text_of(sample, sample.text[:end] + "\n企业规模\t大型企业\t5%\t案卷记载" + sample.text[end:])


@operator("算式的合计写错", "disc.arithmetic", "disc.table_sum")
def total_wrong(sample: Sample) -> Sample | None:
    return sub(sample, r"((?:百分值|ΣP)＝[^。；\n]*＝)(\d+)%", lambda m: f"{m[1]}{int(m[2]) + 5}%")


@operator("算式的乘积写错", "disc.arithmetic")
def product_wrong(sample: Sample) -> Sample | None:
    return sub(
        sample,
        r"(×(?:[^。；\n＝]*元|[^。；\n＝]*[倍%])＝)(\d+(?:\.\d+)?)(万?元)",
        lambda m: f"{m[1]}{Decimal(m[2]) + 1}{m[3]}",
    )


@operator("换成别省的裁量基准", "disc.benchmark_place")
def other_province(sample: Sample) -> Sample | None:
    other = (
        "《湖南省生态环境保护行政处罚裁量权基准规定（2021版）》"
        if sample.case.region == "广东"
        else "《广东省生态环境行政处罚自由裁量权规定》（粤环发〔2021〕7号）"
    )
    return sub(sample, _BOOK, other, count=0) if sample.kind in ("decision", "notice") else None


@operator("换成已经过期的裁量基准", "disc.benchmark_in_force")
def expired_benchmark(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "notice"):
        return None
    return sub(sample, _BOOK, "《江门市生态环境局环境行政处罚自由裁量权裁量标准》", count=0)


@operator("引用没有收录的裁量基准", "disc.benchmark_in_force", "disc.benchmark_place")
def unknown_benchmark(sample: Sample) -> Sample | None:
    if sample.kind not in ("decision", "notice"):
        return None
    return sub(sample, _BOOK, "《示例市生态环境行政处罚裁量细化标准》", count=0)


@operator("不说明裁量表是旧法下制定的", "disc.former_law_said")
def former_origin_hidden(sample: Sample) -> Sample | None:
    ref = sample.assessment.violations[0].fine.benchmark
    if ref is None or ref.standing != "made_under_former_law" or not (imposes(sample) and own_layout(sample)):
        return None
    return sub(
        sample, r"(" + _BOOK + r"[^\n。，]*)(?:依据[^。\n]*)?公布于[^。\n]*。在按[^。\n]*。", r"\1确定罚款数额。"
    )


@operator("文书写的法定幅度与法条不符", "disc.range_stated", "numbers.from_case")
def range_misstated(sample: Sample) -> Sample | None:
    return sub(sample, r"(罚款幅度为[^。\n]*?)(\d+(?:\.\d+)?)万元以下", lambda m: f"{m[1]}{Decimal(m[2]) + 3}万元以下")


@operator("删去裁量说明", "disc.explained", "form.required")
def discretion_left_out(sample: Sample) -> Sample | None:
    if not imposes(sample):
        return None
    listed = factor_rows(sample.text)
    text = sample.text
    if listed:
        head = text.rfind("\n", 0, listed[0].span[0] - 1) + 1
        text = text[:head] + text[listed[-1].span[1] :]
    text = re.sub(r"[^\n]*(?:裁量|计算|百分值|幅度|Y＝)[^\n]*\n", "", text)
    return text_of(sample, text)


@operator("写从轻处罚而不写依据", "disc.adjustment_grounded")
def lenience_without_ground(sample: Sample) -> Sample | None:
    if not decision(sample):
        return None
    return insert_after(sample, r"(?<=\n)[^\n]*(?:裁量|综上)[^\n]*。(?=\n)", "\n考虑到案件实际，对当事人予以从轻处罚。")
