"""Files open again and look as they should: layout of official documents, marks of drafts and of a model's words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from pypdf import PdfReader

from assistant.drafting.blocks import Block, Document, parse, shield
from assistant.drafting.compose import draft
from assistant.drafting.export import html_blocks, save, to_html, to_markdown
from assistant.drafting.kinds import document_kinds
from assistant.drafting.layout import DRAFT_MARK, indents
from assistant.errors import BadInput

from .conftest import sample, with_case

Drafted = Callable[[str], Document]
MODEL = "你单位的上述行为使河水受到污染。"
BY = "示例模型，提示词 phrase@3"
MARK = "〔以下文字由模型（示例模型，提示词 phrase@3）撰写，未经确认〕"


def rephrased(document: Document) -> Document:
    index = next(n for n, b in enumerate(document.blocks) if b.kind == "paragraph")
    return document.rephrased(index, MODEL, BY)


@pytest.mark.parametrize("kind", document_kinds())
def test_every_kind_opens_again_as_docx(kind: str, drafted: Drafted, tmp_path: Path) -> None:
    document = drafted(kind)
    word = open_docx(str(save(document, tmp_path / "文书.docx")))
    read = "\n".join(
        [*(p.text for p in word.paragraphs), *(c.text for t in word.tables for r in t.rows for c in r.cells)]
    )
    for block in document.blocks:
        for piece in [cell for row in block.rows for cell in row] or [block.text]:
            assert piece in read


def test_the_page_is_that_of_official_documents(drafted: Drafted, tmp_path: Path) -> None:
    word = open_docx(str(save(drafted("decision"), tmp_path / "d.docx")))
    page = word.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    for set_, wanted in zip(margins, (3.7, 3.5, 2.8, 2.6), strict=True):
        assert set_ is not None and abs(set_ - Cm(wanted)) < Cm(0.01)
    body = next(p for p in word.paragraphs if p.text.startswith("你单位"))
    assert body.paragraph_format.line_spacing == Pt(28)
    assert body.paragraph_format.first_line_indent == Pt(32)
    assert {r.font.size for r in body.runs} == {Pt(16)}
    fonts = {
        p.text[:2]: p.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) for p in word.paragraphs if p.text and p.runs
    }
    assert fonts["行政"] == "方正小标宋简体" and fonts["一、"] == "黑体" and fonts["（二"] == "楷体_GB2312"
    assert fonts["当事"] == "仿宋_GB2312"


def test_page_numbers_stand_outside_between_dashes(drafted: Drafted, tmp_path: Path) -> None:
    word = open_docx(str(save(drafted("decision"), tmp_path / "d.docx")))
    odd, even = word.sections[0].footer.paragraphs[0], word.sections[0].even_page_footer.paragraphs[0]
    assert word.settings.odd_and_even_pages_header_footer
    assert odd.text.startswith("— ") and odd.text.endswith(" —") and "PAGE" in odd._element.xml
    assert str(odd.alignment) != str(even.alignment)


def test_tables_repeat_their_head_and_rows_do_not_break(drafted: Drafted, tmp_path: Path) -> None:
    word = open_docx(str(save(drafted("decision"), tmp_path / "d.docx")))
    rows = word.tables[0].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(r._tr.trPr.find(qn("w:cantSplit")) is not None for r in rows)


def test_the_signature_is_centred_over_the_date_and_not_left_alone() -> None:
    blocks = tuple(Block(kind="right", text=t) for t in ("示例市生态环境局", "2026年11月20日"))
    where = indents(blocks)
    centre = [where[n] + w / 2 for n, w in ((0, 8.0), (1, 7.0))]
    assert where[1] == 4.0 and abs(centre[0] - centre[1]) < 0.01
    long = (Block(kind="right", text="示例自治州示例县生态环境保护综合行政执法局"), blocks[1])
    assert indents(long)[0] >= 2.0 and indents(long)[1] > 4.0


def test_a_draft_is_marked_until_an_officer_confirms_it(drafted: Drafted, tmp_path: Path) -> None:
    document = drafted("decision")
    word = open_docx(str(save(document, tmp_path / "d.docx")))
    assert word.sections[0].header.paragraphs[0].text == DRAFT_MARK
    assert DRAFT_MARK in word.core_properties.comments
    assert DRAFT_MARK in to_markdown(document) and DRAFT_MARK in to_html(document)
    confirmed = document.confirmed("示例人庚")
    final = open_docx(str(save(confirmed, tmp_path / "f.docx")))
    assert final.sections[0].header.paragraphs[0].text == ""
    assert final.core_properties.author == "示例人庚" and DRAFT_MARK not in final.core_properties.comments
    assert DRAFT_MARK not in to_markdown(confirmed) + to_html(confirmed)


def test_a_document_with_gaps_cannot_be_confirmed() -> None:
    with pytest.raises(ValueError, match="待填"):
        draft(sample("bare"), "decision").confirmed("某人")


def properties(path: Path) -> str:
    """Author, description and keywords of a docx or pdf."""
    if path.suffix == ".docx":
        core = open_docx(str(path)).core_properties
        return f"{core.author} {core.comments} {core.keywords}"
    told = PdfReader(str(path)).metadata
    return " ".join(str(v) for v in told.values()) if told else ""


def test_a_models_words_are_marked_in_every_form_until_confirmed(drafted: Drafted, tmp_path: Path) -> None:
    document = rephrased(drafted("decision"))
    word = open_docx(str(save(document, tmp_path / "d.docx")))
    paragraph = next(p for p in word.paragraphs if MODEL in p.text)
    assert paragraph.text == MARK + MODEL and "w:shd" in paragraph._element.xml
    assert (
        BY in word.core_properties.comments
        and MODEL[:10] in word.core_properties.comments
        and word.core_properties.keywords == "model-text"
    )
    assert f"{MARK}* {MODEL}" in to_markdown(document)
    assert f'<span class="model">{MARK}</span><span class="model">{MODEL}</span>' in to_html(document)
    for suffix in (".docx", ".pdf"):
        said = properties(save(document, tmp_path / f"p{suffix}"))
        assert "草稿" in said and MODEL[:10] in said and "model-text" in said, suffix
        final = properties(save(document.confirmed("示例人庚"), tmp_path / f"q{suffix}"))
        assert "示例人庚" in final and "草稿" not in final and "model-text" not in final, suffix
    assert MARK not in document.text, "the mark is no part of the words that are checked"
    confirmed = document.confirmed("示例人庚")
    assert MARK not in to_markdown(confirmed) + to_html(confirmed) and MODEL in confirmed.text


def test_code_writes_unmarked_and_only_paragraphs_may_be_rephrased(drafted: Drafted) -> None:
    document = drafted("decision")
    assert document.by_model == () and "由模型" not in to_markdown(document)
    heading = next(n for n, b in enumerate(document.blocks) if b.kind == "heading")
    with pytest.raises(ValueError, match="heading"):
        document.rephrased(heading, "四、免于处罚")


def test_pdf_opens_again_with_its_words_and_page_numbers(drafted: Drafted, tmp_path: Path) -> None:
    pages = PdfReader(str(save(drafted("legal-review"), tmp_path / "f.pdf"))).pages
    text = re.sub(r"\s", "", "".join(p.extract_text() for p in pages))
    assert "法制审核" in text and "—1—" in text and "草稿" in text


def test_the_same_document_gives_the_same_bytes(drafted: Drafted, tmp_path: Path) -> None:
    one, two = (save(drafted("decision"), tmp_path / f"{n}.docx").read_bytes() for n in (1, 2))
    assert one == two


def test_html_escapes_every_value(drafted: Drafted) -> None:
    case = sample("after").case
    hostile = with_case(
        sample("after"), text=case.text + "\n<script>alert(1)</script>", place='"><img src=x onerror=alert(1)>'
    )
    page = html_blocks(draft(hostile, "filing"))
    assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page


def test_markdown_keeps_markup_of_the_case_as_words() -> None:
    hostile = with_case(sample("after"), text=sample("after").case.text + "\n# 标题\n- 项\n**粗** [x](y) |a|")
    lines = to_markdown(draft(hostile, "decision")).splitlines()
    assert r"\# 标题" in lines and r"\- 项" in lines
    assert any(r"\*\*粗\*\*" in line and r"\[x\]" in line for line in lines)


def test_a_file_of_another_suffix_is_refused_and_nothing_is_left(drafted: Drafted, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.docx"):
        save(drafted("decision"), tmp_path / "d.exe")
    assert list(tmp_path.iterdir()) == []


def test_control_characters_do_not_break_a_file(tmp_path: Path) -> None:
    case = sample("after").case
    odd = with_case(sample("after"), text=case.text + "\x00\x08\x1b[31m\ud800 尾", place="甲\x0b乙\x1c丙")
    document = draft(odd, "decision")
    save(document, tmp_path / "d.docx")
    save(document, tmp_path / "d.md")
    assert "\x00" not in document.text and "尾" in document.text


@pytest.mark.parametrize("line", ["# 大标题", "## 一、伪", "@right 局", "@form", "@widths 1 2", "|甲|乙|"])
def test_a_value_at_the_start_of_a_line_is_a_sentence(line: str) -> None:
    blocks = parse(f"{shield(line)}\n\n{shield('甲' + chr(10) + line)}\n")
    assert {b.kind for b in blocks} == {"paragraph"}
    assert [b.text for b in blocks] == [line, "甲", line]


def test_a_bar_in_a_cell_makes_no_cell() -> None:
    (table,) = parse(f"|{shield('a|b')}|{shield('c')}|\n|d|e|\n")
    assert table.rows == (("a|b", "c"), ("d", "e"))
    (form,) = parse(f"@form\n|名|{shield('一' + chr(10) + '二|三')}|\n")
    assert form.kind == "form" and form.rows == (("名", "一\n二|三"),)
