"""Drafts a document of a kind from an Assessment: renders its template in a sandbox and reads the result as blocks."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.errors import NeedsFacts
from assistant.facts.model import Case
from assistant.paths import data_dir
from assistant.reasoning.model import Assessment

from . import reasons, words
from .blocks import Document, parse, shield
from .context import context, doubts
from .kinds import DocumentKind, document_kind
from .sheet import Sheet

_TODO = re.compile(r"【待填：([^】]+)】")


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(data_dir("templates") / "documents"),
        undefined=StrictUndefined,
        finalize=shield,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.globals.update(
        day=words.day, todo=words.todo, money=words.money, count=words.count, sentence=words.sentence
    )
    return environment


def draft(assessment: Assessment, kind_name: str, violation: int = 0, fine: int | None = None) -> Document:
    """The document of a kind for one violation of an assessment (0: the most likely).

    ``fine`` (integer yuan) is the sum imposed or proposed, where it is neither the suggested one nor that of the case
    file. Raises NeedsFacts where no violation was found, BadInput for a kind that does not exist.
    """
    kind = document_kind(kind_name)
    if violation >= len(assessment.violations):
        raise NeedsFacts("案情没有显示违法行为，不能起草文书。请先补充案件事实。")
    sheet = Sheet(assessment, assessment.violations[violation], kind, fine)
    values = context(sheet)
    document = Document(
        kind=kind.id,
        name=kind.name,
        blocks=parse(_environment().get_template(kind.template).render(values)),
        notes=(*values["weighing"].notes, *doubts(sheet.finding, assessment), *_own_notes(sheet)),
        day=sheet.day,
    )
    return document.model_copy(update={"todo": tuple(dict.fromkeys(_TODO.findall(document.text)))})


def _own_notes(sheet: Sheet) -> tuple[str, ...]:
    """Doubts about the days counted, and what the case tells that is later than this document."""
    left = tuple(f"案情中晚于文书日期的内容没有写入：{text}" for text in sheet.left_out)
    assumed = reasons.assumed(sheet.finding.basis)
    return (*assumed, *(sheet.daily.doubts if sheet.daily else ()), *left)


def lacking(case: Case, kind: DocumentKind) -> list[str]:
    """What of the fields a kind declares the case file does not give, by label."""
    return [field.label for field in kind.fields if not _given(case, field.path)]


def _given(case: Case, path: str) -> bool:
    """Whether a dotted path into the case leads to something: False and 0 count, empty text and None do not."""
    value: object = case
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
        if value is None:
            return False
    return value is False or value == 0 or bool(value)
