"""Whether a text reads like one that shows a violation: what is read, what is kept back for it, and what is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.breach_fit import HELD, Notes, crossed, fit, made_from, notes
from assistant.evaluation import read_jsonl
from assistant.facts.case import case_from_text
from assistant.paths import data_dir
from assistant.pipeline import House, assess
from assistant.reasoning.characterize import listed
from assistant.retrieval.breach import BreachReading, load_breach_reading, sequences

TODAY = date(2026, 11, 22)
GUILTY = [
    "废水直接排入河道，没有处理",
    "危险废物没有贴标签",
    "设施没有运行，废气直接排放",
    "没有办理许可证就排放废水",
] * 2
FREE = ["举报不属实，废水全部回用", "标签齐全，危险废物账物相符", "设施运行，废气达标", "许可证有效，废水达标"] * 2


def reading(none: float = -1.0, doubtful: float = 0.0) -> BreachReading:
    fitted = fit(GUILTY + FREE, np.array([True] * len(GUILTY) + [False] * len(FREE)))
    return replace(fitted, none=none, doubtful=doubtful)


def test_figures_and_spaces_do_not_tell() -> None:
    assert sequences("COD 81.5 mg") == sequences("COD7mg") and "0mg" in sequences("COD 81.5 mg")
    assert max(map(len, sequences("没有办理许可证"))) == 3


def test_the_fit_tells_the_two_kinds_apart_and_is_the_same_each_time() -> None:
    fitted = reading()
    assert min(fitted.score(t) for t in GUILTY) > 0 > max(fitted.score(t) for t in FREE)
    assert (fitted.weights == reading().weights).all()
    assert fitted.score("zzz") == pytest.approx(fitted.offset)


def test_a_fit_is_kept_as_it_is(tmp_path: Path) -> None:
    fitted = replace(reading(), made_from="甲")
    fitted.save(tmp_path / "fit.npz")
    kept = load_breach_reading(tmp_path / "fit.npz")
    assert kept is not None and kept.made_from == "甲" and kept.place == fitted.place
    assert kept.score(GUILTY[0]) == pytest.approx(fitted.score(GUILTY[0]), abs=0.02)
    assert load_breach_reading(tmp_path / "nothing.npz") is None


def test_cross_validation_never_scores_a_note_by_itself() -> None:
    told = Notes(GUILTY + FREE, np.array([True] * 8 + [False] * 8), np.arange(16) // 2)
    assert crossed(told).shape == (16,) and np.isfinite(crossed(told)).all()


def test_the_shipped_fit_was_made_from_the_notes_as_they_are() -> None:
    shipped = load_breach_reading()
    assert shipped is not None and shipped.made_from == made_from(notes()), "run make ranking"
    assert shipped.none < shipped.doubtful < 0
    held = {row["facts"] for row in read_jsonl(data_dir("evals") / "innocent" / HELD)}
    assert not held & set(notes().texts), "the held-out notes take no part"


SHOWN = (
    "执法人员检查某五金厂，危废间内废槽液桶未贴识别标志。" + "厂区东侧是一条县道，西侧是农田，北侧是另一家工厂的院墙。"
)


def test_what_the_text_does_not_read_like_is_kept_back_and_the_officer_told(plain_house: House) -> None:
    case = case_from_text(SHOWN, found=TODAY)
    assert assess(case, plain_house, TODAY).violations[0].candidate.violation.id == "hazwaste.sign"
    score = reading().score(case.text)
    kept_back = replace(plain_house, breach=reading(none=score + 1, doubtful=score + 2))
    assessment = assess(case, kept_back, TODAY)
    assert assessment.violations == () and assessment.notices == ()
    (question,) = assessment.questions
    assert "未设置危险废物识别标志" in question.ask and "再研判一次" in question.ask


def test_an_established_violation_in_a_doubtful_text_is_listed_with_the_doubt(plain_house: House) -> None:
    case = case_from_text(SHOWN, found=TODAY)
    score = reading().score(case.text)
    doubtful = replace(plain_house, breach=reading(none=score - 1, doubtful=score + 1))
    assessment = assess(case, doubtful, TODAY)
    assert assessment.violations and "未必有违法行为" in assessment.notices[0]
    sure = replace(plain_house, breach=reading(none=score - 2, doubtful=score - 1))
    assert assess(case, sure, TODAY) == assess(case, plain_house, TODAY)


def test_something_merely_possible_is_kept_back_sooner(plain_house: House) -> None:
    found = tuple(f.candidate for f in assess(case_from_text(SHOWN, found=TODAY), plain_house, TODAY).violations)
    assert found[0].established
    possible = tuple(c.model_copy(update={"established": False}) for c in found)
    score = reading().score(SHOWN)
    between = reading(none=score - 1, doubtful=score + 1)
    assert listed(found, between, SHOWN).candidates == found and listed(found, between, SHOWN).doubt
    assert listed(possible, between, SHOWN).candidates == () and listed(possible, between, SHOWN).nearest
    assert listed(possible, None, SHOWN).candidates == possible
    assert listed((), between, SHOWN) == ((), False, "")
    assert listed(possible, between, SHOWN[:40]).candidates == possible, "too short to be read so"
