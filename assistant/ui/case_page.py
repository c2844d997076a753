"""案件研判: facts → violation and law → exemption and fine → document, one step after the other.

Nothing is kept at module level: every session's case and history live in gr.State.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import gradio as gr

from assistant import service
from assistant.drafting.kinds import document_kinds
from assistant.house import open_house
from assistant.reporting import places_shown

from . import case_form, panels, questions
from .drafts import SUFFIXES, drafted
from .exports import case_file, json_file, report_file
from .guard import sentence
from .look import SAVE
from .record import case_of, sum_of, with_form
from .session import Attached, Shown
from .web import good, problem, status

_SKIP = gr.skip
_REMEMBER = "(region, agency, code) => [{ region, agency, code }]"
_RECALL = "(kept) => [kept?.region || '', kept?.agency || '', kept?.code || '']"


def build() -> None:
    """Lay the tab out inside the current gr.Blocks."""
    state: gr.State = gr.State(lambda: None)  # Shown: the assessment on screen, and earlier cases for undo
    remembered = gr.BrowserState(
        {"region": "", "agency": "", "code": ""}, storage_key="shuoli", secret="shuoli-settings"
    )  # neither is a secret: with a fixed one the settings outlive a restart of the server
    file_name, file_text = gr.Textbox(visible=False), gr.Textbox(visible=False)

    with gr.Walkthrough(selected=0, elem_id="walk") as walk:
        with gr.Step("案情", id=0):
            form = case_form.build()
        with gr.Step("定性与法律", id=1):
            choice = gr.Radio([], label="识别出的违法行为", elem_id="choice")
            law_html = gr.HTML(elem_id="law-panel")
            with gr.Row():
                to_fine = gr.Button(
                    "下一步：免罚与裁量（Ctrl+Enter）", variant="primary", elem_id="to-fine", elem_classes="sl-go"
                )
                save_report = gr.Button("下载研判报告（网页）", elem_id="save-report")
                save_json = gr.Button("下载研判数据（JSON）", elem_id="save-json")
        with gr.Step("免罚与裁量", id=2):
            with gr.Row():
                with gr.Column(scale=3, min_width=480):
                    fine_html = gr.HTML(elem_id="fine-panel")
                with gr.Column(scale=2, min_width=300):
                    answers = questions.build(state)
                    answer_note = gr.HTML(elem_id="answer-note")
                    with gr.Row():
                        again = gr.Button("按回答重新研判", variant="primary", elem_id="again")
                        undo = gr.Button("撤销上一次回答", elem_id="undo")
            to_draft = gr.Button(
                "下一步：文书（Ctrl+Enter）", variant="primary", elem_id="to-draft", elem_classes="sl-go"
            )
        with gr.Step("文书", id=3):
            kinds = [(k.name, k.id) for k in document_kinds().values()]
            with gr.Row():
                kind = gr.Dropdown(kinds, value="decision", label="文书", elem_id="kind")
                amount = gr.Textbox(label="拟罚款（不填用建议数）", placeholder="如 200000、20万元", elem_id="amount")
            with gr.Accordion("当事人与机关（不填的用案件文件所写）", open=False):
                with gr.Row():
                    name = gr.Textbox(label="当事人名称", elem_id="party-name")
                    uscc = gr.Textbox(label="统一社会信用代码", elem_id="party-uscc")
                    address = gr.Textbox(label="住所", elem_id="party-address")
                    representative = gr.Textbox(label="法定代表人", elem_id="party-representative")
                with gr.Row():
                    agency = gr.Textbox(label="作出决定的机关（浏览器会记住）", elem_id="agency")
                    code = gr.Textbox(label="机关代字（浏览器会记住）", elem_id="agency-code")
            with gr.Row():
                make = gr.Button(
                    "起草并校验（Ctrl+Enter）", variant="primary", elem_id="draft", elem_classes="sl-go", scale=2
                )
                downloads = [gr.DownloadButton(f"下载 {s}", visible=False, elem_id=f"download-{s}") for s in SUFFIXES]
            draft_note = gr.HTML(elem_id="draft-note")
            document_html = gr.HTML(elem_id="document-panel")

    shown = [state, walk, choice, law_html, fine_html, form.note, form.go, answer_note, kind]
    party = [name, uscc, address, representative, agency, code]

    def start(attached: Attached | None, *values: str) -> Iterator[tuple[Any, ...]]:
        busy = gr.Button("正在研判……", interactive=False)
        yield (*[_SKIP()] * 5, status("正在读出事实、比对违法行为、核算幅度……"), busy, _SKIP(), _SKIP())
        ready = gr.Button("研判（Ctrl+Enter）", interactive=True)
        try:
            now = Shown(service.assess_case(case_of(attached, *values), open_house())[0])
            yield (now, gr.Walkthrough(selected=1), *_panels(now, 0), "", ready, "", _fitting(now))
        except Exception as error:
            yield (
                _SKIP(),
                gr.Walkthrough(selected=0),
                *[_SKIP()] * 3,
                problem(sentence(error)),
                ready,
                _SKIP(),
                _SKIP(),
            )

    def reassess(now: Shown | None, selected: int | None, given: dict[str, Any]) -> tuple[Any, ...]:
        if now is None:
            return _note(problem("请先在第一步填写案情并研判。"))
        case = now.assessment.case
        try:
            house = open_house()
            typed = questions.typed(given, house.knowledge.vocabulary)
            if not typed:
                return _note(problem("还没有回答任何问题。"))
            case_now = case.model_copy(update={"answers": {**case.answers, **typed}})
            after = Shown(service.assess_case(case_now, house)[0], (*now.earlier, case))
        except Exception as error:
            return _note(problem(sentence(error)))
        return (
            after,
            _SKIP(),
            *_panels(after, selected or 0),
            "",
            _SKIP(),
            good(f"已按 {len(typed)} 项回答重新研判。"),
            _fitting(after),
        )

    def take_back(now: Shown | None, selected: int | None) -> tuple[Any, ...]:
        if now is None or not now.earlier:
            return _note(status("没有可以撤销的回答。"))
        try:
            before = Shown(service.assess_case(now.earlier[-1], open_house())[0], now.earlier[:-1])
        except Exception as error:
            return _note(problem(sentence(error)))
        return (
            before,
            _SKIP(),
            *_panels(before, selected or 0),
            "",
            _SKIP(),
            good("已撤销上一次回答。"),
            _fitting(before),
        )

    def pick(now: Shown | None, selected: int | None) -> tuple[Any, Any]:
        if now is None or selected is None:
            return _SKIP(), _SKIP()
        return _law(now, selected), panels.fine_panel(now.assessment, selected, date.today())

    def write(now: Shown | None, selected: int | None, kind_id: str, yuan: str, *given: str) -> Iterator[Any]:
        nothing = [gr.DownloadButton(visible=False)] * len(SUFFIXES)
        if now is None:
            yield (problem("请先在第一步填写案情并研判。"), "", *nothing)
            return
        try:
            assessment = now.assessment.model_copy(update={"case": with_form(now.assessment.case, *given)})
            for done in drafted(assessment, selected or 0, kind_id, sum_of(yuan), open_house()):
                if isinstance(done, str):
                    yield (status(done), _SKIP(), *nothing)
                else:
                    page, files = done
                    yield ("", page, *[gr.DownloadButton(value=str(f), visible=True) for f in files])
        except Exception as error:
            yield (problem(sentence(error)), _SKIP(), *nothing)

    def keep(now: Shown | None, attached: Attached | None, *values: str) -> tuple[str, str, str]:
        fields, given = values[: len(form.inputs)], values[len(form.inputs) :]
        try:
            return case_file(now, with_form(case_of(attached, *fields), *given))
        except Exception as error:
            return "", "", problem(sentence(error))

    private: dict[str, Any] = {"api_visibility": "private"}
    form.go.click(start, [form.attached, *form.inputs], shown, show_progress="minimal", **private)
    choice.input(pick, [state, choice], [law_html, fine_html], **private)
    again.click(reassess, [state, choice, answers], shown, **private)
    undo.click(take_back, [state, choice], shown, **private)
    to_fine.click(lambda: gr.Walkthrough(selected=2), None, walk, **private)
    to_draft.click(lambda: gr.Walkthrough(selected=3), None, walk, **private)
    make.click(
        write, [state, choice, kind, amount, *party], [draft_note, document_html, *downloads],
        show_progress="minimal", **private,
    )  # fmt: skip
    for button, text_of in ((save_report, report_file), (save_json, json_file)):
        button.click(text_of, state, [file_name, file_text], **private).then(
            None, [file_name, file_text], None, js=SAVE, **private
        )
    form.save.click(
        keep, [state, form.attached, *form.inputs, *party], [file_name, file_text, form.note], **private
    ).then(None, [file_name, file_text], None, js=SAVE, **private)
    settings = [form.region, agency, code]
    gr.on([s.input for s in settings], None, settings, remembered, js=_REMEMBER, **private)
    gr.context.Context.root_block.load(None, remembered, settings, js=_RECALL, **private)  # type: ignore[union-attr]


def _note(words: str) -> tuple[Any, ...]:
    """The outputs of a step that changed nothing: only its note beside the questions."""
    return (*[_SKIP()] * 7, words, _SKIP())


def _fitting(now: Shown) -> Any:
    """The document that follows from the assessment: where the party must not be punished, the decision not to."""
    finding = next(iter(now.assessment.violations), None)
    exempt = finding is not None and finding.exemption.outcome == "must_exempt"
    return gr.Dropdown(value="no-penalty" if exempt else "decision")


def _law(now: Shown, selected: int) -> str:
    return panels.law_panel(now.assessment, selected) + panels.facts_panel(now.assessment)


def _panels(now: Shown, selected: int) -> tuple[Any, Any, Any]:
    places = places_shown(now.assessment)
    selected = selected if selected in places else 0
    found = [(n, now.assessment.violations[n].candidate) for n in places]
    choices = [(f"{c.violation.name}（{c.confidence:.0%}）", n) for n, c in found]
    return (
        gr.Radio(choices=choices, value=selected if choices else None),
        _law(now, selected),
        panels.fine_panel(now.assessment, selected, date.today()),
    )
