"""The kinds of documents, declared in templates/kinds.yaml: sections, branches, fields, legal bases, required elements."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import yaml
from pydantic import Field as PField

from assistant.errors import BadInput
from assistant.law.model import Frozen
from assistant.paths import data_dir


class RequiredElement(Frozen):
    """Something a document of this kind must contain: any of the patterns.

    ``when``: hearing (the hearing threshold is reached), fine (the text speaks of a fine); empty: always.
    """

    name: str
    any_of: tuple[str, ...]
    cite: str = ""
    when: str = ""


class Section(Frozen):
    """One numbered heading. ``title_if`` gives another title where a branch holds; ``when`` leaves the section out."""

    id: str
    title: str
    title_if: dict[str, str] = PField(default_factory=dict)
    when: str = ""

    def heading(self, branches: frozenset[str]) -> str:
        return next((t for branch, t in self.title_if.items() if branch in branches), self.title)


class Branch(Frozen):
    """A way the document may go; ``id`` is one of drafting.branches."""

    id: str
    about: str


class Field(Frozen):
    """Something of the case that the document needs: its path in Case, and what it is called."""

    path: str
    label: str


class DocumentKind(Frozen):
    """One kind: ``code`` of its number (环罚), ``template`` below templates/documents, ``audience`` external or internal.

    ``title`` is printed where it differs from the name. ``numbering``: code 发文字号, serial 编号, none (internal forms
    carry the 立案号). ``addressee``: whom it speaks to; only a document to its party says 你单位. ``needs`` says which outcome it is for: any, fine (something to impose), exempt (an exemption).
    ``fine`` says what its sums of fine are: imposed, proposed, daily (the original fine times days), stated (a decision
    already made), none. ``bases`` are ids of templates/bases.yaml, ``by_hand`` the opinions left for signing by hand.
    """

    id: str
    name: str
    title: str = ""
    code: str = ""
    numbering: Literal["code", "serial", "none"] = "code"
    template: str
    audience: str = "external"
    addressee: Literal["party", "police", "none"] = "party"
    needs: str = "any"
    fine: Literal["imposed", "proposed", "daily", "stated", "none"] = "none"
    about: str = ""
    sections: tuple[Section, ...] = ()
    branches: tuple[Branch, ...] = ()
    fields: tuple[Field, ...] = ()
    bases: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    options: dict[str, tuple[str, ...]] = PField(default_factory=dict)
    requires: tuple[RequiredElement, ...] = ()

    def section(self, id: str) -> Section:
        return next(s for s in self.sections if s.id == id)


@lru_cache(maxsize=1)
def document_kinds() -> dict[str, DocumentKind]:
    """Every kind by id, in the order of the file."""
    raw = yaml.safe_load((data_dir("templates") / "kinds.yaml").read_text(encoding="utf-8"))
    return {k.id: k for k in (DocumentKind.model_validate(entry) for entry in raw)}


def document_kind(name: str) -> DocumentKind:
    """The kind with this id or Chinese name. Raises BadInput listing the kinds there are."""
    kinds = document_kinds()
    for kind in kinds.values():
        if name in (kind.id, kind.name):
            return kind
    listed = "、".join(f"{k.id}（{k.name}）" for k in kinds.values())
    raise BadInput(f"没有“{name}”这种文书。可用的有：{listed}。")
