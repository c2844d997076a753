"""The open questions as a form: each answer is a fact stated by the officer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import gradio as gr

from assistant.errors import BadInput
from assistant.facts.model import Question
from assistant.knowledge.load import default_knowledge
from assistant.knowledge.model import FactKey

from .session import Shown

MOST = 12
YES, NO = "是", "否"


def build(state: gr.State) -> gr.State:
    """Render the questions of the assessment in ``state``; returns the state that holds the answers given."""
    answers: gr.State = gr.State(dict)

    @gr.render(inputs=state)
    def show(now: Shown | None) -> None:
        if now is None:
            return
        assessment = now.assessment
        vocabulary = default_knowledge().vocabulary
        asked = [q for q in assessment.questions if q.key in vocabulary][:MOST]
        gr.Markdown(
            f"**还需查明 {len(assessment.questions)} 项**（不清楚的可以不答）" if asked else "**没有待查明的事项**"
        )
        for question in asked:
            field = _field(question, vocabulary[question.key])
            field.change(
                _keep(question.key), [field, answers], answers, api_visibility="private", show_progress="hidden"
            )
        for question in assessment.questions:
            if question.key not in vocabulary:
                gr.Markdown(question.ask)

    return answers


def _field(question: Question, key: FactKey) -> Any:
    label = question.ask
    if key.kind == "bool":
        return gr.Radio([YES, NO], label=label, elem_id=f"q-{key.key}")
    if key.kind == "choice":
        return gr.Radio(list(key.choices), label=label, elem_id=f"q-{key.key}")
    if key.kind == "choices":
        return gr.CheckboxGroup(list(key.choices), label=label, elem_id=f"q-{key.key}")
    unit = {"money": "元", "date": "如 2026-09-03"}.get(key.kind, key.unit)
    return gr.Textbox(label=f"{label}{f'（{unit}）' if unit else ''}", elem_id=f"q-{key.key}")


def _keep(key: str) -> Any:
    def keep(value: Any, given: dict[str, Any]) -> dict[str, Any]:
        return {**given, key: value}

    return keep


def typed(given: Mapping[str, Any], vocabulary: Mapping[str, FactKey]) -> dict[str, Any]:
    """The answers in the kind of their key; empty ones are left out. Raises BadInput naming the question."""
    return {k: _typed(vocabulary[k], v) for k, v in given.items() if v not in (None, "", [])}


def _typed(key: FactKey, value: Any) -> Any:
    if key.kind == "bool":
        return value == YES
    try:
        if key.kind == "money":
            return int(float(str(value).replace(",", "")))
        if key.kind == "number":
            return float(value)
        if key.kind == "date":
            return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise BadInput(f"“{key.label}”的回答“{value}”写法不对。数字请写阿拉伯数字，日期写成 2026-09-03。") from error
    return [v.strip() for v in str(value).split("、")] if key.kind == "texts" else value
