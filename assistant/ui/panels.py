"""Assessment, report and draft as HTML for the page, from templates/web/panels.html."""

from __future__ import annotations

from datetime import date
from html import escape

from assistant.drafting.blocks import Document
from assistant.drafting.export import html_blocks
from assistant.knowledge.load import default_knowledge
from assistant.reasoning.because import label
from assistant.reasoning.because import shown as value_shown
from assistant.reasoning.model import Assessment
from assistant.reporting import places_shown
from assistant.validation.model import Report

from .look import CSS
from .pictures import case_line, fine_picture, timeline
from .web import Markup, render

_SOURCE = {"text": "案情", "officer": "执法人员填写", "model": "语言模型提出"}


def _call(macro: str, *values: object) -> str:
    return render("panels.html", macro, *values)


def number_of(assessment: Assessment, place: int) -> int:
    """The number a violation is shown under."""
    places = places_shown(assessment)
    return places.index(place) + 1 if place in places else place + 1


def law_panel(assessment: Assessment, chosen: int) -> str:
    """定性与法律适用 of the ``chosen`` violation, the article's text beside each conclusion."""
    if not assessment.violations:
        why = "".join(f"<p>{escape(q.ask)}</p>" for q in assessment.questions)
        return f'{notices(assessment)}<section class="sl-card"><h3>没有识别出违法行为</h3>{why}</section>'
    return notices(assessment) + _call("violation", assessment.violations[chosen], number_of(assessment, chosen))


def fine_panel(assessment: Assessment, chosen: int, today: date) -> str:
    """免罚、裁量、合并、程序、案例."""
    if not assessment.violations:
        return ""
    finding = assessment.violations[chosen]
    return "".join(
        (
            _call("exemption", finding),
            _call("fine", finding, Markup(fine_picture(finding.fine))),
            _call("together", assessment.together),
            _call("procedure", assessment, Markup(timeline(assessment.procedure.deadlines, today))),
            _call("precedents", assessment),
        )
    )


def facts_panel(assessment: Assessment) -> str:
    """Every fact that was read, with the words it was read from, and the days of the case on a line."""
    vocabulary = default_knowledge().vocabulary
    rows = [
        {
            "label": label(f.key, vocabulary),
            "value": value_shown(f.value, vocabulary.get(f.key)),
            "source": _SOURCE[f.source],
            "quote": f.quote,
        }
        for f in (*assessment.facts.facts, *assessment.proposals)
    ]
    return _call("facts", rows, Markup(case_line(assessment)))


def report_panel(report: Report, todo: int = 0) -> str:
    """The checks of a draft or an assessment; ``todo`` places to fill in are counted, not listed once more."""
    return _call("report", report, todo)


def notices(assessment: Assessment) -> str:
    """What the officer must know first."""
    return "".join(f'<p class="sl-warn">{escape(n)}</p>' for n in assessment.notices)


def document_panel(document: Document, report: Report) -> str:
    """A draft as it will print; beside it what is to be filled in, the notes for the officer, and the checks."""
    return _call("drafted", document, Markup(html_blocks(document)), Markup(report_panel(report, len(document.todo))))


def report_page(assessment: Assessment, report: Report, today: date) -> str:
    """The whole assessment as one self-contained page, with its pictures, for keeping or printing."""
    case = assessment.case
    parts = [f'<section class="sl-card"><h3>案情</h3><p>{escape(case.text)}</p></section>', facts_panel(assessment)]
    if not assessment.violations:
        parts.append(law_panel(assessment, 0))
    for number, place in enumerate(places_shown(assessment)):
        finding = assessment.violations[place]
        parts += [law_panel(assessment, place) if number == 0 else _call("violation", finding, number + 1)]
        parts += [_call("exemption", finding), _call("fine", finding, Markup(fine_picture(finding.fine)))]
    if assessment.violations:
        parts.append(_call("together", assessment.together))
        parts.append(_call("procedure", assessment, Markup(timeline(assessment.procedure.deadlines, today))))
    parts.append(_call("precedents", assessment))
    asked = "".join(f"<li>{escape(q.ask)}</li>" for q in assessment.questions)
    parts.append(f'<section class="sl-card"><h3>还需查明</h3><ol>{asked or "<li>没有</li>"}</ol></section>')
    parts.append(report_panel(report))
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>说理研判报告</title><style>{CSS}'
        "body{font-family:system-ui,sans-serif;max-width:1080px;margin:auto;padding:16px}</style>"
        f'<body><header class="sl-head"><b>说理</b><span>研判报告 {today.isoformat()}　程序只提建议，决定由执法机关作出。</span></header>'
        f"{''.join(parts)}</body></html>"
    )
