"""The sheet 基本信息: where the document holds, what it is called, and from when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from openpyxl.workbook import Workbook

from .cells import Reader, Row, rows
from .sheets import HEAD, HEAD_ROWS, PLACE_TO_FILL
from .store import Kind

_SUFFIX = re.compile("(?:(?:维吾尔|壮族|回族)?自治区|省|自治州|市|州|盟|地区)$")


class Head(NamedTuple):
    """``region``: the short name of the province or city; ``place``: province and city together."""

    region: str
    place: str
    title: str
    number: str
    issuer: str
    start: date
    end: date | None
    unknown_factor: str = ""
    rounding: str = ""
    hearing: Mapping[str, int] = {}


def read_head(book: Workbook, kind: Kind, regions: Mapping[str, Sequence[str]], reader: Reader) -> Head | None:
    """The head, or None where something needed is missing (noted)."""
    found = {row.text("项目"): row for row in rows(book[HEAD.name], HEAD, reader)}
    absent = [label for label, _, _ in HEAD_ROWS[kind] if label not in found]
    if absent:
        reader.wrong(HEAD.name, 1, "A", f"缺少{'、'.join(f'“{a}”' for a in absent)}这几行。请照模板补上")
        return None
    where, title = _place(found["适用地区"], regions), found["文件名称"].text("填写")
    start, end = found["施行日期"].day("填写"), found["失效日期"].day("填写")
    if not title:
        found["文件名称"].wrong("填写", "没有填写文件名称。请写裁量基准或者清单的全称")
    if found["施行日期"].raw("填写") is None:
        found["施行日期"].wrong("填写", "没有填写施行日期。请写成 2026-12-01 的样子")
    if start and end and end <= start:
        found["失效日期"].wrong("填写", f"失效日期 {end} 不晚于施行日期 {start}。请核对")
    if where is None or not title or start is None:
        return None
    return Head(
        region=where[1] or where[0],
        place="".join(where),
        title=title.strip("《》 "),
        number=found["文号"].text("填写"),
        issuer=found["发布机关"].text("填写"),
        start=start,
        end=end,
        unknown_factor=_optional(found, "查不清的因素"),
        rounding=_optional(found, "取整办法"),
        hearing=_hearing(found),
    )


def _optional(found: Mapping[str, Row], label: str) -> str:
    return found[label].text("填写") if label in found else ""


def _hearing(found: Mapping[str, Row]) -> dict[str, int]:
    thresholds: dict[str, Any] = {
        party: found[label].number_of("填写")
        for party in ("单位", "个人")
        if (label := f"听证标准（{party}，元）") in found
    }
    return {party: int(yuan) for party, yuan in thresholds.items() if yuan is not None}


def _place(row: Row, regions: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    text = row.text("填写")
    if not text or text == PLACE_TO_FILL:
        row.wrong("填写", "没有填写适用地区。请写省、自治区、直辖市，或者地级市")
        return None
    province = next((p for p in regions if text.startswith(p)), "")
    rest = _SUFFIX.sub("", text.removeprefix(province)) if province else _SUFFIX.sub("", text)
    rest = re.sub("^(?:(?:维吾尔|壮族|回族)?自治区|省|市)", "", rest) if province else rest
    if province and not rest:
        return province, ""
    for name in [province] if province else regions:
        if rest in regions[name]:
            return name, rest
    row.wrong("填写", f"不认识“{text}”。请写省、自治区、直辖市的名称，或者地级市的名称")
    return None
