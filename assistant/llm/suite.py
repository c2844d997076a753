"""``shuoli eval llm``: the published cases with no model, with the stand-ins, and with the model of the settings.

First what must not happen (a conclusion that is worse, a figure or name from nowhere), then what a model is good for:
how the conclusions would stand if the officer confirmed everything it proposes.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from langchain_core.language_models.chat_models import BaseChatModel

from assistant.drafting.blocks import Document
from assistant.drafting.compose import draft
from assistant.errors import ShuoliError
from assistant.facts.model import Case
from assistant.pipeline import House, assess
from assistant.reasoning.model import Assessment
from assistant.validation.run import validate_document

from .desk import Desk
from .door import Door, Options
from .log import Log
from .standins import Obedient, Random
from .wire import Wire

_TOKEN = re.compile(
    r"\d+(?:\.\d+)?|《[^》]+》|第[零一二三四五六七八九十百千]+条|[A-Za-z]{3,}|[\u4e00-\u9fa5]{2,8}(?:公司|法院|局)"
)


class Trial(NamedTuple):
    """One case under one regime, and how its first violation is scored (rank: 1 right, exact: paragraph too)."""

    id: str
    case: Case
    score: Callable[[Assessment], dict[str, Any]]
    exempted: bool | None
    fine: int | None
    with_document: bool


@dataclass
class Tally:
    """What one contestant did over all trials."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    worse: list[str] = field(default_factory=list)
    jobs: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, by: int | bool = 1) -> None:
        self.counts[what] += int(by)


def run(trials: Sequence[Trial], house: House, today: date, log: Callable[[], Log]) -> dict[str, Any]:
    """Every contestant over every trial. ``log`` makes an empty log for one contestant."""
    plain_house = house.without_model()
    plain = [_assess(t.case, plain_house, today) for t in trials]
    contestants: list[tuple[str, House]] = [("不用模型", plain_house)]
    contestants += [
        (name, _with(model, house, log()))
        for name, model in (
            ("替身：有求必应", Obedient()),
            *((f"替身：随机 {seed}", Random(seed=seed)) for seed in (1, 2, 3)),
        )
    ]
    if isinstance(house.model, Desk):
        real = house.model
        own = Door(real.door._wire, replace(real.door.options, budget_tokens=10**9), log())
        contestants.append((f"模型：{real.door.options.model}", replace(house, model=replace(real, door=own))))
    tallies = [_tally(name, one, trials, plain, plain_house, today) for name, one in contestants]
    return {
        "summary": {t.name: _line(t) for t in tallies},
        "rows": [{"name": t.name, **t.counts, "worse": t.worse, "jobs": dict(t.jobs)} for t in tallies],
        "table": table(tallies, len(trials)),
    }


def _with(model: BaseChatModel, house: House, log: Log) -> House:
    options = Options(model="替身", retries=0, budget_tokens=10**9, budget_seconds=10**6)
    door = Door(Wire(lambda: model, "json_schema", False, options.output_tokens, 4), options, log)
    return replace(house, model=Desk(door, house.library, house.knowledge, screens=False))


def _assess(case: Case, house: House, today: date) -> Assessment | None:
    try:
        return assess(case, house, today)
    except ShuoliError:
        return None


def _tally(
    name: str,
    house: House,
    trials: Sequence[Trial],
    plain: Sequence[Assessment | None],
    plain_house: House,
    today: date,
) -> Tally:
    tally = Tally(name)
    for trial, without in zip(trials, plain, strict=True):
        started = time.perf_counter()
        assessment = _assess(trial.case, house, today)
        tally.seconds += time.perf_counter() - started
        if assessment is None or without is None:
            tally.add("无法评测")
            continue
        _score(tally, trial, assessment, without)
        _proposals(tally, trial, assessment, plain_house, today)
        if trial.with_document and assessment.violations and without.violations:
            _document(tally, trial, assessment, without, house)
    desk = house.model
    if isinstance(desk, Desk) and desk.door._log:
        for record in desk.door._log.last(100_000):
            tally.jobs[f"{record.job} {record.trouble or '好'}"] += 1
            tally.jobs["词元"] += record.tokens_in + record.tokens_out
    return tally


