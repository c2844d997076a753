"""A report as the page shows it: by family, each problem tied to its place in the document's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from assistant.validation.model import FAMILIES, CheckResult, Report
from assistant.validation.parts import unmarked

from .web import Markup, render


class Mark(NamedTuple):
    """A place in the text: where it begins and ends, the id to jump to, and how bad it is (fail or warn)."""

    start: int
    end: int
    id: str
    status: str


def report_view(report: Report, text: str, about: str) -> str:
    """The report by family, counts first, beside the text with every place marked."""
    plain = unmarked(text)
    ids = {id(c): f"place-{n}" for n, c in enumerate(_wrong(report.checks), 1) if c.span}
    marks = [Mark(*c.span, ids[id(c)], c.status) for c in _wrong(report.checks) if c.span]
    return render("document.html", "checked", report, families(report, ids), Markup(marked_text(plain, marks)), about)


def families(report: Report, ids: dict[int, str]) -> list[dict[str, Any]]:
    """One entry a family that says anything, in the order of the report; failures before doubts."""
    found = []
    for key, name in FAMILIES.items():
        ours = [c for c in report.checks if c.family == key]
        if not ours:
            continue
        wrong = sorted(_wrong(ours), key=lambda c: c.status != "fail")
        found.append(
            {
                "name": name,
                "failed": sum(c.status == "fail" for c in ours),
                "warned": sum(c.status == "warn" for c in ours),
                "passed": sum(c.status == "pass" for c in ours),
                "skipped": sum(c.status == "n/a" for c in ours),
                "wrong": [c.model_dump() | {"mark": ids.get(id(c), "")} for c in wrong],
                "fine": [c for c in ours if c.status in ("pass", "n/a")],
            }
        )
    return found


def marked_text(text: str, marks: Sequence[Mark]) -> str:
    """The text escaped, every marked stretch in <mark>; overlapping marks share their stretches, the worse colour wins."""
    cuts = sorted({0, len(text), *(min(max(p, 0), len(text)) for m in marks for p in (m.start, m.end))})
    parts, seen = [], set[str]()
    for start, end in pairwise(cuts):
        here = [m for m in marks if m.start <= start and end <= m.end]
        words = escape(text[start:end])
        if not here:
            parts.append(words)
            continue
        status = "fail" if any(m.status == "fail" for m in here) else "warn"
        anchors = "".join(f'<span id="{m.id}"></span>' for m in here if m.id not in seen)
        seen.update(m.id for m in here)
        parts.append(f'{anchors}<mark class="{status}" data-mark="{" ".join(m.id for m in here)}">{words}</mark>')
    return re.sub(r"\n\s*\n", "\n", "".join(parts))


def _wrong(checks: Iterable[CheckResult]) -> list[CheckResult]:
    return [c for c in checks if c.status in ("fail", "warn")]
