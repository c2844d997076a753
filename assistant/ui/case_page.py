"""The officer's walk: facts → violation and law → exemption and fine → document, one step after the other.

Nothing is kept at module level: every session's case and history live in gr.State.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import service
from assistant.contract import assessment_json
from assistant.drafting.export import save
from assistant.drafting.kinds import document_kinds
from assistant.errors import BadInput, ShuoliError
from assistant.facts.case import case_from_text, load_case
from assistant.facts.model import Agency, Case, Party
from assistant.facts.reading import read_document
from assistant.pipeline import House
from assistant.reasoning.model import Assessment
from assistant.validation.run import validate_document

from . import panels, questions
from .samples import SAMPLES
from .session import Shown, Uploaded

REGIONS = [
    "",
    *[
        "北京",
        "天津",
        "河北",
        "山西",
        "内蒙古",
        "辽宁",
        "吉林",
        "黑龙江",
        "上海",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "广西",
        "海南",
        "重庆",
        "四川",
        "贵州",
        "云南",
        "西藏",
        "陕西",
        "甘肃",
        "青海",
        "宁夏",
        "新疆",
    ],
]


def build(house: House) -> None:
    """Lay the page out inside the current gr.Blocks."""
    state: gr.State = gr.State(lambda: None)  # Shown: the assessment on screen, and earlier cases for undo
    file_case: gr.State = gr.State(lambda: None)  # Uploaded: the case a file brought, with party, evidence, procedure
    remembered = gr.BrowserState({"region": "", "agency": "", "code": ""}, storage_key="shuoli")

    with gr.Walkthrough(selected=0, elem_id="walk") as walk:
        with gr.Step("案情", id=0):
            with gr.Row():
                with gr.Column(scale=3):
                    text = gr.Textbox(
                        label="案情事实（时间、地点、谁、做了什么、检查看到什么、监测结果）",
                        lines=12,
                        max_lines=30,
                        elem_id="facts",
                    )
                    file = gr.File(
                        label="或上传 txt、docx、pdf、案件 YAML",
                        file_types=[".txt", ".md", ".docx", ".doc", ".pdf", ".yaml", ".yml"],
                        elem_id="upload",
                        height=110,
                    )
                with gr.Column(scale=2):
                    region = gr.Dropdown(
                        REGIONS, value="", label="案发地（可填写城市）", allow_custom_value=True, elem_id="region"
                    )
                    act_from = gr.Textbox(label="行为开始日", placeholder="2026-09-03", elem_id="act-from")
                    act_to = gr.Textbox(label="行为终了日（同一天可不填）", placeholder="2026-09-03", elem_id="act-to")
                    found = gr.Textbox(label="发现日", placeholder="2026-09-03", elem_id="found")
                    decide = gr.Textbox(
                        label="决定日（不填按今天）", placeholder=date.today().isoformat(), elem_id="decide"
                    )
            with gr.Row():
                go = gr.Button("研判（Ctrl+Enter）", variant="primary", elem_id="assess")
                clear = gr.Button("清空", elem_id="clear")
            gr.Examples(
                [[s.text, s.region, s.act_from, s.act_to, s.found] for s in SAMPLES],
                [text, region, act_from, act_to, found],
                label="示例案情",
                example_labels=[s.name for s in SAMPLES],
            )
            problem = gr.HTML(elem_id="problem")
        with gr.Step("定性与法律", id=1):
            choice = gr.Radio([], label="识别出的违法行为", elem_id="choice")
            law_html = gr.HTML(elem_id="law-panel")
            to_fine = gr.Button("下一步：免罚与裁量", variant="primary", elem_id="to-fine")
        with gr.Step("免罚与裁量", id=2):
            with gr.Row():
                with gr.Column(scale=3):
                    fine_html = gr.HTML(elem_id="fine-panel")
                with gr.Column(scale=2):
                    answers = questions.build(state)
                    with gr.Row():
                        again = gr.Button("按回答重新研判", variant="primary", elem_id="again")
                        undo = gr.Button("撤销上一次回答", elem_id="undo")
            to_draft = gr.Button("下一步：文书", variant="primary", elem_id="to-draft")
        with gr.Step("文书", id=3):
            kinds = [(k.name, k.id) for k in document_kinds().values()]
            with gr.Row():
                kind = gr.Dropdown(kinds, value="decision", label="文书", elem_id="kind")
                amount = gr.Number(label="拟罚款（元，不填用建议数）", precision=0, minimum=0, elem_id="amount")
            with gr.Accordion("当事人与机关", open=False):
                with gr.Row():
                    name = gr.Textbox(label="当事人名称", elem_id="party-name")
                    uscc = gr.Textbox(label="统一社会信用代码", elem_id="party-uscc")
                    address = gr.Textbox(label="住所")
                    representative = gr.Textbox(label="法定代表人")
                with gr.Row():
                    agency = gr.Textbox(label="作出决定的机关", elem_id="agency")
                    code = gr.Textbox(label="机关代字", elem_id="agency-code")
            make = gr.Button("起草并校验", variant="primary", elem_id="draft")
            with gr.Row():
                downloads = [
                    gr.DownloadButton(f"下载 {s}", visible=False, elem_id=f"download-{s}")
                    for s in ("docx", "pdf", "md", "json")
                ]
            check_html = gr.HTML(elem_id="check-panel")
            document_html = gr.HTML(elem_id="document-panel")

    shown = [state, walk, choice, law_html, fine_html, problem]
    inputs = [text, region, act_from, act_to, found, decide]

    def start(uploaded: Uploaded | None, *values: str) -> tuple[Any, ...]:
        try:
            assessment = _assess(_case(uploaded, *values), house)
        except ShuoliError as error:
            return _refused(error.message)
        return (Shown(assessment), gr.Walkthrough(selected=1), *_panels(assessment, 0), "")

    def reassess(now: Shown | None, selected: int | None, given: dict[str, Any]) -> tuple[Any, ...]:
        if now is None:
            return _refused("请先在第一步填写案情并研判。")
        case = now.assessment.case
        try:
            typed = questions.typed(given, house.knowledge.vocabulary)
            assessment = _assess(case.model_copy(update={"answers": {**case.answers, **typed}}), house)
        except ShuoliError as error:
            gr.Warning(error.message)
            return (gr.skip(),) * len(shown)
        return (Shown(assessment, (*now.earlier, case)), gr.skip(), *_panels(assessment, selected or 0), "")

    def take_back(now: Shown | None, selected: int | None) -> tuple[Any, ...]:
        if now is None or not now.earlier:
            gr.Info("没有可以撤销的回答。")
            return (gr.skip(),) * len(shown)
        assessment = _assess(now.earlier[-1], house)
        return (Shown(assessment, now.earlier[:-1]), gr.skip(), *_panels(assessment, selected or 0), "")

    def pick(now: Shown | None, selected: int | None) -> tuple[Any, Any]:
        if now is None or selected is None:
            return gr.skip(), gr.skip()
        return panels.law_panel(now.assessment, selected), panels.fine_panel(now.assessment, selected, date.today())

    def read(path: str | None) -> tuple[Any, ...]:
        if not path:
            return (gr.skip(),) * 7
        try:
            case = load_case(path) if path.endswith((".yaml", ".yml")) else Case(text=read_document(Path(path)))
        except ShuoliError as error:
            return (*[gr.skip()] * 6, _problem(error.message))
        a, b = case.act or (None, None)
        days = (str(a or ""), str(b or ""), str(case.found or ""))
        return (Uploaded(case), case.text, case.region or gr.skip(), *days, "")

    def write(now: Shown | None, selected: int | None, kind_id: str, yuan: float | None, *form: str) -> tuple[Any, ...]:
        if now is None:
            return (_problem("请先研判案情。"), "", *[gr.skip()] * 4)
        try:
            return _write(_with_form(now.assessment, *form), selected or 0, kind_id, int(yuan) if yuan else None, house)
        except ShuoliError as error:
            return (_problem(error.message), "", *[gr.DownloadButton(visible=False)] * 4)

    go.click(start, [file_case, *inputs], shown, api_visibility="private")
    clear.click(
        lambda: ("", "", "", "", "", "", None, None, ""),
        None,
        [*inputs, file, file_case, problem],
        api_visibility="private",
    )
    file.upload(read, file, [file_case, text, region, act_from, act_to, found, problem], api_visibility="private")
    choice.change(pick, [state, choice], [law_html, fine_html], api_visibility="private")
    again.click(reassess, [state, choice, answers], shown, api_visibility="private")
    undo.click(take_back, [state, choice], shown, api_visibility="private")
    to_fine.click(lambda: gr.Walkthrough(selected=2), None, walk, api_visibility="private")
    to_draft.click(lambda: gr.Walkthrough(selected=3), None, walk, api_visibility="private")
    form = [name, uscc, address, representative, agency, code]
    make.click(
        write, [state, choice, kind, amount, *form], [check_html, document_html, *downloads], api_visibility="private"
    )
    gr.on(
        [region.change, agency.change, code.change],
        lambda r, a, c: {"region": r, "agency": a, "code": c},
        [region, agency, code],
        remembered,
        api_visibility="private",
    )
    gr.context.Context.root_block.load(  # type: ignore[union-attr]
        lambda kept: (kept.get("region", ""), kept.get("agency", ""), kept.get("code", "")),
        remembered,
        [region, agency, code],
        api_visibility="private",
    )


def _case(
    uploaded: Uploaded | None, text: str, region: str, act_from: str, act_to: str, found: str, decide: str
) -> Case:
    if not (text or "").strip():
        raise BadInput("还没有案情。请在左边写明或上传案件事实。")
    act = f"{act_from.strip()}..{(act_to or act_from).strip()}" if (act_from or "").strip() else None
    return service.with_context(_base(uploaded, text), region or "", act, _day(found, "发现日"), _day(decide, "决定日"))


def _base(uploaded: Uploaded | None, text: str) -> Case:
    """The uploaded or sample case this text belongs to, with its party, evidence and procedure; else the text alone."""
    case = case_from_text(text)
    known = [*([uploaded.case] if uploaded else []), *(s.case for s in SAMPLES)]
    return next((k for k in known if k.text.strip() == case.text.strip()), case)


def _day(text: str | None, name: str) -> date | None:
    if not (text or "").strip():
        return None
    try:
        return date.fromisoformat(str(text).strip())
    except ValueError as error:
        raise BadInput(f"{name}“{text}”不是有效的日期。请写成 2026-09-03。") from error


def _assess(case: Case, house: House) -> Assessment:
    return service.assess_case(case, house)[0]


def _panels(assessment: Assessment, selected: int) -> tuple[Any, Any, Any]:
    found = panels.shown(assessment)
    selected = selected if selected < len(found) else 0
    choices = [(f"{f.candidate.violation.name}（{f.candidate.confidence:.0%}）", n) for n, f in enumerate(found)]
    return (
        gr.Radio(choices=choices, value=selected if choices else None),
        panels.law_panel(assessment, selected),
        panels.fine_panel(assessment, selected, date.today()),
    )


def _problem(message: str) -> str:
    from html import escape

    return f'<p class="sl-warn" role="alert">{escape(message)}</p>'


def _refused(message: str) -> tuple[Any, ...]:
    """The outputs of a step that could not be taken: back on the first step, with the reason."""
    return (gr.skip(), gr.Walkthrough(selected=0), gr.skip(), gr.skip(), gr.skip(), _problem(message))


def _with_form(
    assessment: Assessment, name: str, uscc: str, address: str, representative: str, agency: str, code: str
) -> Assessment:
    """The assessment with the party and agency typed into the form; empty fields keep what the case file says."""
    case = assessment.case
    party = {"name": name, "uscc": uscc, "address": address, "representative": representative}
    office = {"name": agency, "code": code}
    updated = case.model_copy(
        update={
            "party": Party.model_validate(case.party.model_dump() | {k: v.strip() for k, v in party.items() if v}),
            "agency": Agency.model_validate(case.agency.model_dump() | {k: v.strip() for k, v in office.items() if v}),
        }
    )
    return assessment.model_copy(update={"case": updated})


def _write(assessment: Assessment, selected: int, kind: str, fine: int | None, house: House) -> tuple[Any, ...]:
    document = service.written(assessment, house, kind, violation=selected, fine=fine)
    report = validate_document(document.text, house.library, house.knowledge, assessment=assessment, kind=kind)
    folder = Path(tempfile.mkdtemp(prefix="shuoli-"))
    files = [save(document, folder / f"{document.name}{suffix}") for suffix in (".docx", ".pdf", ".md")]
    import json

    exported = folder / "研判.json"
    exported.write_text(json.dumps(assessment_json(assessment, report), ensure_ascii=False, indent=2), encoding="utf-8")
    buttons = [gr.DownloadButton(value=str(f), visible=True) for f in (*files, exported)]
    return (panels.report_panel(report), panels.document_panel(document), *buttons)
