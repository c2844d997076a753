"""A document as blocks (title, heading, paragraph, table …), read from the small markup that the templates write.

Values put into a template cannot make markup: ``shield`` marks them, so that a fact beginning with ``#`` stays a sentence.
"""

from __future__ import annotations

from typing import Any, Literal

from assistant.law.model import Frozen

_VALUE, _BREAK, _BAR = "\ue001", "\ue000", "\ue002"
_MARKS = {"# ": "title", "## ": "heading", "### ": "subheading", "@agency ": "agency", "@number ": "number"}
_MARKS |= {"@to ": "recipient", "@right ": "right", "@note ": "note", "@center ": "center"}

BlockKind = Literal[
    "title", "heading", "subheading", "agency", "number", "recipient", "right", "note", "center", "paragraph", "table"
]


class Block(Frozen):
    """One block. ``rows`` only for tables (the first row is the header)."""

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


class Document(Frozen):
    """A drafted document: its kind's id, its blocks, what is still to be filled in, and whether it is a draft."""

    kind: str
    name: str
    blocks: tuple[Block, ...]
    todo: tuple[str, ...] = ()
    draft: bool = True

    @property
    def text(self) -> str:
        """The plain text, one block a line; table cells separated by tabs."""
        lines = []
        for block in self.blocks:
            lines += ["\t".join(row) for row in block.rows] if block.kind == "table" else [block.text]
        return "\n".join(lines)


def shield(value: Any) -> Any:
    """Jinja's ``finalize``: mark a value so that nothing in it is read as markup."""
    if not isinstance(value, str):
        return value
    return _VALUE + value.replace("\r", "").replace("\n", _BREAK).replace("|", _BAR)


def _plain(text: str) -> str:
    return text.replace(_VALUE, "").replace(_BAR, "|").strip()


def parse(markup: str) -> tuple[Block, ...]:
    """The blocks of a rendered template. Blank lines separate; a value's own line breaks make separate paragraphs."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in [*markup.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(_plain(c.replace(_BREAK, "；")) for c in line.strip().strip("|").split("|")))
            continue
        if rows:
            blocks.append(Block(kind="table", rows=tuple(rows)))
            rows = []
        if line.strip():
            blocks += _line(line)
    return tuple(blocks)


def _line(line: str) -> list[Block]:
    for mark, kind in sorted(_MARKS.items(), key=lambda m: -len(m[0])):
        if line.startswith(mark):
            text = _plain(line[len(mark) :].replace(_BREAK, " "))
            return [Block(kind=kind, text=text)]  # type: ignore[arg-type]
    return [Block(kind="paragraph", text=t) for part in line.split(_BREAK) if (t := _plain(part))]
