"""``shuoli eval llm``: the published cases with no model, with the stand-ins, and with the model of the settings.

First what must not happen (a conclusion that is worse, a figure or name from nowhere), then what a model is good for:
how the conclusions would stand if the officer confirmed everything it proposes.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from langchain_core.language_models.chat_models import BaseChatModel

from assistant.drafting.blocks import Document
from assistant.drafting.compose import draft
from assistant.drafting.kinds import document_kinds
from assistant.errors import ShuoliError
from assistant.facts.model import Case, Fact
from assistant.law.money import amounts_in
from assistant.pipeline import House, assess
from assistant.reasoning.model import Assessment
from assistant.validation.run import validate_document

from .desk import Desk
from .door import Door, Options
from .limits import Breaker
from .log import Log
from .standins import Obedient, Polite, Random
from .suite_page import page, summary
from .wire import Wire

_TOKEN = re.compile(
    r"\d+(?:\.\d+)?|[零一二三四五六七八九十百千万亿]+(?=元|日|天|年|倍|吨|个)|《[^》]+》|第[零一二三四五六七八九十百千]+[条款项]"
    r"|[A-Za-z]{3,}|[\u4e00-\u9fa5]{2,8}(?:公司|法院|局|厂)"
)
_NAME_TAIL = 5
_REASONED = ("notice", "no-penalty", "no-penalty-notice")
"""Beside the decision, the kinds whose reasons a model may reword; the other kinds are drafted in turn."""


class Trial(NamedTuple):
    """One case under one regime, and how its first violation is scored (rank: 1 right, exact: paragraph too)."""

    id: str
    case: Case
    score: Callable[[Assessment], dict[str, Any]]
    exempted: bool | None
    fine: int | None


@dataclass
class Tally:
    """What one contestant did over its trials."""

    name: str
    trials: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    worse: list[str] = field(default_factory=list)
    jobs: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, by: int | bool = 1) -> None:
        self.counts[what] += int(by)


def run(
    trials: Sequence[Trial], house: House, today: date, log: Callable[[], Log], model_trials: int | None = None
) -> dict[str, Any]:
    """Every contestant over every trial. ``log`` makes an empty log for one contestant.

    ``model_trials``: the real model, which may be slow, only gets about so many trials, evenly taken from all; it is set
    beside the result without a model on the same ones.
    """
    plain_house = house.without_model()
    plain = {t.id: _assess(t.case, plain_house, today) for t in trials}
    standins: list[tuple[str, BaseChatModel]] = [
        ("替身：有求必应", Obedient()),
        *((f"替身：随机 {seed}", Random(seed=seed)) for seed in (1, 2, 3)),
        ("替身：改写", Polite()),
        ("替身：改写而每句夹一处错", Polite(slips=True)),
    ]
    contestants = [("不用模型", plain_house), *((name, _with(model, house, log())) for name, model in standins)]
    tables = [(contestants, trials)]
    if isinstance(house.model, Desk):
        real = _metered(house.model, log())
        own = (f"模型：{real.door.options.model}", replace(house, model=real))
        some = trials[:: max(1, len(trials) // model_trials)] if model_trials else trials
        if len(some) < len(trials):
            tables.append(([("不用模型", plain_house), own], some))
        else:
            contestants.append(own)
    tallies = [[_tally(name, one, some, plain, today) for name, one in these] for these, some in tables]
    every = [t for table in tallies for t in table]
    return {
        "summary": {f"{t.name}（{t.trials} 次）": summary(t) for t in every},
        "rows": [
            {"name": t.name, "trials": t.trials, **t.counts, "worse": t.worse, "jobs": dict(t.jobs)} for t in every
        ],
        "table": page(tallies),
    }


def _with(model: BaseChatModel, house: House, log: Log) -> House:
    options = Options(model="替身", retries=0, budget_tokens=10**9, budget_seconds=10**6)
    wire = Wire(lambda: model, "json_schema", False, options.output_tokens, 4)
    door = Door(wire, options, log, breaker=Breaker(limit=10**9))
    return replace(house, model=Desk(door, house.library, house.knowledge, screens=False))


def _metered(desk: Desk, log: Log) -> Desk:
    """The desk of the settings with its own log and no limit of tokens; asked again however often it errs."""
    options = replace(desk.door.options, budget_tokens=10**9)
    return replace(desk, door=Door(desk.door._wire, options, log, breaker=Breaker(limit=10**9)))


def _assess(case: Case, house: House, today: date) -> Assessment | None:
    try:
        return assess(case, house, today)
    except ShuoliError:
        return None


def _tally(name: str, house: House, trials: Sequence[Trial], plain: dict[str, Assessment | None], today: date) -> Tally:
    tally = Tally(name, len(trials))
    for number, trial in enumerate(trials):
        without = plain[trial.id]
        if without is None:
            tally.add("无法评测")
            continue
        started = time.perf_counter()
        assessment = _assess(trial.case, house, today)
        tally.seconds += time.perf_counter() - started
        if assessment is None:
            tally.add("研判中断")
            continue
        _score(tally, trial, assessment, without)
        _proposals(tally, trial, assessment, house.without_model(), today)
        if assessment.violations:
            for kind in _kinds(number):
                _document(tally, assessment, house, kind)
    desk = house.model
    if isinstance(desk, Desk) and desk.door._log:
        for record in desk.door._log.last(100_000):
            tally.jobs[f"{record.job} {record.trouble or '好'}"] += 1
            tally.jobs["词元"] += record.tokens_in + record.tokens_out
    return tally


def _score(tally: Tally, trial: Trial, assessment: Assessment, without: Assessment) -> None:
    now, before = trial.score(assessment), trial.score(without)
    for what, good, was in (
        ("首位", now["rank"] == 1, before["rank"] == 1),
        ("款项", bool(now.get("exact")), bool(before.get("exact"))),
        ("免罚", _exemption(trial, assessment), _exemption(trial, without)),
        ("罚款", _fine(trial, assessment), _fine(trial, without)),
    ):
        tally.add(f"{what}相符", good is True)
        tally.add(f"{what}不符", good is False)
        tally.add(f"{what}变坏", _WORTH[good] < _WORTH[was])
    if not _same(assessment, without):
        tally.add("结论有变")
        tally.worse.append(trial.id)
    used = [f for f in assessment.facts.facts if f.source == "model"]
    tally.add("采用数额", len(used))
    tally.add("采用的数额无出处", sum(not _stands(f, trial.case.text) for f in used))


_WORTH = {True: 2, None: 1, False: 0}
"""Right is better than not known, not known better than wrong."""


def _exemption(trial: Trial, assessment: Assessment) -> bool | None:
    """Whether the exemption agrees with what was done; None where nothing is known or concluded."""
    if trial.exempted is None or not assessment.violations:
        return None
    outcome = assessment.violations[0].exemption.outcome
    if outcome == "needs_facts":
        return None
    return (outcome in ("must_exempt", "may_exempt")) == trial.exempted


def _fine(trial: Trial, assessment: Assessment) -> bool | None:
    """Whether the fine that was imposed lies in the computed range; None where there is none."""
    if trial.fine is None or not assessment.violations:
        return None
    fine = assessment.violations[0].fine
    return None if fine.max is None else fine.min is None or fine.min <= trial.fine <= fine.max


def _stands(fact: Fact, text: str) -> bool:
    """Whether a figure that was taken over stands in the case's text, in the words quoted."""
    if fact.span is None or text[slice(*fact.span)] != fact.quote:
        return False
    return fact.value in {a.yuan for a in amounts_in(fact.quote)} or f"{fact.value:g}" in fact.quote


