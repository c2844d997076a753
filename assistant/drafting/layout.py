"""What docx and pdf share: the marks of a draft, the parts of a text that are coloured, where a signature stands."""

from __future__ import annotations

from typing import Literal

from .blocks import Block, Document

DRAFT_MARK = "草稿（未经审核签发，不具有法律效力）"

Look = Literal["", "todo", "model"]


def parts(text: str, mark: str = "") -> list[tuple[str, Look]]:
    """The text cut into ordinary parts and 【待填：…】 parts; a model's words carry their mark in front."""
    base: Look = "model" if mark else ""
    found: list[tuple[str, Look]] = [(mark, "model")] if mark else []
    rest = text
    while "【待填：" in rest:
        before, _, after = rest.partition("【待填：")
        inner, _, rest = after.partition("】")
        found += [(before, base), (f"【待填：{inner}】", "todo")]
    return [p for p in [*found, (rest, base)] if p[0]]


def marked(document: Document, block: Block) -> str:
    """The mark before a model's words, until an officer has confirmed the document; empty for any others."""
    return model_mark(block.by) if block.source == "model" and document.draft else ""


def model_mark(by: str) -> str:
    """〔以下文字由模型（名称，提示词 名称@版本）撰写，未经确认〕"""
    return f"〔以下文字由模型{f'（{by}）' if by else ''}撰写，未经确认〕"


def author(document: Document) -> str:
    """Who answers for the words, as the file's properties name him: the program until an officer has confirmed them."""
    return "说理（程序起草，待审核）" if document.draft else document.confirmed_by


def provenance(document: Document) -> str:
    """What the file's properties say of a draft: that it is one, and which of its words a model wrote."""
    told = [DRAFT_MARK] if document.draft else []
    if document.by_model:
        listed = "；".join(f"“{b.text[:20]}…”" for b in document.by_model)
        by = "、".join(dict.fromkeys(b.by for b in document.by_model if b.by))
        told.append(f"有{len(document.by_model)}段文字由模型{f'（{by}）' if by else ''}撰写，未经确认：{listed}")
    return "。".join(told)[:255]


def width(text: str) -> float:
    """Length of a line in full-width characters."""
    return sum(0.5 if ord(c) < 0x2E80 and c not in "　“”‘’—…" else 1.0 for c in text)


def indents(blocks: tuple[Block, ...]) -> dict[int, float]:
    """Right indent, in characters, of each right-aligned line.

    The date stands four characters from the edge, the agency is centred over it (GB/T 9704); a pair whose name is the
    longer of the two moves left until the name is two characters from the edge.
    """
    found: dict[int, float] = {}
    for n, block in enumerate(blocks):
        if block.kind != "right" or n in found:
            continue
        follows = n + 1 < len(blocks) and blocks[n + 1].kind == "right"
        if not follows:
            found[n] = 4.0
            continue
        name, date = width(block.text), width(blocks[n + 1].text)
        lead = max(0.0, (name - date) / 2 - 2)
        found[n], found[n + 1] = 4 + lead - (name - date) / 2, 4 + lead
    return found


def handwritten(row: tuple[str, ...]) -> bool:
    """Whether a row of a form is for opinions and signatures, and needs room for them."""
    return len(row) == 2 and row[0].endswith(("意见", "签名", "复核人"))


def signs(line: str) -> bool:
    """Whether a line of a form is a signature, which stands at the right."""
    return line.startswith("签名：")
