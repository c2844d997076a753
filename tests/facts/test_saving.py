"""A case saved and loaded again is the same case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.facts.case import case_from_text, load_case
from assistant.facts.saving import case_yaml
from assistant.paths import data_dir

SAMPLES = sorted((data_dir("evals") / "samples").glob("*.yaml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_every_sample_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    case = load_case(path)
    saved = tmp_path / "案件.yaml"
    saved.write_text(case_yaml(case), encoding="utf-8")
    assert load_case(saved) == case


def test_answers_keep_their_kinds_and_text_its_lines(tmp_path: Path) -> None:
    answers = {
        "harm": "轻微",
        "corrected_on": date(2026, 9, 4),
        "investment": 2_000_000,
        "ratio": 1.5,
        "seen": [],
        "ok": True,
    }
    text = "第一行：“引号”#不是注释\n- 第二行\n\n  第三行: 缩进"
    case = case_from_text(text).model_copy(update={"answers": answers})
    saved = tmp_path / "案件.yaml"
    saved.write_text(case_yaml(case), encoding="utf-8")
    again = load_case(saved)
    assert again.text == case.text
    assert again.answers == answers
    assert isinstance(again.answers["corrected_on"], date)


def test_what_was_never_given_is_not_written() -> None:
    assert "party" not in case_yaml(case_from_text("某公司外排废水。"))
