"""A Document as HTML laid out for print, and as pdf (weasyprint); every value is escaped."""

from __future__ import annotations

import html
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path, serif_path

from .blocks import Block, Document
from .layout import DRAFT_MARK, author, handwritten, indents, marked, parts, provenance, signs

_CSS = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm;
  @top-right { content: "%s"; font-size: 10pt; color: #999; vertical-align: bottom; padding-bottom: 6mm; } }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt "SimSun","宋体","Shuoli Serif",serif; padding-right: 1em; vertical-align: top; padding-top: 7mm; } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt "SimSun","宋体","Shuoli Serif",serif; padding-left: 1em; vertical-align: top; padding-top: 7mm; } }
body { font-family: "FangSong_GB2312","仿宋_GB2312","FangSong","仿宋","Shuoli Serif",serif; font-size: 16pt; line-height: 28pt; margin: 0; text-align: justify; }
p { margin: 0; text-indent: 2em; overflow-wrap: anywhere; orphans: 2; widows: 2; }
.title,.agency { font-family: "FZXiaoBiaoSong-B05S","方正小标宋简体","SimSun","宋体","Shuoli Serif",serif; font-size: 22pt; line-height: 36pt; text-align: center; text-indent: 0; }
.title { margin-bottom: 10pt; } .number,.center { text-align: center; text-indent: 0; } .number { margin-bottom: 14pt; } .recipient { text-indent: 0; }
.right { text-align: right; text-indent: 0; break-before: avoid; white-space: nowrap; } .signed { margin-top: 28pt; }
.heading { font-family: "SimHei","黑体","Shuoli Sans",sans-serif; } .subheading { font-family: "KaiTi_GB2312","楷体_GB2312","KaiTi","楷体","Shuoli Serif",serif; }
.heading,.subheading,.leads { break-after: avoid; } .todo { color: #c00; } .model { background: #fff3cd; } .note { font-size: 14pt; }
table { border-collapse: collapse; width: 100%%; font-size: 12pt; line-height: 18pt; margin: 6pt 0 10pt; table-layout: fixed; }
thead { display: table-header-group; } tr { break-inside: avoid; } tr.long { break-inside: auto; } tr.sign { height: 20mm; }
td,th { border: .5pt solid #000; padding: 3pt 5pt; text-align: left; font-weight: normal; vertical-align: middle; overflow-wrap: anywhere; }
th,.label { font-family: "SimHei","黑体","Shuoli Sans",sans-serif; text-align: center; } td p { text-indent: 0; } td p.sign { text-align: right; }
"""

LONG = 240
"""Characters from which a row may break over two pages."""


def to_html(document: Document) -> str:
    """The document as one HTML page, laid out for print."""
    css = _CSS % (DRAFT_MARK if document.draft else "")
    title = html.escape(document.name)
    said = {
        "author": author(document),
        "description": provenance(document),
        "keywords": "model-text" if document.by_model else "",
    }
    meta = "".join(f'<meta name="{name}" content="{html.escape(what)}">' for name, what in said.items() if what)
    head = f'<meta charset="utf-8"><title>{title}</title>{meta}<style>{css}</style>'
    return f'<!doctype html><html lang="zh">{head}<body>{html_blocks(document)}</body></html>'


def html_blocks(document: Document) -> str:
    """The document's blocks as HTML, every value escaped."""
    right = indents(document.blocks)
    told = []
    for n, block in enumerate(document.blocks):
        if block.rows:
            told.append(_form(block) if block.kind == "form" else _table(block))
            continue
        first = block.kind == "right" and n > 0 and document.blocks[n - 1].kind != "right"
        style = f' style="margin-right:{right[n]:g}em"' if n in right else ""
        name = f"{block.kind} signed" if first else block.kind
        name += " leads" if block.text.endswith("：") else ""
        told.append(f'<p class="{name}"{style}>{_inner(block.text, marked(document, block))}</p>')
    return "\n".join(told)


def _inner(text: str, mark: str = "") -> str:
    return "".join(
        f'<span class="{look}">{html.escape(part)}</span>' if look else html.escape(part)
        for part, look in parts(text, mark)
    )


def _table(block: Block) -> str:
    head, *body = block.rows
    rows = "".join(f"<tr>{''.join(f'<td>{_inner(c)}</td>' for c in row)}</tr>" for row in body)
    return f"<table>{_columns(block.widths)}<thead><tr>{''.join(f'<th>{_inner(c)}</th>' for c in head)}</tr></thead><tbody>{rows}</tbody></table>"


def _columns(widths: tuple[float, ...]) -> str:
    total = sum(widths)
    cols = "".join(f'<col style="width:{w / total:.1%}">' for w in widths)
    return f"<colgroup>{cols}</colgroup>" if widths else ""


def _form(block: Block) -> str:
    rows = []
    for row in block.rows:
        span = 5 - len(row)
        cells = []
        for n, cell in enumerate(row):
            wide = f' colspan="{span}"' if n == len(row) - 1 and span > 1 else ""
            if n % 2 == 0 and len(row) > 1:
                cells.append(f'<td class="label"{wide}>{_inner(cell)}</td>')
            else:
                cells.append(f"<td{wide}>{_lines(cell)}</td>")
        long = ' class="long"' if sum(map(len, row)) > LONG else ' class="sign"' if handwritten(row) else ""
        rows.append(f"<tr{long}>{''.join(cells)}</tr>")
    return f'<table class="form">{_columns((1.7, 3.3, 1.7, 3.3))}<tbody>{"".join(rows)}</tbody></table>'


def _lines(cell: str) -> str:
    return "".join(
        f'<p class="sign">{_inner(line)}</p>' if signs(line) else f"<p>{_inner(line)}</p>" for line in cell.split("\n")
    )


def to_pdf(document: Document, path: Path) -> None:
    """Write the document as pdf."""
    path.write_bytes(pdf(to_html(document)))


def pdf(page: str) -> bytes:
    """A page of HTML as pdf; where the machine has no font of the official layout, the packaged Noto fonts are embedded."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    faces = CSS(string=_font_faces(), font_config=fonts)
    data: bytes = HTML(string=page).write_pdf(stylesheets=[faces], font_config=fonts)
    return data


def _font_faces() -> str:
    """The two packaged fonts under names of their own: without a Chinese font on the machine a pdf would hold no text."""
    paths = {"Shuoli Serif": serif_path(), "Shuoli Sans": sans_path()}
    return "".join(
        f'@font-face {{ font-family: "{name}"; src: url("{path.as_uri()}"); }}' for name, path in paths.items()
    )
