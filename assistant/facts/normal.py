"""Text made plain before it is read: widths, spaces, line breaks of a page. What it returns becomes Case.text."""

from __future__ import annotations

import re
import unicodedata

WIDE = {c: chr(ord(c) - 0xFEE0) for c in map(chr, range(0xFF10, 0xFF5B)) if chr(ord(c) - 0xFEE0).isalnum()}
_PLAIN = str.maketrans(
    WIDE
    | {"％": "%", "\u00a0": " ", "\u3000": " ", "\t": " ", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}
    | {"\r": "\n", "\x85": "\n", "\ufeff": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u00ad": None}
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_SPACES = re.compile(r" {2,}")
_BLANK_LINES = re.compile(r"[ ]*\n[ ]*(?:\n\s*)+")
_DECIMAL = re.compile(r"(?<=[0-9])．(?=[0-9])")
_HAN_SPACE_HAN = re.compile(r"(?<=[\u4e00-\u9fa5，。；：、]) (?=[\u4e00-\u9fa5，。；：、])")
_STARTS_PARAGRAPH = re.compile(
    r"\s*(?:\||[一二三四五六七八九十]{1,3}[、.．]|\d{1,3}[、.．)）]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[^，。；\s]{1,12}[：:])"
)
_ROW = re.compile(r"^(?=\S+ \S+ \S)[^\n]*(?: |^)[-－]?(?:\d+(?:\.\d+)?%?|—)(?= |$)")
"""A row of a table, its cells set apart by spaces, one of them a number or a dash."""
_ENDS_SENTENCE = "。！？；：!?;:.”』」"
_WRAPPED = 40
"""Columns from which a line may have been broken by the page."""
_RAGGED = 6
"""Columns by which the lines of one page differ."""


def normalize(text: str, paged: bool = True) -> str:
    """The text with half-width digits and letters, plain spaces and breaks, wrapped lines joined.

    ``paged`` False: its lines are paragraphs as they were written (docx), none is joined to another. Idempotent. Facts are
    read from what it returns, so their offsets are offsets into it.
    """
    text = _DECIMAL.sub(".", text.replace("\r\n", "\n").translate(_PLAIN))
    text = _RADICAL.sub(lambda m: unicodedata.normalize("NFKC", m.group()), _CONTROL.sub("", text))
    text = _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text))
    text = "\n".join(line.strip() for line in text.split("\n"))
    return (join_wrapped_lines(text) if paged else text).strip()


def join_wrapped_lines(text: str) -> str:
    """Lines that a page broke in the middle of a sentence are joined: the first is wide, not ended, and the next no wider.

    Rows of a table stay lines of their own.
    """
    lines = text.split("\n")
    joined = [lines[0]]
    wide = _columns(lines[0])
    for line in lines[1:]:
        previous, columns = joined[-1], _columns(line)
        wrapped = wide >= _WRAPPED and columns <= wide + _RAGGED and previous[-1:] not in _ENDS_SENTENCE
        row = _ROW.search(previous) or (_ROW.search(line) and previous.count(" ") > 1)
        if wrapped and line and not row and not _STARTS_PARAGRAPH.match(line):
            glue = " " if previous[-1:].isascii() and line[:1].isascii() and line[:1].isalpha() else ""
            joined[-1] = previous + glue + line
        else:
            joined.append(line)
        wide = columns
    return "\n".join(joined)


def _columns(line: str) -> int:
    """How wide a line is printed: a Chinese character takes two columns."""
    return sum(1 + (c > "\u2e7f") for c in line)


def close_up(text: str) -> str:
    """Text of a pdf without the spaces its layout put between Chinese characters."""
    return _HAN_SPACE_HAN.sub("", text)
