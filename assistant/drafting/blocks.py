"""A document as blocks (title, heading, paragraph, table …), read from the small markup that the templates write.

Values put into a template cannot make markup: ``shield`` marks them, so that a fact beginning with ``#`` stays a sentence.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from assistant.law.model import Frozen

_VALUE, _BREAK, _BAR = "\ue001", "\ue000", "\ue002"
_OURS = re.compile("[\ue000-\ue00f]")
_LINES = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MARKS = {"# ": "title", "## ": "heading", "### ": "subheading", "@agency ": "agency", "@number ": "number"}
_MARKS |= {"@to ": "recipient", "@right ": "right", "@note ": "note", "@center ": "center"}

BlockKind = Literal[
    "title", "heading", "subheading", "agency", "number", "recipient", "right", "note", "center", "paragraph",
    "table", "form",
]  # fmt: skip


class Block(Frozen):
    """One block. ``rows`` only for tables (the first row is the header) and forms (label, value, label, value).

    ``source`` says who wrote the words: code (from the file, the law and computation) or a model, ``by`` which model and
    prompt; ``widths`` are the relative widths of a table's columns.
    """

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    source: Literal["code", "model"] = "code"
    by: str = ""

    @property
    def plain(self) -> str:
        """The block as text; the cells of a row separated by tabs."""
        return "\n".join("\t".join(row) for row in self.rows) if self.rows else self.text


class Document(Frozen):
    """A drafted document: its kind's id, its blocks, what is still to be filled in, and whether it is a draft.

    ``notes`` are for the officer and stand in no exported text: doubts about the law, the benchmark, the figures.
    """

    kind: str
    name: str
    blocks: tuple[Block, ...]
    todo: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    day: date | None = None
    draft: bool = True
    confirmed_by: str = ""

    @property
    def text(self) -> str:
        """The plain text, one block a line; table cells separated by tabs."""
        return "\n".join(block.plain for block in self.blocks)

    @property
    def by_model(self) -> tuple[Block, ...]:
        """The blocks a model wrote and nobody has confirmed."""
        return tuple(b for b in self.blocks if b.source == "model" and self.draft)

    def rephrased(self, index: int, text: str, by: str = "") -> Document:
        """The document with one paragraph in a model's words, marked as such. Tables and headings are never rephrased."""
        block = self.blocks[index]
        if block.kind != "paragraph":
            raise ValueError(f"only a paragraph can be rephrased, not a {block.kind}")
        told = _CONTROL.sub("", _LINES.sub(" ", text))
        blocks = list(self.blocks)
        blocks[index] = block.model_copy(update={"text": told, "source": "model", "by": by})
        return self.model_copy(update={"blocks": tuple(blocks)})

    def confirmed(self, officer: str) -> Document:
        """The document an officer has read and stands for: no longer a draft, nothing marked. Refused while 待填 is left."""
        if self.todo or "【待填：" in self.text:
            raise ValueError("a document with 待填 left cannot be confirmed")
        return self.model_copy(update={"draft": False, "confirmed_by": officer})


class Raw:
    """Markup that code, not the case, puts into a template (a numbered heading)."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def __str__(self) -> str:
        return self.markup


def shield(value: Any) -> Any:
    """Jinja's ``finalize``: mark a value so that nothing in it is read as markup, and nothing in it breaks a file."""
    if not isinstance(value, str):
        return value
    clean = _CONTROL.sub("", _LINES.sub("\n", _OURS.sub("", value)))
    return _VALUE + clean.replace("\n", _BREAK).replace("|", _BAR)


def _plain(text: str) -> str:
    return text.replace(_VALUE, "").replace(_BAR, "|").strip(" \t")


def parse(markup: str) -> tuple[Block, ...]:
    """The blocks of a rendered template. Blank lines separate; a value's own line breaks make separate paragraphs.

    ``@form`` before rows makes them a form, ``@widths 2 3 1`` gives the columns of the table that follows.
    """
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    form, widths = False, ""
    for line in [*markup.split("\n"), ""]:
        if line.startswith("|"):
            rows.append(tuple(_cell(c, form) for c in line.strip().removeprefix("|").removesuffix("|").split("|")))
            continue
        if rows:
            kind: BlockKind = "form" if form else "table"
            blocks.append(Block(kind=kind, rows=tuple(rows), widths=tuple(float(w) for w in widths.split())))
            rows, form, widths = [], False, ""
        elif not line.strip() and (form or widths):
            continue
        if line.strip() == "@form":
            form = True
        elif line.startswith("@widths "):
            widths = line.removeprefix("@widths ")
        elif line.strip():
            blocks += _line(line)
    return tuple(blocks)


def _cell(text: str, form: bool) -> str:
    lines = [_plain(part) for part in text.split(_BREAK)]
    return "\n".join(line for line in lines if line) if form else _plain(text.replace(_BREAK, "；"))


def _line(line: str) -> list[Block]:
    for mark, kind in sorted(_MARKS.items(), key=lambda m: -len(m[0])):
        if line.startswith(mark):
            text = _plain(line[len(mark) :].replace(_BREAK, " "))
            return [Block(kind=kind, text=text)]  # type: ignore[arg-type]
    return [Block(kind="paragraph", text=t) for part in line.split(_BREAK) if (t := _plain(part))]
