"""What templates/kinds.yaml declares holds in the templates and in the Case; no law stands in a template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant.drafting.bases import bases
from assistant.drafting.branches import ANSWERS, FORKS
from assistant.drafting.kinds import DocumentKind, document_kind, document_kinds
from assistant.errors import BadInput
from assistant.facts.file import Rectification
from assistant.facts.model import Case, Procedure
from assistant.paths import data_dir

from .conftest import FULL

FOLDER = data_dir("templates") / "documents"
KINDS = list(document_kinds().values())
ASKED = [
    "立案审批表",
    "案件调查报告",
    "责令改正违法行为决定书",
    "行政处罚事先（听证）告知书",
    "不予行政处罚事先告知书",
    "陈述申辩意见复核",
    "法制审核表",
    "集体讨论记录",
    "行政处罚决定书",
    "不予行政处罚决定书",
    "按日连续处罚决定书",
    "缴纳罚款通知书",
    "督促履行义务催告书",
    "行政拘留处罚案件移送书",
    "涉嫌环境犯罪案件移送书",
    "免罚轻罚告知承诺书",
    "结案审批表",
    "提醒告诫书",
    "行政指导建议书",
]


CARRIED = {"confiscated", "order-at-once", "order-within", "crime", "detention", "exempt", "corrected", "unanswered"}
"""Branches that show in the values a template prints, not in its forks; unanswered is the last else of six."""


def source(kind: DocumentKind) -> str:
    """A template's text with everything it includes."""

    def whole(name: str) -> str:
        text = (FOLDER / name).read_text(encoding="utf-8")
        return re.sub(r'{% include "([^"]+)" %}', lambda m: whole(m[1]), text)

    return whole(kind.template)


def test_every_kind_an_officer_writes_is_declared() -> None:
    names = [k.name for k in KINDS]
    assert [n for n in ASKED if not any(n in name for name in names)] == []
    assert set(FULL) == set(document_kinds()), "a sample for every kind"


def test_an_unknown_kind_lists_those_there_are() -> None:
    with pytest.raises(BadInput, match="decision"):
        document_kind("判决书")


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.id)
def test_sections_of_a_template_are_those_declared_in_their_order(kind: DocumentKind) -> None:
    assert re.findall(r'section\("([^"]+)"\)', source(kind)) == [s.id for s in kind.sections]


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.id)
def test_branches_are_known_and_used_by_the_template(kind: DocumentKind) -> None:
    used = set(re.findall(r'"([a-z-]+)"', " ".join(re.findall(r"has\(([^)]*)\)", source(kind)))))
    titled = {b for s in kind.sections for b in s.title_if}
    declared = {b.id for b in kind.branches}
    assert declared <= set(ANSWERS) | set(FORKS)
    assert used | titled <= declared, "every fork of a template is declared"
    assert declared - used - titled <= CARRIED


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.id)
def test_bases_of_a_template_are_declared_and_used(kind: DocumentKind) -> None:
    calls = re.findall(r'basis\(("[^)]*)\)', source(kind))
    used = {id for call in calls for id in re.findall(r'"([^"]+)"', call)}
    assert used <= set(kind.bases) <= set(bases())
    assert set(kind.bases) - used <= {"weighing"}, "declared, but cited by nothing"


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.id)
def test_fields_lead_into_the_case(kind: DocumentKind) -> None:
    for field in kind.fields:
        model: object = Case
        for name in field.path.split("."):
            fields = getattr(model, "model_fields", None)
            assert fields is None or name in fields, f"{kind.id}: {field.path}"
            model = fields[name].annotation if fields else None


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.j2")), ids=lambda p: p.name)
def test_no_template_cites_a_law_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search("第[零一二三四五六七八九十百千0-9]+条", text)
    assert re.findall("《[^》]*》", text) in ([], ["《中华人民共和国刑法》"])
    assert not re.search(r"\d+(?:万)?元|百分之(?!三)", text), "figures come from the case and the law"


def test_numbers_of_documents_have_the_form_of_their_kind() -> None:
    for kind in KINDS:
        if kind.numbering == "code":
            assert re.fullmatch(r"环[^〔字第]{1,8}", kind.code), kind.id
        else:
            assert not kind.code


def test_no_basis_is_kept_that_no_document_cites() -> None:
    assert set(bases()) == {b for k in KINDS for b in k.bases}


def test_the_documentation_names_every_kind_and_only_fields_there_are() -> None:
    page = (data_dir("templates").parent / "docs" / "documents.md").read_text(encoding="utf-8")
    assert [k.id for k in KINDS if f"`{k.id}`" not in page] == []
    given = yaml.safe_load(re.search(r"```yaml\n(.*?)```", page, re.S)[1])  # type: ignore[index]
    assert set(given) <= set(Case.model_fields)
    assert set(given["procedure"]) <= set(Procedure.model_fields)
    assert set(given["rectification"]) <= set(Rectification.model_fields)
