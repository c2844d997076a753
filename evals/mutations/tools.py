"""What operators are made of: a registry, and edits of a text that fail loudly by returning None where they do not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.law.citation import place
from assistant.law.model import Provision
from assistant.law.money import capital

from .samples import Sample

Spoil = Callable[[Sample], Sample | None]


@dataclass(frozen=True)
class Operator:
    """One way to spoil a document. ``checks``: any of these must report it. ``about``: in Chinese, for the table."""

    name: str
    about: str
    checks: tuple[str, ...]
    spoil: Spoil


OPERATORS: list[Operator] = []


def operator(about: str, *checks: str) -> Callable[[Spoil], Spoil]:
    """Register an operator under its function's name."""

    def register(spoil: Spoil) -> Spoil:
        name = spoil.__name__
        if any(o.name == name for o in OPERATORS):
            raise ValueError(f"operator registered twice: {name}")
        OPERATORS.append(Operator(name, about, checks, spoil))
        return spoil

    return register


def text_of(sample: Sample, text: str | None) -> Sample | None:
    """The sample with another text; None where nothing changed."""
    return None if text is None or text == sample.text else replace(sample, text=text)


def swap(sample: Sample, old: str, new: str, count: int = 1) -> Sample | None:
    """Replace a passage (the first ``count`` times)."""
    return text_of(sample, sample.text.replace(old, new, count)) if old and old in sample.text else None


def sub(sample: Sample, pattern: str, new: str | Callable[[re.Match[str]], str], count: int = 1) -> Sample | None:
    """Replace a pattern (the first ``count`` times; 0: everywhere)."""
    return text_of(sample, re.sub(pattern, new, sample.text, count=count, flags=re.M))


def last(sample: Sample, old: str, new: str) -> Sample | None:
    """Replace the last occurrence of a passage."""
    head, found, tail = sample.text.rpartition(old)
    return text_of(sample, head + new + tail) if found else None


def insert_after(sample: Sample, pattern: str, words: str) -> Sample | None:
    """Put words behind the first match of a pattern."""
    match = re.search(pattern, sample.text, re.M)
    return text_of(sample, sample.text[: match.end()] + words + sample.text[match.end() :]) if match else None


def in_facts(sample: Sample, sentence: str) -> Sample | None:
    """Put a sentence at the end of the first paragraph of the facts (before the evidence)."""
    for pattern in (r"[^\n]*\d{4}年\d{1,2}月\d{1,2}日[^\n]*。(?=\n)", r"[^\n]{30,}。(?=\n)"):
        start = max(sample.text.find("、违法事实"), sample.text.find("决定书\n"), 0)
        match = re.compile(pattern).search(sample.text, start)
        if match:
            return text_of(sample, sample.text[: match.end()] + sentence + sample.text[match.end() :])
    return None


def with_case(sample: Sample, **changes: Any) -> Sample:
    """The sample with fields of its case changed (the assessment's conclusions stay as they were)."""
    case = sample.case.model_copy(update=changes)
    return replace(sample, assessment=sample.assessment.model_copy(update={"case": case}))


def with_procedure(sample: Sample, **changes: Any) -> Sample:
    return with_case(sample, procedure=sample.case.procedure.model_copy(update=changes))


def imposes(sample: Sample) -> bool:
    """A document that imposes or proposes a fine."""
    return sample.kind in ("decision", "notice") and fine_of(sample) is not None


def decision(sample: Sample) -> bool:
    return sample.kind == "decision"


def own_layout(sample: Sample) -> bool:
    return not sample.name.endswith("other-layout")


def fine_of(sample: Sample) -> int | None:
    """The fine the document states, in yuan."""
    procedure, finding = sample.case.procedure, sample.assessment.violations[0]
    fine = procedure.fine if procedure.fine is not None else finding.fine.suggested
    return fine if fine is not None and str(fine) in sample.text else None


def set_fine(sample: Sample, fine: int) -> Sample | None:
    """Every mention of the fine, in capitals and digits, changed to another sum."""
    old = fine_of(sample)
    if old is None or fine <= 0 or fine == old:
        return None
    text = (
        sample.text.replace(capital(old), capital(fine))
        .replace(f"（{old}元）", f"（{fine}元）")
        .replace(f"￥{old}元", f"￥{fine}元")
    )
    return text_of(sample, text)


def penalty_of(sample: Sample) -> Provision | None:
    view = sample.assessment.violations[0].basis.chosen
    return view.penalty[0] if view and view.penalty else None


def duty_of(sample: Sample) -> Provision | None:
    view = sample.assessment.violations[0].basis.chosen
    return view.duty[0] if view and view.duty else None


def move_citation(sample: Sample, provision: Provision | None, **levels: Any) -> Sample | None:
    """Every citation of a provision pointed at another place of the same law."""
    if provision is None or provision.cite not in sample.text:
        return None
    moved = provision.citation.model_copy(update=levels)
    return swap(sample, provision.cite, provision.cite.replace(place(provision.citation), place(moved)), count=-1)


def zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