def _same(a: Assessment, b: Assessment) -> bool:
    return [_conclusion(f) for f in a.violations] == [_conclusion(f) for f in b.violations]


def _conclusion(finding: Any) -> Any:
    chosen, fine = finding.basis.chosen, finding.fine
    cites = [p.cite for p in (*chosen.duty, *chosen.penalty)] if chosen else None
    return (finding.candidate.violation.id, cites, finding.exemption.outcome, fine.min, fine.max, fine.suggested)


def _proposals(tally: Tally, trial: Trial, assessment: Assessment, house: House, today: date) -> None:
    """How the case would stand if every proposal were confirmed."""
    tally.add("提出待确认", len(assessment.proposals))
    used = [f for f in assessment.facts.facts if f.source == "model"]
    answers = {f.key: f.value for f in (*used, *assessment.proposals)}
    confirmed: Assessment | None = assessment
    if answers:
        confirmed = _assess(trial.case.model_copy(update={"answers": trial.case.answers | answers}), house, today)
    if confirmed is None:
        tally.add("确认后矛盾")
        return
    tally.add("确认后首位相符", trial.score(confirmed)["rank"] == 1)
    tally.add("确认后罚款相符", _fine(trial, confirmed) is True)
    tally.add("确认后罚款不符", _fine(trial, confirmed) is False)
    tally.add("确认后免罚相符", _exemption(trial, confirmed) is True)
    tally.add("确认后免罚不符", _exemption(trial, confirmed) is False)


def _kinds(number: int) -> Iterator[str]:
    """The documents of one trial: the decision, another with reasons, and one of the rest, in turn."""
    others = [k for k in document_kinds() if k not in ("decision", *_REASONED)]
    yield from ("decision", _REASONED[number % len(_REASONED)], others[number % len(others)])


def _document(tally: Tally, assessment: Assessment, house: House, kind: str) -> None:
    plain = document = draft(assessment, kind)
    if house.model:
        document, _ = house.model.phrased(plain, assessment)
    tally.add("文书")
    tally.add("改写段落", len(document.by_model))
    tally.add("无出处的数字、条文、名称", len(foreign(document, plain)))
    if document.by_model:
        tally.add("文书变坏", _blocking(document, assessment, house) > _blocking(plain, assessment, house))


def foreign(document: Document, plain: Document) -> set[str]:
    """The figures, citations and names of a document that the one made from case and law alone does not hold."""
    held = plain.text
    known = {m.group() for m in _TOKEN.finditer(held)}
    new = {m.group() for m in _TOKEN.finditer(document.text)} - known
    return {t for t in new if not (t.endswith(("公司", "法院", "局", "厂")) and t[-_NAME_TAIL:] in held)}


def _blocking(document: Document, assessment: Assessment, house: House) -> int:
    report = validate_document(document.text, house.library, house.knowledge, assessment=assessment, kind=document.kind)
    return report.blocking
