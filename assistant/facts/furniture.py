"""Running heads, feet and page numbers of a PDF: found by their place on the page and left out of the text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

EDGE = 0.11
"""The share of a page's height, at top and bottom, in which running heads and page numbers stand."""

_PAGE_NUMBER = re.compile(r"^[\s\-—–·第]*\d{1,4}[\s\-—–·页]*(?:共\s*\d+\s*页)?$")


def page_texts(pages: list[Any]) -> list[str]:
    """The text of every pypdf page without what repeats at the edges of the pages, and without page numbers."""
    edges = [_edge_lines(page) for page in pages]
    counted = Counter(line for lines in edges for line in set(lines))
    wanted = max(2, len(pages) // 2)
    running = {line for line, times in counted.items() if times >= wanted}
    return [_without(page, running, lines) for page, lines in zip(pages, edges, strict=True)]


def _edge_lines(page: Any) -> list[str]:
    return [text for text, at_edge in _fragments(page) if at_edge]


def _fragments(page: Any) -> list[tuple[str, bool]]:
    """The page's text runs, and whether each stands in the edge zone."""
    height = float(page.mediabox.height) or 1.0
    found: list[tuple[str, bool]] = []

    def visit(text: str, matrix: Any, line: Any, font: Any, size: Any) -> None:
        if text.strip():
            y = float(line[5]) * float(matrix[3]) + float(matrix[5])
            y = y if 0 <= y <= height else height + y if -height <= y < 0 else y
            found.append((text.strip(), y > height * (1 - EDGE) or y < height * EDGE))

    page.extract_text(visitor_text=visit)
    return found


def _without(page: Any, running: set[str], edge: list[str]) -> str:
    text: str = page.extract_text() or ""
    for line in sorted(set(edge), key=len, reverse=True):
        if line in running or _PAGE_NUMBER.match(line):
            text = _drop(text, line)
    return text


def _drop(text: str, line: str) -> str:
    """Take one occurrence out: the last where it ends a line, else a line of its own."""
    lines = text.split("\n")
    for number in [0, *range(len(lines) - 1, -1, -1)]:
        if lines[number].strip() == line:
            del lines[number]
            return "\n".join(lines)
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].rstrip().endswith(line) and not _PAGE_NUMBER.match(line):
            lines[number] = lines[number].rstrip()[: -len(line)]
            return "\n".join(lines)
    return text
