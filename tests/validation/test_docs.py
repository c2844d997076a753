"""docs/validator.md lists every check with its level; evals/results has the table of the last whole run."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.mutations import operators
from assistant.validation.check import CHECKS

ROOT = Path(__file__).resolve().parents[2]


def test_every_check_is_documented_with_its_title_and_level() -> None:
    text = (ROOT / "docs" / "validator.md").read_text(encoding="utf-8")
    listed = {m[1]: (m[2], m[3]) for m in re.finditer(r"^\| `([^`]+)` \| ([^|]+) \| (严重|提醒) \|", text, re.M)}
    assert listed == {c.id: (c.title, "严重" if c.severity == "blocking" else "提醒") for c in CHECKS}


def test_the_published_table_holds_every_operator_and_no_silent_fault() -> None:
    text = (ROOT / "evals" / "results" / "mutations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| [^|]+ \| `", text, re.M)
    assert set(rows) == {o.name for o in operators()}
    assert "`shuoli eval mutations`" in text and "- 无声漏过：0" in text and "- 有严重误报的干净文书：0" in text
