"""Runs the rules that lawyers wrote in tests/rules/*.yaml: name, case, expected conclusion."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts.merge import with_implied
from assistant.facts.model import Case, CaseFacts, Fact, Party, Procedure
from assistant.knowledge.load import default_knowledge, read_entries
from assistant.knowledge.model import Violation
from assistant.law.library import default_library
from assistant.reasoning.basis import legal_basis
from assistant.reasoning.deadlines import one
from assistant.reasoning.discretion import suggest_fine
from assistant.reasoning.discretion.corrections import Figure, find_corrections
from assistant.reasoning.exemption import examine
from assistant.reasoning.fines import statutory_range
from assistant.reasoning.limitation import limitation
from assistant.reasoning.model import Candidate, Finding, FineRange, FineResult, RegimeView
from assistant.reasoning.procedure import plan
from assistant.reasoning.transition import timeline, transition_day

HERE = Path(__file__).parent
EXAMPLES = {v.id: v for v in read_entries(HERE / "examples.yaml", HERE, Violation)}
FILES = sorted(p for p in HERE.glob("*.yaml") if p.name != "examples.yaml")


def _rules() -> list[Any]:
    found = []
    for path in FILES:
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(entry, id=f"{path.stem}：{entry['name']}"))
    return found


def _violation(name: str) -> Violation:
    return EXAMPLES.get(name) or default_knowledge().violations[name]


def _case(data: dict[str, Any]) -> Case:
    given = dict(data)
    if isinstance(given.get("act"), date):
        given["act"] = [given["act"], given["act"]]
    given["procedure"] = Procedure(**given.pop("procedure", {}))
    given["party"] = Party(**given.pop("party", {}))
    return Case(**given)


def _facts(data: dict[str, Any], source: str = "text") -> CaseFacts:
    return CaseFacts(facts=tuple(Fact(key=k, value=v, source=source, quote=f"原文{k}") for k, v in data.items()))


def _basis(rule: dict[str, Any]) -> None:
    expect = rule["expect"]
    basis = legal_basis(_violation(rule["violation"]), rule["case"], rule["facts"], default_library())
    chosen = basis.chosen
    assert (chosen.regime if chosen else None) == expect.get("regime", chosen.regime if chosen else None), basis.why
    for key, value in {
        "statute": chosen.statute if chosen else None,
        "min": chosen.fine.min if chosen else None,
        "max": chosen.fine.max if chosen else None,
        "step": chosen.fine.step if chosen else None,
        "punishable": chosen.punishable if chosen else None,
        "unsettled": basis.unsettled,
        "asks": sorted(q.key for q in basis.questions),
        "shown": len(basis.compared),
        "article": chosen.penalty[0].citation.article if chosen and chosen.penalty else None,
        "lighter": next((v.regime for v in basis.compared if v.lighter), None),
    }.items():
        if key in expect:
            assert value == (sorted(expect[key]) if key == "asks" else expect[key]), f"{key}: {basis.why}"
    for words in expect.get("why", ()):
        assert words in basis.why
    if "referrals" in expect:
        assert len(chosen.referrals if chosen else ()) == expect["referrals"]


def _exemption(rule: dict[str, Any]) -> None:
    expect, knowledge = rule["expect"], default_knowledge()
    violation = _violation(rule["violation"])
    basis = legal_basis(violation, rule["case"], rule["facts"], default_library())
    found = examine(violation, basis, rule["case"], rule["facts"], knowledge, default_library())
    seen = [(g.item, g.outcome) for g in found.grounds]
    if "outcome" in expect:
        assert found.outcome == expect["outcome"], seen
    for item, outcome in expect.get("grounds", {}).items():
        matching = [g for g in found.grounds if g.item.startswith(item) and g.list.startswith(expect.get("list", ""))]
        assert matching, f"没有审查“{item}”：{seen}"
        assert matching[0].outcome == outcome, matching[0].conditions
    for item, standing in expect.get("standing", {}).items():
        assert next(g.standing for g in found.grounds if g.item.startswith(item)) == standing
    for item in expect.get("absent", ()):
        assert not any(g.item.startswith(item) for g in found.grounds), seen
    for key in expect.get("asks", ()):
        assert key in {q.key for q in found.questions}
    if "education" in expect:
        assert bool(found.duty_to_educate) is expect["education"]


def _procedure(rule: dict[str, Any]) -> None:
    expect, knowledge = rule["expect"], default_knowledge()
    violation, library = _violation(rule["violation"]), default_library()
    basis = legal_basis(violation, rule["case"], rule["facts"], library)
    exemption = examine(violation, basis, rule["case"], rule["facts"], knowledge, library)
    chosen = basis.chosen
    finding = Finding(
        candidate=Candidate(violation=violation, confidence=1.0),
        basis=basis,
        exemption=exemption,
        fine=FineResult(suggested=rule.get("suggested")),
        measures=tuple(rule.get("measures", chosen.measures if chosen else ())),
    )
    made = plan([finding], rule["case"], rule["facts"], knowledge)
    for key in ("hearing", "legal_review", "deliberation"):
        if key in expect:
            assert getattr(made, key) is expect[key], made.reasons[key]
    due = {d.what: d.due for d in made.deadlines}
    for what, day in expect.get("due", {}).items():
        assert due[what] == day, due
    for words in expect.get("warns", ()):
        assert any(words in w for w in made.warnings), made.warnings
    for words in expect.get("silent", ()):
        assert not any(words in w for w in made.warnings), made.warnings
    for key, words in expect.get("says", {}).items():
        assert words in made.reasons[key]


def _period(rule: dict[str, Any]) -> None:
    rules = {r["id"]: r for r in default_knowledge().data("procedure.yaml")["periods"]}
    deadline = one(rules[rule["period"]], rule["start"])
    assert deadline.due == rule["expect"]["due"]
    for words in rule["expect"].get("note", ()):
        assert words in deadline.note


def _limitation(rule: dict[str, Any]) -> None:
    library, expect = default_library(), rule["expect"]
    time = timeline(_violation(rule["violation"]), rule["case"], rule["facts"], transition_day(library))
    found = limitation(rule["case"], rule["facts"], time, library)
    assert found.status == expect["status"], found.because
    if "due" in expect:
        assert found.due == expect["due"]
    if "asks" in expect:
        assert list(found.needs) == expect["asks"]


def _circumstances(rule: dict[str, Any]) -> None:
    knowledge, figure = default_knowledge(), Figure(200000, FineRange(min=100000, max=1000000))
    facts = with_implied(rule["facts"], knowledge.vocabulary)
    chain = (knowledge.jurisdictions["national"],)
    found = find_corrections(chain, facts, knowledge.vocabulary, figure, rule["regime"])
    assert [c.text for c in found if c.kind == rule["kind"]] == rule["expect"]["texts"]
    for correction in found:
        assert "原文" in correction.because and correction.cite


def _fine(rule: dict[str, Any]) -> None:
    """The table alone, on the statute and range it was made for, while that statute was in force."""
    knowledge = default_knowledge()
    table, facts = knowledge.benchmarks[rule["table"]], rule["facts"]
    view = RegimeView(regime="former", statute=table.statutes[0], fine=statutory_range(table.statutory, facts.get))
    case = Case(region=rule["region"], decide=date(2026, 7, 20))
    found = suggest_fine(_violation(rule["violation"]), view, case, facts, knowledge)
    assert found.benchmark is not None and found.benchmark.id == rule["table"]
    assert found.benchmark.standing == "in_force"
    assert [s.level for s in found.steps] == rule["levels"]
    assert found.suggested == rule["expect"]["yuan"], found.formula


_CHECKS = {
    "fine": _fine,
    "basis": _basis,
    "exemption": _exemption,
    "procedure": _procedure,
    "period": _period,
    "limitation": _limitation,
    "circumstances": _circumstances,
}


@pytest.mark.parametrize("rule", _rules())
def test_rule(rule: dict[str, Any]) -> None:
    officer = _facts(rule.get("answers", {}), "officer").facts
    ready = {**rule, "case": _case(rule.get("case", {})), "facts": _facts(rule.get("facts", {})).with_facts(*officer)}
    _CHECKS[rule["rule"]](ready)


def test_every_rule_expects_something() -> None:
    for parameter in _rules():
        assert parameter.values[0]["expect"]
