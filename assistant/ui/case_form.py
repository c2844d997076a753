"""The first step of 案件研判: facts, region and days; a file or sample brought in, cleared, brought back, saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import gradio as gr

from assistant.facts.model import Case
from assistant.knowledge.load import default_knowledge

from .guard import sentence
from .record import fields_of, read_file, told
from .samples import samples
from .session import Attached, Typed
from .web import good, problem

FILES = [".txt", ".md", ".docx", ".doc", ".pdf", ".yaml", ".yml"]


class Form(NamedTuple):
    """The parts that the walk needs. ``inputs`` in the order of ``record.case_of``."""

    inputs: tuple[Any, ...]
    region: Any
    attached: Any
    go: Any
    save: Any
    note: Any


def build() -> Form:
    """Lay the step out inside the current gr.Step."""
    attached: gr.State = gr.State(lambda: None)
    typed: gr.State = gr.State(lambda: None)
    with gr.Row():
        with gr.Column(scale=3, min_width=420):
            text = gr.Textbox(
                label="案情事实（时间、地点、谁、做了什么、检查看到什么、监测结果）",
                lines=20,
                max_lines=40,
                elem_id="facts",
                autofocus=True,
            )
        with gr.Column(scale=2, min_width=300):
            places = ["", *default_knowledge().data("regions.yaml")]
            region = gr.Dropdown(
                places, value="", label="案发地（可填写城市；浏览器会记住）", allow_custom_value=True, elem_id="region"
            )
            with gr.Row():
                act_from = gr.Textbox(label="行为开始日", placeholder="2026-09-01", elem_id="act-from", min_width=120)
                act_to = gr.Textbox(label="行为终了日", placeholder="同一天可不填", elem_id="act-to", min_width=120)
            with gr.Row():
                found = gr.Textbox(label="发现日", placeholder="2026-09-03", elem_id="found", min_width=120)
                decide = gr.Textbox(label="决定日", placeholder="不填按今天", elem_id="decide", min_width=120)
            file = gr.File(
                label="上传案情（txt、docx、pdf）或者保存过的案件（yaml）",
                file_types=FILES,
                elem_id="upload",
                height=140,
            )
    inputs = (text, region, act_from, act_to, found, decide)
    note = gr.HTML(elem_id="problem")
    with gr.Row():
        go = gr.Button("研判（Ctrl+Enter）", variant="primary", elem_id="assess", elem_classes="sl-go", scale=3)
        save = gr.Button("保存案件", elem_id="save-case")
        clear = gr.Button("清空", elem_id="clear")
        back = gr.Button("恢复刚才的内容", elem_id="restore", visible=False)
    with gr.Accordion("示例案情（可用于培训）", open=True, elem_id="samples"), gr.Row():
        for sample in samples():
            button = gr.Button(sample.name, size="sm", min_width=150)
            button.click(
                _bring(sample.case),
                [attached, *inputs],
                [*inputs, attached, typed, back, note],
                api_visibility="private",
            )

    def read(path: str | None, now: Attached | None, *values: str) -> tuple[Any, ...]:
        if not path:
            return (gr.skip(),) * 10
        try:
            case = read_file(path)
        except Exception as error:
            return (*[gr.skip()] * 9, problem(sentence(error)))
        return _brought(case, now, values)

    def empty(now: Attached | None, *values: str) -> tuple[Any, ...]:
        kept = Typed(values, now)
        return (*[""] * 6, None, kept, gr.Button(visible=True), good("已清空。点“恢复刚才的内容”可以找回。"), None)

    def restore(kept: Typed | None) -> tuple[Any, ...]:
        if kept is None:
            return (gr.skip(),) * 10
        return (*kept.values, kept.attached, None, gr.Button(visible=False), good("已恢复。"))

    private: dict[str, Any] = {"api_visibility": "private"}
    everything = [*inputs, attached, typed, back, note]
    file.upload(read, [file, attached, *inputs], everything, **private)
    clear.click(empty, [attached, *inputs], [*everything, file], **private)
    back.click(restore, typed, everything, **private)
    return Form(inputs, region, attached, go, save, note)


def _bring(case: Case) -> Callable[..., tuple[Any, ...]]:
    def bring(now: Attached | None, *values: str) -> tuple[Any, ...]:
        return _brought(case, now, values)

    return bring


def _brought(case: Case, now: Attached | None, values: tuple[str, ...]) -> tuple[Any, ...]:
    """The form filled from a case; what stood there before can be brought back."""
    text, region, *days = fields_of(case)
    before = Typed(tuple(values), now) if (values[0] or "").strip() else None
    about = told(case)
    said = good(
        f"已载入案件：{about}。修改案情后这些资料仍然沿用；换一件案件请先清空。" if about else "已读入案情文字。"
    )
    return (
        text, region or gr.skip(), *days, Attached(case), before, gr.Button(visible=before is not None), said,
    )  # fmt: skip
