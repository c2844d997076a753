"""The kinds of documents, declared in templates/kinds.yaml."""

from __future__ import annotations

from functools import lru_cache

import yaml

from assistant.errors import BadInput
from assistant.law.model import Frozen
from assistant.paths import data_dir


class RequiredElement(Frozen):
    """Something a document of this kind must contain: any of the patterns; ``unless`` names a fact that lifts it."""

    name: str
    any_of: tuple[str, ...]
    cite: str = ""
    when: str = ""


class DocumentKind(Frozen):
    """One kind: ``code`` of its number (环罚), ``template`` below templates/documents, ``audience`` external or internal.

    ``needs`` says which outcome it is for: any, fine (something to impose), exempt (an exemption).
    """

    id: str
    name: str
    code: str = ""
    template: str
    audience: str = "external"
    needs: str = "any"
    about: str = ""
    requires: tuple[RequiredElement, ...] = ()


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
