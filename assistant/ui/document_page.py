"""文书校验: any finished document, ours or anyone's, uploaded or pasted; with its case where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import BadInput
from assistant.facts.model import Case
from assistant.facts.reading import checked_text, read_document
from assistant.house import open_house
from assistant.service import check_text

from .checking import report_view
from .guard import sentence
from .record import read_file
from .web import good, problem, status


def build() -> None:
    """Lay the tab out inside the current gr.Blocks."""
    kept: gr.State = gr.State(lambda: "")  # the text before it was cleared or replaced by a file
    with gr.Row():
        with gr.Column(scale=3, min_width=420):
            text = gr.Textbox(
                label="文书正文：粘贴，或者从右边上传（txt、md、docx、pdf）",
                lines=10,
                max_lines=16,
                elem_id="document-text",
            )
        with gr.Column(scale=2, min_width=300):
            file = gr.File(
                label="上传文书",
                file_types=[".txt", ".md", ".docx", ".doc", ".pdf"],
                elem_id="document-file",
                height=140,
            )
            case = gr.File(
                label="案件（可不给；给了还核对当事人、日期和数额）",
                file_types=[".yaml", ".yml", ".txt", ".docx", ".pdf"],
                elem_id="document-case",
                height=140,
            )
    with gr.Row():
        go = gr.Button("校验（Ctrl+Enter）", variant="primary", elem_id="check", elem_classes="sl-go", scale=3)
        clear = gr.Button("清空", elem_id="document-clear")
        back = gr.Button("恢复刚才的内容", elem_id="document-restore", visible=False)
    note = gr.HTML(elem_id="document-note")
    result = gr.HTML(elem_id="document-report")

    def read(path: str | None, before: str) -> tuple[Any, ...]:
        if not path:
            return (gr.skip(),) * 4
        try:
            words = read_document(Path(path))
        except Exception as error:
            return gr.skip(), gr.skip(), gr.skip(), problem(sentence(error))
        return words, before, gr.Button(visible=bool(before.strip())), good(f"已读入 {Path(path).name}。")

    def empty(before: str) -> tuple[Any, ...]:
        had = bool(before.strip())
        said = good("已清空。点“恢复刚才的内容”可以找回。") if had else ""
        return "", before, gr.Button(visible=had), said, None, None, ""

    def check(words: str, case_path: str | None) -> Iterator[tuple[Any, Any]]:
        yield status("正在校验……"), gr.skip()
        try:
            yield "", checked(words, read_file(case_path) if case_path else None)
        except Exception as error:
            yield problem(sentence(error)), gr.skip()

    private: dict[str, Any] = {"api_visibility": "private"}
    file.upload(read, [file, text], [text, kept, back, note], **private)
    go.click(check, [text, case], [note, result], show_progress="minimal", **private)
    clear.click(empty, text, [text, kept, back, note, file, case, result], **private)
    back.click(lambda words: (words, gr.Button(visible=False), ""), kept, [text, back, note], **private)


def checked(words: str, case: Case | None) -> str:
    """The report of a text as the page's HTML. Raises BadInput where there is no text, or too much."""
    if not (words or "").strip():
        raise BadInput("还没有文书。请粘贴正文，或者上传 txt、md、docx、pdf 文件。")
    checked_text(words)
    report = check_text(words, case, open_house() if case else None)
    about = "同案件一起核对。" if case else "没有提供案件：只核对文书本身能看出的内容。"
    return report_view(report, words, about)
