"""法条与问答: one article on a day with its history and counterpart; search; questions answered from provisions."""

from __future__ import annotations

from datetime import date
from typing import Any

import gradio as gr

from assistant import lookup
from assistant.asking.crosswalk import crosswalk
from assistant.asking.desk import ask
from assistant.errors import BadInput, LawNotFound, NotInForce
from assistant.facts.case import parse_day
from assistant.house import open_house
from assistant.law.citation import parse_place
from assistant.law.library import default_library
from assistant.law.model import Provision, Standing

from .guard import sentence
from .web import problem, render

KINDS = {"law": "法条", "benchmark": "裁量基准", "exemption": "免罚事项", "precedent": "典型案例"}
SCOPES = {"法条": "laws", "裁量基准": "benchmarks", "免罚事项": "exemptions", "典型案例": "precedents"}


def build() -> None:
    """Lay the tab out inside the current gr.Blocks."""
    private: dict[str, Any] = {"api_visibility": "private"}
    with gr.Tabs(elem_id="law-tabs"):
        with gr.Tab("查一条", id="article"):
            with gr.Row():
                law = gr.Textbox(label="法律（名称或简称）", value="生态环境法典", elem_id="law-name")
                number = gr.Textbox(label="条号", placeholder="1102、第一千一百零二条", elem_id="law-number")
                on = _day_box("law-day")
            go = gr.Button("查条文（Ctrl+Enter）", variant="primary", elem_id="law-go", elem_classes="sl-go")
            article = gr.HTML(elem_id="law-article")
            for trigger in (go.click, law.submit, number.submit, on.submit):
                trigger(_safely(article_view), [law, number, on], article, **private)
        with gr.Tab("检索", id="search"):
            with gr.Row():
                query = gr.Textbox(
                    label="要找的内容", placeholder="如：喷漆房没有密闭", elem_id="search-query", scale=3
                )
                search_on = _day_box("search-day")
            scope = gr.CheckboxGroup(list(SCOPES), value=["法条"], label="范围", elem_id="search-scope")
            find = gr.Button("检索（Ctrl+Enter）", variant="primary", elem_id="search-go", elem_classes="sl-go")
            hits = gr.HTML(elem_id="search-hits")
            for trigger in (find.click, query.submit, search_on.submit):
                trigger(_safely(search_view), [query, search_on, scope], hits, **private)
        with gr.Tab("提问", id="ask"):
            with gr.Row():
                question = gr.Textbox(
                    label="关于法律或程序的问题", placeholder="如：无证排污怎么罚", elem_id="ask-question", scale=3
                )
                ask_on = _day_box("ask-day")
            asked = gr.Button("提问（Ctrl+Enter）", variant="primary", elem_id="ask-go", elem_classes="sl-go")
            answer = gr.HTML(elem_id="ask-answer")
            for trigger in (asked.click, question.submit, ask_on.submit):
                trigger(_safely(answer_view), [question, ask_on], answer, **private)


def _day_box(name: str) -> gr.Textbox:
    return gr.Textbox(label="以哪一天有效的为准", placeholder="如 2026-08-01，不填按今天", elem_id=name, max_lines=1)


def _safely(view: Any) -> Any:
    def shown(*values: Any) -> str:
        try:
            return str(view(*values))
        except Exception as error:
            return problem(sentence(error))

    return shown


def article_view(law: str, number: str, on: str) -> str:
    """The article as in force on a day, its history, and the counterpart on the other side of the Code.

    A law not in force on that day is shown as it last stood, with a notice."""
    if not (law or "").strip() or not (number or "").strip():
        raise BadInput("请写明法律名称和条号，如 生态环境法典、1102。")
    day, notice = _day(on), ""
    try:
        one = lookup.article(law.strip(), number.strip(), day)
    except NotInForce as error:
        notice = error.message
        one = lookup.article(law.strip(), number.strip(), None)
    one["history"] = [h | {"text": _as_of(one, h["in_force"][0])} for h in one["history"]]
    counterpart = crosswalk(parse_place(one["law"], one["cite"].rpartition("》")[2]), open_house())
    others = [_plain(p) for p in counterpart.provisions if p.citation.law != one["law"] and not _only_repeals(p)]
    said = [s.text for s in counterpart.sentences[1:]]
    return render("law.html", "article", one, said or [counterpart.why], others[:6], notice)


def _as_of(one: dict[str, Any], start: str | None) -> str:
    """The same article in the version that began on a day; empty where it had none, or the same words."""
    try:
        text = default_library().article(one["law"], one["article"], date.fromisoformat(start) if start else None).text
    except LawNotFound:
        return ""
    return "" if text == "\n".join(p["text"] for p in one["paragraphs"]) or text in one["text"] else text


def _only_repeals(provision: Provision) -> bool:
    """Whether a provision is cited only for what it repeals or how old acts are judged, not as a counterpart."""
    return "废止" in provision.text or provision.citation.law in ("行政处罚法",)


def search_view(query: str, on: str, scope: list[str]) -> str:
    """The best passages of the scopes chosen, on a day."""
    if not (query or "").strip():
        raise BadInput("还没有写要检索的内容。")
    if not scope:
        raise BadInput("请至少选一个范围。")
    found = lookup.search(open_house(), query.strip(), 15, _day(on), ",".join(SCOPES[s] for s in scope))
    return render("law.html", "hits", found, KINDS)


def answer_view(question: str, on: str) -> str:
    """The answer, each sentence with the numbers of the provisions it rests on, their text beside it."""
    if not (question or "").strip():
        raise BadInput("还没有写问题。例如：无证排污怎么罚")
    answer = ask(question.strip(), open_house(), _day(on), date.today())
    numbers = {p.cite: n for n, p in enumerate(answer.provisions, 1)}
    told = {
        "refused": answer.refused,
        "why": answer.why,
        "notices": answer.notices,
        "sentences": [
            {"text": s.text, "by": s.by, "cites": [numbers[p.cite] for p in s.cites]} for s in answer.sentences
        ],
    }
    return render("law.html", "answer", told, [_plain(p) for p in answer.provisions])


def _plain(provision: Provision) -> dict[str, Any]:
    return {
        "cite": provision.cite,
        "text": provision.text,
        "verbatim": provision.standing is Standing.VERBATIM,
        "in_force": provision.in_force.as_list(),
    }


def _day(text: str | None) -> date | None:
    return parse_day(text) if text and text.strip() else None
