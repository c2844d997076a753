"""Repairs of form in a statute's stored text: PDF spaces, broken lines, headings and appendices glued to an article.

It never changes a word; words that were lost or misplaced are repaired by ``corpus/errata.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_NUMERAL = "[零〇一二三四五六七八九十百千]+"
ITEM = re.compile(rf"^（({_NUMERAL}|\d{{1,3}})）")
ENUMERATED = re.compile(rf"^(?:（(?:{_NUMERAL}|\d{{1,3}})）|{_NUMERAL}、|\d{{1,3}}[.．、]|[①-⑳]|[甲乙丙丁]、)")
HEADING = re.compile(rf"^(?P<no>第{_NUMERAL}(?P<level>分编|编|章|节))(?:\s+(?P<title>\S.{{0,40}}))?$")
_CLOSING = re.compile(r"^附\s*则$")
_APPENDIX = re.compile(
    r"^(?:附(?:件|表|录)?[一二三四五六七八九十\d]{0,3}(?:[：:]|$)|附件：|\S{0,16}税[目率额]\S{0,6}表)"
)
_PICTURE = re.compile(r"^!\d+\{|^(?:width|height)=|\{width=")
_INVISIBLE = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff]")
_SPACE_AT_WIDE = re.compile(r"(?<=[^\x00-\x7f])[^\S\n]+|[^\S\n]+(?=[^\x00-\x7f])")
_ENDS = "。！？”"
_SHORTEST_BROKEN = 16  # characters: a PDF line is 20 or longer; shorter lines are lists, titles and tables
_SHORTEST_SEMICOLON = 60


class CleanText(NamedTuple):
    """An article's lines, repaired; the headings that were glued behind it, and its appendix, taken off."""

    lines: tuple[str, ...]
    headings: tuple[str, ...] = ()
    appendix: str = ""


def clean_line(line: str) -> str:
    """One line without PDF spaces, with full-width brackets round item numbers and full-width quotes."""
    line = _INVISIBLE.sub("", line).strip()
    line = _SPACE_AT_WIDE.sub("", line)
    line = re.sub(rf"^\(({_NUMERAL}|\d{{1,3}})\)", r"（\1）", line)
    line = re.sub(r"(?<=[\u4e00-\u9fff”》）]):$", "：", line)
    line = re.sub(r"(?<=[\u4e00-\u9fff”》）]);", "；", line)
    return _quotes(line)


def clean_heading(line: str) -> str:
    """第二编 物 权 → 第二编 物权: one space between number and title, none inside the title."""
    line = re.sub(r"\s+", " ", line.strip())
    match = HEADING.match(line)
    if not match:
        return re.sub(r"\s", "", line)
    title = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", match["title"] or "")
    return f"{match['no']} {title}".strip()


def clean_article(raw: str) -> CleanText:
    """The whole text of one article as stored, repaired."""
    lines = [line for line in raw.replace("\r", "\n").split("\n") if line.strip() and not _PICTURE.search(line.strip())]
    lines, headings = _take_headings(lines)
    lines, appendix = _take_appendix(lines)
    return CleanText(tuple(join_broken(clean_line(line) for line in lines)), headings, appendix)


def join_broken(lines: Iterable[str]) -> list[str]:
    """Lines that a page break cut in the middle of a sentence are made one again."""
    joined: list[str] = []
    for line in lines:
        if joined and _is_broken(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _is_broken(line: str, following: str) -> bool:
    if ENUMERATED.match(following) or "|" in line or following.startswith(("|", "-", "“")):
        return False
    if line[-1] in _ENDS or line[-1] in "：:）|-":
        return False
    if line[-1] == "；":
        return len(line) >= _SHORTEST_SEMICOLON and not ENUMERATED.match(line)
    return len(line) >= _SHORTEST_BROKEN


def _take_headings(lines: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Headings at the end belong to the articles that follow."""
    end = len(lines)
    while end > 1 and _is_heading(lines[end - 1].strip()):
        end -= 1
    return lines[:end], tuple(clean_heading(line) for line in lines[end:])


def _is_heading(line: str) -> bool:
    return bool((HEADING.match(line) and line[-1] not in "。；：，") or _CLOSING.match(line))


def _take_appendix(lines: list[str]) -> tuple[list[str], str]:
    for number, line in enumerate(lines):
        if number and _APPENDIX.match(line.strip()):
            return lines[:number], "\n".join(line.strip() for line in lines[number:])
    return lines, ""


def _quotes(line: str) -> str:
    """Straight quotes in pairs become “ ”; an odd number is left alone (a quotation over several lines)."""
    if line.count('"') % 2 or '"' not in line:
        return line
    parts = line.split('"')
    return "".join(part + ("“" if i % 2 == 0 else "”") for i, part in enumerate(parts[:-1])) + parts[-1]
