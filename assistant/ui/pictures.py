"""Three pictures as SVG: the days of a case, the fine on its statutory range with its factors, the deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from assistant.law.money import format_yuan
from assistant.reasoning.model import Assessment, Deadline, FineResult

WIDTH = 720
CODE = "生态环境法典"
BAR, FULL = 190, 20
"""The longest bar, and the percentage that fills it at least: a few points never look like much."""
INK, SOFT, LINE, MAIN, WARM = "#1f2937", "#6b7280", "#d1d5db", "#0f766e", "#b45309"


def _text(x: float, y: float, text: str, anchor: str = "start", size: int = 12, color: str = INK) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" fill="{color}">{escape(text)}</text>'
    )


def _svg(height: float, label: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" width="100%" role="img" aria-label="{escape(label)}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif">{"".join(parts)}</svg>'
    )


def fine_picture(fine: FineResult) -> str:
    """The statutory range as a bar, the suggested fine on it, and each factor's score below; empty without a range."""
    if fine.max is None:
        return ""
    low, high = fine.min or 0, max(fine.max, 1)
    left, right, top = 60.0, WIDTH - 60.0, 52.0

    def place(yuan: int) -> float:
        return left + (right - left) * min(yuan, high) / high

    parts = [
        f'<rect x="{left}" y="{top}" width="{right - left}" height="14" rx="7" fill="#e5e7eb"/>',
        f'<rect x="{place(low):.0f}" y="{top}" width="{place(high) - place(low):.0f}" height="14" rx="7" fill="#99f6e4"/>',
        _text(place(low), top + 32, f"下限 {format_yuan(low)}" if low else "0", "middle", color=SOFT),
        _text(place(high), top + 32, f"上限 {format_yuan(high)}", "middle", color=SOFT),
    ]
    if fine.suggested_range:
        a, b = (place(v) for v in fine.suggested_range)
        parts.append(f'<rect x="{a:.0f}" y="{top}" width="{max(b - a, 2):.0f}" height="14" fill="#2dd4bf"/>')
    if fine.suggested is not None:
        x = place(fine.suggested)
        parts.append(f'<path d="M{x:.0f} {top - 4} l-7 -12 h14 z" fill="{MAIN}"/>')
        parts.append(
            _text(min(max(x, 70), WIDTH - 70), top - 22, f"建议 {format_yuan(fine.suggested)}", "middle", 14, MAIN)
        )
    scored = [s for s in fine.steps if s.score is not None]
    top += 62
    widest = max((float(s.score or 0) for s in scored), default=0)
    for step in scored:
        width = BAR * float(step.score or 0) / max(widest, FULL)
        color = MAIN if step.chosen_by != "default" else LINE
        parts.append(_text(left, top + 11, _cut(step.factor, 12)))
        parts.append(f'<rect x="220" y="{top}" width="{max(width, 2):.0f}" height="14" rx="3" fill="{color}"/>')
        note = "" if step.chosen_by != "default" else "（缺事实）"
        parts.append(_text(228 + width, top + 11, f"{step.score:g}%  {_cut(step.level, 14)}{note}", color=SOFT))
        top += 24
    return _svg(top + 6, "罚款幅度与裁量因素", parts)


def case_line(assessment: Assessment) -> str:
    """The days of the case along a line, with the day the Code came into force where they stand around it; empty where
    fewer than two are known."""
    case, facts = assessment.case, assessment.facts
    start, end = case.act or (facts.get("act_start"), facts.get("act_end"))
    known = [
        (start, "行为开始" if end and end != start else "行为"),
        (end if end != start else None, "行为终了"),
        (case.found or facts.get("found_on"), "发现"),
        (case.decide, "决定"),
    ]
    days = sorted((d, name) for d, name in known if isinstance(d, date))
    if len(days) < 2:
        return ""
    changes = {
        v.penalty[0].in_force.start
        for f in assessment.violations[:1]
        for v in (f.basis.chosen, *f.basis.compared)
        if v and v.regime == "code" and v.penalty and v.penalty[0].citation.law == CODE
    }
    days = sorted([*days, *((d, "法典施行") for d in changes if d)])
    merged: dict[date, str] = {}
    for day, name in days:
        merged[day] = f"{merged[day]}、{name}" if day in merged else name
    first, span = min(merged), max((max(merged) - min(merged)).days, 1)
    left, width = 70.0, WIDTH - 140.0
    places = _spread([left + width * (d - first).days / span for d in merged], 96.0, left, left + width)
    parts = [f'<line x1="{left}" y1="34" x2="{left + width}" y2="34" stroke="{LINE}" stroke-width="3"/>']
    for x, (day, name) in zip(places, merged.items(), strict=True):
        color = WARM if "法典" in name else MAIN
        parts.append(f'<circle cx="{x:.0f}" cy="34" r="6" fill="{color}"/>')
        parts.append(_text(x, 20, name, "middle", 13, color))
        parts.append(_text(x, 56, day.isoformat(), "middle", 12, SOFT))
    return _svg(66, "案件的日期", parts)


def _spread(places: list[float], least: float, left: float, right: float) -> list[float]:
    """The places moved apart so that their labels do not lie on each other; evenly where there is no room."""
    if least * (len(places) - 1) > right - left:
        return [left + (right - left) * n / (len(places) - 1) for n in range(len(places))]
    found: list[float] = []
    for x in places:
        found.append(max(x, found[-1] + least) if found else x)
    over = found[-1] - right
    for n in range(len(found) - 1, -1, -1):
        limit = right if n == len(found) - 1 else found[n + 1] - least
        found[n] = min(found[n], limit) if over > 0 else found[n]
    return found


def timeline(deadlines: Sequence[Deadline], today: date) -> str:
    """Known deadlines along a line, nearest first; empty where none has a day."""
    known = sorted((d for d in deadlines if d.due), key=lambda d: d.due or today)
    if not known:
        return ""
    x, top = 150, 26
    parts = [f'<line x1="{x}" y1="10" x2="{x}" y2="{top + 30 * len(known) - 16}" stroke="{LINE}" stroke-width="2"/>']
    for item in known:
        due = item.due or today
        past = due < today
        color = WARM if past else MAIN
        parts.append(f'<circle cx="{x}" cy="{top - 4}" r="6" fill="{color}"/>')
        parts.append(_text(x - 14, top, due.isoformat(), "end", 13, color))
        left = (due - today).days
        when = f"已过 {-left} 天" if past else "今天" if left == 0 else f"还有 {left} 天"
        parts.append(_text(x + 14, top, f"{_cut(item.what, 26)}（{when}）", size=13))
        top += 30
    return _svg(top, "期限时间线", parts)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
