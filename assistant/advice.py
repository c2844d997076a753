"""What a language model may add to an assessment: figures that code has read again, questions, another opinion.

Whatever it says, the violations and their order, the legal basis, the exemption and a fine once computed stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from assistant.drafting.blocks import Document
from assistant.facts.model import Case, CaseFacts, Fact, Question
from assistant.facts.reading import suspicious_instructions
from assistant.knowledge.model import FactKey
from assistant.law.model import Provision
from assistant.reasoning.model import Assessment, Candidate, Finding

_MOST_WANTED = 16
_MOST_ASKED = 6
_ENDED = re.compile(r"[。！？!?；;\n]|\.(?=\s|[\u4e00-\u9fff]|$)")


class Read(Protocol):
    """``used``: figures code has read again in their words; ``asked``: facts only the officer can confirm; ``by``: which
    model and prompt read them."""

    @property
    def used(self) -> tuple[Fact, ...]: ...
    @property
    def asked(self) -> tuple[Fact, ...]: ...
    @property
    def by(self) -> str: ...


class Opinion(Protocol):
    """A first choice among given candidates; ``proved``: verified quotes show every required element; ``by``: see Read."""

    @property
    def id(self) -> str: ...
    @property
    def quotes(self) -> tuple[str, ...]: ...
    @property
    def proved(self) -> bool: ...
    @property
    def by(self) -> str: ...


class Adviser(Protocol):
    """A model at work on one case: with a budget, and the notices the officer must see."""

    @property
    def notices(self) -> list[str]: ...
    def read(self, text: str, facts: CaseFacts, wanted: Sequence[FactKey]) -> Read: ...
    def first_choice(self, text: str, candidates: Sequence[Candidate]) -> Opinion | None: ...


class Worded(Protocol):
    """One sentence of an answer in a model's words, the provisions that hold it, and which model and prompt wrote it."""

    @property
    def text(self) -> str: ...
    @property
    def cites(self) -> tuple[Provision, ...]: ...
    @property
    def by(self) -> str: ...


class ModelDesk(Protocol):
    """Where a case gets its adviser, a document its wording, a question its summary; with the notices for the officer.

    ``screens``: texts that give orders to the program are not shown to the model.
    """

    @property
    def screens(self) -> bool: ...
    def adviser(self, case: Case) -> Adviser: ...
    def phrased(
        self, document: Document, assessment: Assessment, violation: int = 0
    ) -> tuple[Document, tuple[str, ...]]: ...
    def answered(self, question: str, provisions: Sequence[Provision]) -> tuple[Sequence[Worded], tuple[str, ...]]: ...


Again = Callable[[CaseFacts], Assessment]
"""The assessment of the same case with other facts."""


def advised(before: Assessment, desk: ModelDesk, vocabulary: Mapping[str, FactKey], again: Again) -> Assessment:
    """The assessment with what a model may add. Trouble with the model leaves it as it is, with a notice."""
    text = before.case.text
    if desk.screens and suspicious_instructions(text):
        return _with_notices(before, ["材料中有疑似指令的文字，本案没有请语言模型读。"])
    if not before.violations:
        return before
    adviser = desk.adviser(before.case)
    wanted = [vocabulary[q.key] for q in before.questions if q.key in vocabulary and before.facts.find(q.key) is None]
    read = adviser.read(text, before.facts, wanted[:_MOST_WANTED])
    after, used, asked = _with_figures(before, read.used, again)
    said = _opinion(before, adviser)
    asked = [*asked, *read.asked][:_MOST_ASKED]
    notices = [*said, *([_summary(used, asked, read.by, vocabulary)] if used or asked else []), *adviser.notices]
    questions = _questions(after.questions, before.questions, [*used, *asked], vocabulary)
    return _with_notices(after.model_copy(update={"questions": questions, "proposals": tuple(asked)}), notices)


def without_orders(text: str) -> str:
    """The text without the sentences that give orders to the program; what is left is as it was, word for word."""
    for quote in suspicious_instructions(text):
        at = text.find(quote)
        while at >= 0:
            left = max((m.end() for m in _ENDED.finditer(text, 0, at)), default=0)
            end = _ENDED.search(text, at + len(quote) - 1)
            text = text[:left] + (text[end.end() :] if end else "")
            at = text.find(quote)
    return text.strip()


