"""An article's lines into paragraphs (款, one a line) and items (项, which belong to the line before them)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .cleaning import ITEM
from .model import Item, Paragraph
from .numerals import to_int

_PLAIN_ITEM = re.compile(r"^([一二三四五六七八九十]{1,3})、")
_SUBITEM = re.compile(r"^(?:\d{1,3}[.．、]|（\d{1,3}）|[①-⑳]|[甲乙丙丁]、)")
_CLOSED = "。！？”"


class _Draft:
    """A paragraph being read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.items: list[tuple[int, str]] = []
        self.tail = ""

    def build(self, no: int) -> Paragraph:
        items = tuple(Item(no=n, text=text) for n, text in self.items)
        return Paragraph(no=no, text=self.text, items=items, tail=self.tail)


def split(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    """Paragraphs of an article, numbered from 1.

    Text after the items is a new paragraph, unless the last item has not ended its sentence (…的，|处…罚款: ``tail``)
    or the numbering of the items goes on after it (then it belongs to the item before it).
    """
    drafts: list[_Draft] = []
    for index, line in enumerate(lines):
        current = drafts[-1] if drafts else None
        item = _item(line, current)
        if item:
            if current is None:
                drafts.append(current := _Draft(""))
            current.items.append(item)
        elif current and current.items and (_SUBITEM.match(line) or _resumes(lines[index + 1 :], current)):
            current.items[-1] = (current.items[-1][0], f"{current.items[-1][1]}\n{line}")
        elif current and current.items and not current.tail and current.items[-1][1][-1] not in _CLOSED:
            current.tail = line
        else:
            drafts.append(_Draft(line))
    return tuple(draft.build(no) for no, draft in enumerate(drafts, 1))


def _item(line: str, current: _Draft | None) -> tuple[int, str] | None:
    """The item that stands in this line: （一）…, or 一、… in old statutes, under a lead that ends with a colon."""
    match = ITEM.match(line)
    if match and not (match[1].isdigit() and current and current.items):
        return to_int(match[1]), line[match.end() :]
    plain = _PLAIN_ITEM.match(line)
    if plain and current and current.text.endswith(("：", ":")):
        return to_int(plain[1]), line[plain.end() :]
    return None


def _resumes(following: Sequence[str], current: _Draft) -> bool:
    """True where the next item further down carries on the numbering of this list."""
    for line in following:
        item = _item(line, current)
        if item:
            return item[0] == current.items[-1][0] + 1
    return False