def _score(tally: Tally, trial: Trial, assessment: Assessment, without: Assessment) -> None:
    now, before = trial.score(assessment), trial.score(without)
    tally.add("首位正确", now["rank"] == 1)
    tally.add("款项正确", bool(now.get("exact")))
    tally.add("首位变坏", before["rank"] == 1 and now["rank"] != 1)
    for what, good, was in (
        ("免罚", _exemption(trial, assessment), _exemption(trial, without)),
        ("罚款", _fine(trial, assessment), _fine(trial, without)),
    ):
        tally.add(f"{what}相符", good is True)
        tally.add(f"{what}不符", good is False)
        tally.add(f"{what}变坏", was is not False and good is False)
    if not _same(assessment, without):
        tally.add("结论有变")
        tally.worse.append(trial.id)
    tally.add("采用数额", sum(f.source == "model" for f in assessment.facts.facts))


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
    tally.add("确认后首位正确", trial.score(confirmed)["rank"] == 1)
    tally.add("确认后罚款相符", _fine(trial, confirmed) is True)
    tally.add("确认后罚款不符", _fine(trial, confirmed) is False)
    tally.add("确认后免罚相符", _exemption(trial, confirmed) is True)
    tally.add("确认后免罚不符", _exemption(trial, confirmed) is False)


def _document(tally: Tally, trial: Trial, assessment: Assessment, without: Assessment, house: House) -> None:
    plain = draft(without, "decision")
    document = draft(assessment, "decision")
    if house.model:
        document, _ = house.model.phrased(document, assessment)
    tally.add("文书")
    tally.add("改写段落", len(document.by_model))
    foreign = _tokens([document]) - _tokens([plain]) if _same(assessment, without) else set()
    tally.add("无出处的数字、条文、名称", len(foreign))
    if document.by_model:
        worse = _blocking(document, assessment, house) > _blocking(plain, without, house)
        tally.add("文书变坏", worse)


def _tokens(documents: Iterable[Document]) -> set[str]:
    return {m.group() for d in documents for m in _TOKEN.finditer(d.text)}


def _blocking(document: Document, assessment: Assessment, house: House) -> int:
    report = validate_document(document.text, house.library, house.knowledge, assessment=assessment, kind="decision")
    return report.blocking


_COLUMNS = (
    "首位正确", "款项正确", "首位变坏", "免罚相符", "免罚不符", "免罚变坏", "罚款相符", "罚款不符", "罚款变坏", "结论有变", "采用数额",
    "提出待确认", "确认后首位正确", "确认后罚款相符", "确认后罚款不符", "确认后免罚相符", "确认后免罚不符", "文书", "改写段落",
    "无出处的数字、条文、名称", "文书变坏",
)  # fmt: skip


def _line(tally: Tally) -> str:
    return "，".join(f"{c} {tally.counts[c]}" for c in _COLUMNS) + f"，用时 {tally.seconds:.0f} 秒"


def table(tallies: Sequence[Tally], trials: int) -> str:
    """The results as a Markdown table, one contestant a column."""
    lines = [f"| {trials} 次研判 | " + " | ".join(t.name for t in tallies) + " |", "| --- |" + " --- |" * len(tallies)]
    lines += [f"| {c} | " + " | ".join(str(t.counts[c]) for t in tallies) + " |" for c in _COLUMNS]
    lines.append("| 用时（秒） | " + " | ".join(f"{t.seconds:.0f}" for t in tallies) + " |")
    jobs = sorted({j for t in tallies for j in t.jobs})
    lines += [f"| 调用：{j} | " + " | ".join(str(t.jobs[j]) for t in tallies) + " |" for j in jobs]
    return "\n".join(lines) + "\n"
