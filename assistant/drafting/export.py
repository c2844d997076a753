"""Writes a Document as docx (layout of official documents, GB/T 9704), pdf, or Markdown, by the suffix of the file."""

from __future__ import annotations

import html
import os
import tempfile
from pathlib import Path
from typing import Any

from docx import Document as new_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from assistant.errors import BadInput

from .blocks import Block, Document

SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
BODY, LINE = Pt(16), Pt(28)
CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
DRAFT_MARK = "草稿（未经审核签发，不具有法律效力）"


def save(document: Document, path: Path) -> Path:
    """Write the document; the file appears whole or not at all. Raises BadInput for an unknown suffix."""
    writers = {".docx": _docx, ".pdf": _pdf, ".md": _markdown}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise BadInput(f"不能写成“{path.suffix or path.name}”格式。请把输出文件的后缀改为 .docx、.pdf 或 .md。")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    try:
        writer(document, Path(name))
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


# ---- docx ----
def _docx(document: Document, path: Path) -> None:
    word = new_docx()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    style = word.styles["Normal"]
    style.font.name, style.font.size = FANG, BODY
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
    _page_number(section.footer.paragraphs[0])
    word.core_properties.title = document.name
    word.core_properties.author = "说理（程序起草，待审核）" if document.draft else ""
    word.core_properties.comments = DRAFT_MARK if document.draft else ""
    if document.draft:
        mark = section.header.paragraphs[0]
        mark.alignment = RIGHT
        _run(mark, DRAFT_MARK, KAI, Pt(12), RGBColor(0x99, 0x99, 0x99))
    for block in document.blocks:
        _docx_table(word, block) if block.kind == "table" else _docx_block(word, block)
    word.save(str(path))


_STYLE: dict[str, tuple[str, Any, Any, bool]] = {
    # kind: font, size, alignment, first-line indent
    "agency": (SONG, Pt(22), CENTER, False),
    "title": (SONG, Pt(22), CENTER, False),
    "number": (FANG, BODY, CENTER, False),
    "recipient": (FANG, BODY, None, False),
    "heading": (HEI, BODY, None, True),
    "subheading": (KAI, BODY, None, True),
    "paragraph": (FANG, BODY, None, True),
    "note": (KAI, Pt(14), None, True),
    "right": (FANG, BODY, RIGHT, False),
    "center": (FANG, BODY, CENTER, False),
}


def _docx_block(word: Any, block: Block) -> None:
    font, size, alignment, indent = _STYLE[block.kind]
    paragraph = word.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE if size == BODY else Pt(36)
    if alignment is not None:
        paragraph.alignment = alignment
    if indent:
        form.first_line_indent = Pt(32)
    if block.kind in ("heading", "subheading"):
        form.keep_with_next = True
    if block.kind == "right":
        form.right_indent = Pt(64)
    for part, todo in _parts(block.text):
        _run(paragraph, part, font, size, RGBColor(0xC0, 0x00, 0x00) if todo else None)


def _docx_table(word: Any, block: Block) -> None:
    width = max(len(r) for r in block.rows)
    table = word.add_table(rows=0, cols=width)
    table.style = "Table Grid"
    for number, row in enumerate(block.rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, [*row, *[""] * (width - len(row))], strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = 1.0
            _run(paragraph, text, HEI if number == 0 else FANG, Pt(12), None)


def _run(paragraph: Any, text: str, font: str, size: Any, color: Any) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if color is not None:
        run.font.color.rgb = color


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)


def _parts(text: str) -> list[tuple[str, bool]]:
    """The text cut into ordinary parts and 【待填：…】 parts (True)."""
    parts, rest = [], text
    while "【待填：" in rest:
        before, _, after = rest.partition("【待填：")
        inner, _, rest = after.partition("】")
        parts += [(before, False), (f"【待填：{inner}】", True)]
    return [p for p in [*parts, (rest, False)] if p[0]]


# ---- pdf ----
_CSS = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —"; font-size: 12pt; }
  @top-right { content: "%s"; font-size: 10pt; color: #999; } }
body { font-family: "FangSong_GB2312","FangSong","仿宋","Noto Serif CJK SC","WenQuanYi Zen Hei",serif; font-size: 16pt; line-height: 28pt; }
p { margin: 0; text-indent: 2em; } .title,.agency { font-size: 22pt; line-height: 36pt; text-align: center; text-indent: 0; }
.number,.center { text-align: center; text-indent: 0; } .number { margin-bottom: 14pt; } .recipient { text-indent: 0; }
.right { text-align: right; text-indent: 0; margin-right: 4em; } .heading { font-family: "SimHei","黑体","WenQuanYi Zen Hei",sans-serif; }
.heading,.subheading { break-after: avoid; } .todo { color: #c00; } .note { font-size: 14pt; }
table { border-collapse: collapse; width: 100%%; font-size: 12pt; line-height: 18pt; margin: 6pt 0; }
td,th { border: .5pt solid #000; padding: 2pt 4pt; text-align: left; font-weight: normal; }
"""


def to_html(document: Document) -> str:
    """The document as one HTML page, laid out for print."""
    body = html_blocks(document)
    css = _CSS % (DRAFT_MARK if document.draft else "")
    return f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{html.escape(document.name)}</title><style>{css}</style><body>{body}</body></html>'


def html_blocks(document: Document) -> str:
    """The document's blocks as HTML, every value escaped."""
    return "\n".join(_html_block(b) for b in document.blocks)


def _html_block(block: Block) -> str:
    if block.kind == "table":
        rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in block.rows)
        return f"<table>{rows}</table>"
    inner = "".join(
        f'<span class="todo">{html.escape(p)}</span>' if t else html.escape(p) for p, t in _parts(block.text)
    )
    return f'<p class="{block.kind}">{inner}</p>'


def _pdf(document: Document, path: Path) -> None:
    from weasyprint import HTML

    HTML(string=to_html(document)).write_pdf(str(path))


# ---- Markdown ----
_MD = {"title": "# {}", "agency": "**{}**", "heading": "## {}", "subheading": "### {}", "right": "{}  "}


def to_markdown(document: Document) -> str:
    """The document as Markdown."""
    lines = [f"> {DRAFT_MARK}"] if document.draft else []
    for block in document.blocks:
        if block.kind == "table":
            head, *rows = block.rows
            table = [head, tuple("---" for _ in head), *rows]
            lines.append("\n".join("| " + " | ".join(row) + " |" for row in table))
        else:
            lines.append(_MD.get(block.kind, "{}").format(block.text))
    return "\n\n".join(lines) + "\n"


def _markdown(document: Document, path: Path) -> None:
    path.write_text(to_markdown(document), encoding="utf-8")
