"""A Document as docx in the layout of official documents (GB/T 9704): fonts, margins, 28-point lines, page numbers."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document as new_docx
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .blocks import Block, Document
from .layout import DRAFT_MARK, author, handwritten, indents, marked, parts, provenance, signs
from .page import LONG

SONG, FANG, HEI, KAI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
BODY, LINE, TITLE_LINE, SMALL = Pt(16), Pt(28), Pt(36), Pt(12)
CENTER, RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
WIDTH = 15.6
"""Width of the type area in centimetres: A4 less 2.8 and 2.6."""

_COLOURS = {"todo": RGBColor(0xC0, 0, 0), "model": RGBColor(0x7A, 0x4B, 0)}
_EPOCH = (1980, 1, 1, 0, 0, 0)

_STYLE: dict[str, tuple[str, Any, Any, bool]] = {
    # kind: font, size, alignment, first-line indent
    "agency": (SONG, Pt(22), CENTER, False),
    "title": (SONG, Pt(22), CENTER, False),
    "number": (FANG, BODY, CENTER, False),
    "recipient": (FANG, BODY, None, False),
    "heading": (HEI, BODY, None, True),
    "subheading": (KAI, BODY, None, True),
    "paragraph": (FANG, BODY, BOTH, True),
    "note": (KAI, Pt(14), None, True),
    "right": (FANG, BODY, RIGHT, False),
    "center": (FANG, BODY, CENTER, False),
}


def to_docx(document: Document, path: Path) -> None:
    """Write the document; the same document gives the same bytes."""
    word = new_docx()
    _page(word, document)
    _properties(word, document)
    right = indents(document.blocks)
    for n, block in enumerate(document.blocks):
        if block.rows:
            _form(word, block) if block.kind == "form" else _table(word, block)
            continue
        paragraph = _paragraph(word, block, marked(document, block))
        if n in right:
            paragraph.paragraph_format.right_indent = Pt(16 * right[n])
        _keep(paragraph, document.blocks, n)
    buffer = BytesIO()
    word.save(buffer)
    path.write_bytes(_without_times(buffer.getvalue()))


def _page(word: Any, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.header_distance, section.footer_distance = Cm(2.2), Cm(2.5)
    style = word.styles["Normal"]
    style.font.name, style.font.size = FANG, BODY
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
    word.settings.odd_and_even_pages_header_footer = True
    for footer, alignment in ((section.footer, RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        _page_number(footer.paragraphs[0], alignment)
    if document.draft:
        for header in (section.header, section.even_page_header):
            header.paragraphs[0].alignment = RIGHT
            _run(header.paragraphs[0], DRAFT_MARK, KAI, SMALL, RGBColor(0x99, 0x99, 0x99))


def _properties(word: Any, document: Document) -> None:
    """Title, and for a draft that it is one, and which of its words a model wrote."""
    core = word.core_properties
    core.title = document.name
    core.author = author(document)
    core.last_modified_by = core.author
    core.comments = provenance(document)
    core.keywords = "model-text" if document.by_model else ""
    made = document.day or datetime(2000, 1, 1).date()
    core.created = core.modified = datetime(made.year, made.month, made.day)


def _paragraph(word: Any, block: Block, mark: str) -> Any:
    font, size, alignment, indent = _STYLE[block.kind]
    paragraph = word.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = TITLE_LINE if size > BODY else LINE
    if alignment is not None:
        paragraph.alignment = alignment
    if indent:
        form.first_line_indent = Pt(2 * size.pt)
    if block.kind in ("title", "number"):
        form.space_after = Pt(10)
    for text, look in parts(block.text, mark):
        _run(paragraph, text, font, size, _COLOURS.get(look), shaded=look == "model")
    return paragraph


def _keep(paragraph: Any, blocks: tuple[Block, ...], n: int) -> None:
    """Headings and announcements stay with what follows; a signature never stands alone on a page."""
    form, block = paragraph.paragraph_format, blocks[n]
    following = blocks[n + 1] if n + 1 < len(blocks) else None
    leads = block.kind in ("heading", "subheading", "agency", "title") or block.text.endswith("：")
    if leads or (following and following.kind == "right"):
        form.keep_with_next = True
    if following and following.kind == "right" and block.kind != "right":
        form.space_after = LINE
    if following and following.rows:
        form.space_after = Pt(8)


def _table(word: Any, block: Block) -> None:
    """A table whose first row is repeated on every page and whose rows do not break."""
    count = max(len(r) for r in block.rows)
    widths = block.widths if len(block.widths) == count else (1.0,) * count
    table = _grid(word, [WIDTH * w / sum(widths) for w in widths])
    for number, row in enumerate(block.rows):
        cells = _row(table, header=number == 0)
        for cell, text in zip(cells, [*row, *[""] * (count - len(row))], strict=True):
            _fill(cell, text, HEI if number == 0 else FANG, CENTER if number == 0 else None)
    _gap(word)


def _form(word: Any, block: Block) -> None:
    """A form of four columns: label, value, label, value; the last cell of a shorter row spans the rest."""
    table = _grid(word, [WIDTH * w / 10 for w in (1.7, 3.3, 1.7, 3.3)])
    for row in block.rows:
        cells = _row(table, split=sum(map(len, row)) > LONG)
        if handwritten(row):
            table.rows[-1].height, table.rows[-1].height_rule = Cm(2), WD_ROW_HEIGHT_RULE.AT_LEAST
        for n, text in enumerate(row[:4]):
            cell = cells[n]
            if n == len(row) - 1 and n < 3:
                cell = cell.merge(cells[3])
            label = n % 2 == 0 and len(row) > 1
            _fill(cell, text, HEI if label else FANG, CENTER if label else None)
    _gap(word)


def _grid(word: Any, widths: list[float]) -> Any:
    table = word.add_table(rows=0, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, centimetres in zip(table.columns, widths, strict=True):
        column.width = Cm(centimetres)
    return table


def _row(table: Any, header: bool = False, split: bool = False) -> Any:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    if not split:
        properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    return row.cells


def _fill(cell: Any, text: str, font: str, alignment: Any) -> None:
    cell.vertical_alignment = 1
    for n, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(2)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
        paragraph.alignment = RIGHT if signs(line) else alignment
        for part, look in parts(line):
            _run(paragraph, part, font, SMALL, _COLOURS.get(look))


def _gap(word: Any) -> None:
    """Word joins tables that touch; a thin line keeps them, and the text after them, apart."""
    form = word.add_paragraph().paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(8)


def _run(paragraph: Any, text: str, font: str, size: Any, color: Any, shaded: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if color is not None:
        run.font.color.rgb = color
    if shaded:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "FFF3CD")
        properties.append(shade)


def _page_number(paragraph: Any, alignment: Any) -> None:
    """— 1 —, outside: right on odd pages, left on even ones, one character from the edge."""
    paragraph.alignment = alignment
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(14)
    _run(paragraph, "— ", PLAIN, Pt(14), None)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.name, run.font.size = PLAIN, Pt(14)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)
    _run(paragraph, " —", PLAIN, Pt(14), None)


def _without_times(data: bytes) -> bytes:
    """The same archive with every member dated alike."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            info = zipfile.ZipInfo(item.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(item.filename))
    return out.getvalue()
