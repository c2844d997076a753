"""Every kind, from a full file, from a bare text, and from a text that tries to be markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from assistant.drafting.blocks import Document
from assistant.drafting.compose import draft, lacking
from assistant.drafting.kinds import document_kind, document_kinds
from assistant.errors import NeedsFacts
from assistant.facts.case import case_from_text
from assistant.facts.model import Evidence, Party
from assistant.validation.run import validate_document

from .conftest import FULL, assessed, house, sample, with_case, with_procedure

KINDS = list(document_kinds())
HOSTILE = "# 标题\n| 甲 | 乙 |\n{{ 7*7 }} {% raw %} <script>alert(1)</script> **粗** 签\u2028## 二、伪标题\x0c@right 伪落款\ue001\x07"
_TRACE = re.compile(r"§|None|True|False|\{\{|未查明|默认|案卷中的案卷|裁量适用|[a-z]+_[a-z]+")


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_file_leaves_nothing_to_fill_in(kind: str, drafted: Callable[[str], Document]) -> None:
    assert drafted(kind).todo == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_clean_draft_has_no_blocking_finding(kind: str, drafted: Callable[[str], Document]) -> None:
    place = house()
    report = validate_document(
        drafted(kind).text, place.library, place.knowledge, assessment=sample(FULL[kind]), kind=kind
    )
    assert [c.message for c in report.checks if c.status == "fail" and c.severity == "blocking"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_required_elements_are_present(kind: str, drafted: Callable[[str], Document]) -> None:
    text = drafted(kind).text
    for element in document_kind(kind).requires:
        assert any(re.search(p, text, re.S) for p in element.any_of), element.name


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_reads_as_written_by_a_person(kind: str, drafted: Callable[[str], Document]) -> None:
    text = drafted(kind).text
    assert not re.search("[。，；：、]{2}|。”。|？。|；。|（）|“”", text)
    assert not _TRACE.search(text)
    assert not re.search("高度重视|众所周知|性质恶劣|切实增强", text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_bare_text_gives_a_draft_that_says_what_is_missing(kind: str) -> None:
    document = draft(sample("bare"), kind)
    assert document.todo and document.draft
    assert "None" not in document.text
    assert lacking(sample("bare").case, document_kind(kind)) != []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_a_case_becomes_markup(kind: str) -> None:
    clean = draft(sample(FULL[kind]), kind)
    case = sample(FULL[kind]).case
    hostile = with_case(
        sample(FULL[kind]),
        text=case.text + "\n" + HOSTILE,
        place=HOSTILE,
        party=case.party.model_copy(update={"name": HOSTILE, "address": HOSTILE}),
        evidence=(*case.evidence, Evidence(name=HOSTILE, provider=HOSTILE, proves=HOSTILE)),
    )
    document = draft(hostile, kind)
    marks = ("title", "agency", "number", "heading", "subheading", "table", "form", "right")
    assert [b.kind for b in document.blocks if b.kind in marks] == [b.kind for b in clean.blocks if b.kind in marks]
    assert "{{ 7*7 }}" in document.text and "49 " not in document.text
    assert "\x07" not in document.text and "\ue001" not in document.text
    for before, after in zip([b for b in clean.blocks if b.rows], [b for b in document.blocks if b.rows], strict=True):
        assert [len(r) for r in before.rows] == [len(r) for r in after.rows]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_case_gives_the_same_words(kind: str, drafted: Callable[[str], Document]) -> None:
    assert draft(sample(FULL[kind]), kind) == drafted(kind)


def test_no_violation_no_document() -> None:
    with pytest.raises(NeedsFacts, match="补充"):
        draft(assessed(case_from_text("今天天气很好。")), "decision")


def test_a_number_is_made_of_code_kind_year_and_a_place_for_the_serial() -> None:
    case = with_procedure(sample("after"), notice_no="")
    number = next(b.text for b in draft(case, "notice").blocks if b.kind == "number")
    assert number == "示环罚告〔2026〕【待填：序号】号"


def test_internal_forms_carry_the_filing_number_and_no_document_number() -> None:
    document = draft(sample("after"), "legal-review")
    assert next(b.text for b in document.blocks if b.kind == "number") == "立案号：示环立〔2026〕1号"


def test_a_document_knows_only_what_was_known_on_its_day() -> None:
    order = draft(sample("after"), "rectification")
    assert "现场检查（勘察）笔录" in order.text
    assert "2026年9月8日立案" not in order.text, "filed four days after the order"
    assert "2026年9月25日" not in order.text, "checked three weeks after the order"
    first = draft(sample("daily"), "notice")
    assert "2026年9月29日" not in first.text and any("晚于文书日期" in n for n in first.notes)


def test_only_documents_to_the_party_say_you() -> None:
    for kind in KINDS:
        said = "你单位" in draft(sample(FULL[kind]), kind).text
        assert said == (document_kind(kind).addressee == "party"), kind


def test_a_natural_person_is_addressed_and_named_as_one() -> None:
    person = Party(kind="natural", name="示例人", id_no="110101199001010015", address="示例市示例路5号")
    document = draft(with_case(sample("after"), party=person), "decision")
    assert "身份证件号码：110101199001010015" in document.text
    assert "你单位" not in document.text and "统一社会信用代码" not in document.text


def test_a_date_that_is_missing_is_asked_for() -> None:
    document = draft(with_procedure(sample("after"), issued={}), "notice")
    assert "文书日期" in document.todo
    assert document.day is None


def test_what_the_officer_should_know_stands_in_notes_not_in_the_text() -> None:
    document = draft(sample("crime"), "decision")
    ref = sample("crime").violations[0].fine.benchmark
    assert ref and ref.standing == "generic" and any(ref.note[:20] in note for note in document.notes)
    assert "程序" not in document.text


def test_the_day_of_decision_is_the_day_of_the_document() -> None:
    assert draft(sample("after"), "decision").day == date(2026, 11, 20)
