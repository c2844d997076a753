"""Two pictures as SVG: the fine on its statutory range with the factors that lead to it, and the timeline of deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from assistant.law.money import format_yuan
from assistant.reasoning.model import Deadline, FineResult

WIDTH = 720
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