def keeps(before: Assessment, after: Assessment) -> bool:
    """Whether everything that was settled before is the same after; only what was unknown may have become known."""
    if [_id(f) for f in before.violations] != [_id(f) for f in after.violations]:
        return False
    if any(not _kept(a, b) for a, b in zip(before.violations, after.violations, strict=True)):
        return False
    a, b = before.procedure, after.procedure
    pairs = ((a.hearing, b.hearing), (a.legal_review, b.legal_review), (a.deliberation, b.deliberation))
    return all(x is None or x == y for x, y in pairs)


def _kept(a: Finding, b: Finding) -> bool:
    if (a.exemption.outcome, a.measures) != (b.exemption.outcome, b.measures):
        return False
    if _places(a) != _places(b) or a.candidate.confidence != b.candidate.confidence:
        return False
    sums = ((a.fine.min, b.fine.min), (a.fine.max, b.fine.max), (a.fine.suggested, b.fine.suggested))
    return all(x is None or x == y for x, y in sums) and (a.fine.suggested is None or a.fine.steps == b.fine.steps)


def _places(finding: Finding) -> list[list[str]]:
    views = [v for v in (finding.basis.chosen, *finding.basis.compared) if v]
    return [[v.regime, v.fine.step, *(p.cite for p in (*v.duty, *v.penalty))] for v in views]


def _id(finding: Finding) -> str:
    return finding.candidate.violation.id


def _with_figures(
    before: Assessment, figures: Iterable[Fact], again: Again
) -> tuple[Assessment, list[Fact], list[Fact]]:
    """The figures that change nothing settled are used, one after the other; the others become questions."""
    after, used, asked = before, list[Fact](), list[Fact]()
    for fact in figures:
        trial = again(after.facts.with_facts(fact))
        if keeps(before, trial):
            after = trial
            used.append(fact)
        else:
            asked.append(fact)
    return after, used, asked


def _opinion(before: Assessment, adviser: Adviser) -> list[str]:
    """Where the choice is open, what the model would put first, if that is something else. The order itself stays.

    Letting a choice with quotes for every element go first made one of 156 published cases worse with a model that obeys.
    """
    candidates = [f.candidate for f in before.violations]
    established = [c for c in candidates if c.established]
    if len(candidates) < 2 or len(established) == 1:
        return []
    opinion = adviser.first_choice(before.case.text, candidates)
    if opinion is None or opinion.id == candidates[0].violation.id or not opinion.quotes:
        return []
    chosen = next(c for c in candidates if c.violation.id == opinion.id)
    proved = "对每个要件都摘出了原话" if opinion.proved else "没有对每个要件摘出原话"
    quotes = "”“".join(opinion.quotes[:3])
    return [
        f"语言模型（{opinion.by}）认为更像“{chosen.violation.name}”，依据“{quotes}”（{proved}）。排序没有改变，请核对。"
    ]


def _summary(used: Sequence[Fact], asked: Sequence[Fact], by: str, vocabulary: Mapping[str, FactKey]) -> str:
    parts = []
    if used:
        parts.append(f"采用了{'、'.join(vocabulary[f.key].label for f in used)}（数额由程序从原文核对）")
    if asked:
        parts.append(f"{'、'.join(vocabulary[f.key].label for f in asked)}列为问题，确认后才采用")
    return f"语言模型（{by}）从材料中读到几项：{'；'.join(parts)}。"


def _questions(
    now: Sequence[Question], before: Sequence[Question], read: Sequence[Fact], vocabulary: Mapping[str, FactKey]
) -> tuple[Question, ...]:
    """What a model read is put to the officer for confirmation, in the place of the open question."""
    known = {q.key: q for q in (*before, *now)}
    confirm = {
        f.key: known[f.key].model_copy(update={"ask": _ask(f, vocabulary[f.key])}) for f in read if f.key in known
    }
    return (*confirm.values(), *(q for q in now if q.key not in confirm))


def _ask(fact: Fact, definition: FactKey) -> str:
    value = fact.value
    said = (
        ("是" if value else "否")
        if isinstance(value, bool)
        else "、".join(value)
        if isinstance(value, tuple)
        else value
    )
    return f"语言模型从材料“{fact.quote}”读到：{definition.label}——{said}。是否属实？{definition.ask}"


def _with_notices(assessment: Assessment, notices: Sequence[str]) -> Assessment:
    return assessment.model_copy(update={"notices": tuple(dict.fromkeys([*assessment.notices, *notices]))})
