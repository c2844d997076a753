"""The law in force: provisions on the right day, the transition day read from the Code, and what is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.facts.model import Case, CaseFacts, Fact
from assistant.knowledge.load import read_entries
from assistant.knowledge.model import Violation
from assistant.law.library import default_library
from assistant.reasoning.basis import legal_basis
from assistant.reasoning.fines import statutory_range
from assistant.reasoning.model import FineRange, RegimeView
from assistant.reasoning.transition import CODE, compare, timeline, transition_day

HERE = Path(__file__).parents[2] / "rules"
EXAMPLES = {v.id: v for v in read_entries(HERE / "examples.yaml", HERE, Violation)}
LIBRARY = default_library()
BUILD, SIGN, PERMIT = EXAMPLES["example.build"], EXAMPLES["example.sign"], EXAMPLES["example.permit"]


def case(start: date, end: date, decide: date) -> Case:
    return Case(act=(start, end), found=end, decide=decide)


def facts(**values: object) -> CaseFacts:
    return CaseFacts(facts=tuple(Fact(key=k, value=v, source="text") for k, v in values.items()))


BEFORE = case(date(2026, 5, 1), date(2026, 6, 30), date(2026, 11, 20))
AFTER = case(date(2026, 9, 1), date(2026, 9, 1), date(2026, 11, 20))


def test_transition_day_is_the_codes_first_day_in_force() -> None:
    assert transition_day(LIBRARY) == LIBRARY.versions(CODE)[0].in_force.start == date(2026, 8, 15)


def test_chosen_law_was_in_force_on_the_day_it_is_applied_for() -> None:
    old = legal_basis(BUILD, BEFORE, facts(total_investment=2000000, eia_category="报告表"), LIBRARY).chosen
    new = legal_basis(BUILD, AFTER, facts(eia_category="报告表"), LIBRARY).chosen
    assert old is not None and new is not None
    assert all(p.in_force.covers(date(2026, 6, 30)) for p in (*old.duty, *old.penalty))
    assert all(p.in_force.covers(date(2026, 9, 1)) for p in (*new.duty, *new.penalty))
    assert "擅自开工建设" in new.penalty[0].text and new.penalty[0].citation.paragraph == 1


def test_both_laws_are_shown_with_the_lighter_marked() -> None:
    basis = legal_basis(BUILD, BEFORE, facts(total_investment=200000000, eia_category="报告表"), LIBRARY)
    assert [(v.regime, v.lighter) for v in basis.compared] == [("former", False), ("code", True)]
    assert basis.chosen is not None and basis.chosen.lighter is True


def test_reason_cites_both_lighter_law_articles_in_full() -> None:
    why = legal_basis(BUILD, BEFORE, facts(total_investment=2000000, eia_category="报告表"), LIBRARY).why
    assert "《中华人民共和国生态环境法典》第一千零五十七条" in why
    assert "《中华人民共和国行政处罚法》第三十七条" in why


def test_same_input_gives_same_output() -> None:
    given = (BUILD, BEFORE, facts(eia_category="报告表"), LIBRARY)
    assert legal_basis(*given) == legal_basis(*given)


def test_no_question_is_asked_about_a_known_fact() -> None:
    known = facts(total_investment=2000000, eia_category="报告表")
    asked = {q.key for q in legal_basis(BUILD, BEFORE, known, LIBRARY).questions}
    assert not asked & {"total_investment", "eia_category"}


def test_heavier_step_stands_beside_the_fine_until_its_condition_is_shown() -> None:
    view = legal_basis(SIGN, AFTER, facts(), LIBRARY).chosen
    assert view is not None
    assert (view.fine.max, [s.step for s in view.heavier_steps]) == (200000, ["拒不改正"])
    refused = legal_basis(SIGN, AFTER, facts(refused_correction=True), LIBRARY).chosen
    assert refused is not None and refused.heavier_steps == ()


def test_unknown_referral_is_included_with_what_it_needs() -> None:
    view = legal_basis(PERMIT, AFTER, facts(medium=["水"]), LIBRARY).chosen
    assert view is not None
    assert view.referrals[0]["status"] == "unknown" and view.referrals[0]["needs"] == ["stop_refused"]
    assert "核实" in view.referrals[0]["note"]


def test_penalty_shows_the_paragraph_that_holds_the_figure() -> None:
    view = legal_basis(SIGN, AFTER, facts(), LIBRARY).chosen
    assert view is not None
    assert [p.citation.paragraph for p in view.penalty] == [1, 2]
    assert "五万元以上二十万元以下" in view.penalty[1].text


def test_regulation_standing_under_the_code_is_of_the_code_regime() -> None:
    report = EXAMPLES["example.execution-report"]
    chosen = legal_basis(report, AFTER, facts(), LIBRARY).chosen
    assert chosen is not None and (chosen.regime, chosen.statute) == ("code", "排污许可管理条例")


def test_duration_gives_the_last_day_of_the_act() -> None:
    known = facts(act_start=date(2026, 8, 10), duration_days=5, found_on=date(2026, 9, 1))
    time = timeline(SIGN, Case(decide=date(2026, 11, 20)), known, date(2026, 8, 15))
    assert (time.end, time.phase) == (date(2026, 8, 14), "compare")


def view(low: int | None, high: int, *, optional: bool = False, punishable: bool = True) -> RegimeView:
    fine = FineRange(kind="range", min=low, max=high, optional=optional, text="x") if punishable else FineRange()
    return RegimeView(regime="former", statute="x", fine=fine, punishable=punishable)


@pytest.mark.parametrize(
    ("old", "new", "lighter"),
    [
        (view(20000, 200000), view(100000, 1000000), "former"),
        (view(100000, 1000000), view(50000, 200000), "code"),
        (view(100000, 1000000), view(200000, 1000000), "former"),
        (view(200000, 1000000), view(100000, 1000000), "code"),
        (view(100000, 1000000), view(100000, 1000000), "same"),
        (view(None, 50000), view(10000, 50000), "former"),
        (view(10000, 50000), view(10000, 50000, optional=True), "code"),
        (view(100000, 500000), view(200000, 400000), "code"),
        (view(100000, 500000), view(0, 0, punishable=False), "code"),
        (view(0, 0, punishable=False), view(100000, 500000), "former"),
        (view(0, 0, punishable=False), view(0, 0, punishable=False), "same"),
    ],
)
def test_lighter_goes_by_ceiling_then_floor(old: RegimeView, new: RegimeView, lighter: str) -> None:
    assert compare(old, new).lighter == lighter


def test_heavier_mandatory_kind_outweighs_a_lower_fine() -> None:
    assert compare(view(10000, 50000), view(100000, 500000), kinds=(4, 0)).lighter == "code"


def test_incomparable_fines_name_what_is_missing() -> None:
    fine = BUILD.regimes[1].fine
    old = RegimeView(regime="former", statute="x", fine=statutory_range(fine, lambda key: None))
    found = compare(old, view(100000, 500000))
    assert (found.lighter, found.needs) == (None, ("total_investment",))
    assert "超过1000万元" in found.why
