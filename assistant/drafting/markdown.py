"""A Document as Markdown; nothing in a fact can become markup."""

from __future__ import annotations

import re

from .blocks import Block, Document
from .layout import DRAFT_MARK, marked

_MD = {"title": "# {}", "agency": "**{}**", "heading": "## {}", "subheading": "### {}", "right": "{}  "}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")
_LEADING = re.compile(r"^(\s*)([-+>]|\d+[.)](?=\s))")


def to_markdown(document: Document) -> str:
    """The document as Markdown."""
    lines = [f"> {DRAFT_MARK}"] if document.draft else []
    lines += [_block(document, block) for block in document.blocks]
    return "\n\n".join(lines) + "\n"


def _block(document: Document, block: Block) -> str:
    if block.rows:
        return _table(block)
    mark = f"*{_text(told)}* " if (told := marked(document, block)) else ""
    return _MD.get(block.kind, "{}").format(mark + _text(block.text))


def _table(block: Block) -> str:
    width = max(len(r) for r in block.rows)
    rows = [tuple(_text(c).replace("\n", "<br>") for c in (*r, *[""] * (width - len(r)))) for r in block.rows]
    head, body = (("",) * width, rows) if block.kind == "form" else (rows[0], rows[1:])
    table = [head, ("---",) * width, *body]
    return "\n".join("| " + " | ".join(row) + " |" for row in table)


def _text(text: str) -> str:
    return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))
