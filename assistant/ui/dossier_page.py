"""案卷评查: the case record and the papers of one dossier, reviewed by the ministry's rubric."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import BadInput
from assistant.facts.case import load_case
from assistant.house import open_house
from assistant.review.judgments import read_judgments
from assistant.review.model import Review
from assistant.review.papers import SUFFIXES
from assistant.review.report import merged, save_review, score_lines
from assistant.review.rubric import rubric
from assistant.review.run import review_folder

from .files import fresh_folder
from .guard import sentence
from .web import problem, render, status

REPORTS = ("docx", "html", "pdf")


def build() -> None:
    """Lay the tab out inside the current gr.Blocks."""
    with gr.Row():
        case = gr.File(label="案件记录（案件 YAML）", file_types=[".yaml", ".yml"], elem_id="dossier-case", height=140)
        papers = gr.File(
            label="案卷文书（可一次选多个：docx、pdf、txt、md）",
            file_count="multiple",
            file_types=list(SUFFIXES),
            elem_id="dossier-papers",
            height=140,
        )
        with gr.Column(min_width=240):
            kinds = [("按卷内文书认", ""), *((k.name, k.id) for k in rubric().dossiers.values())]
            kind = gr.Dropdown(kinds, value="", label="案卷类型", elem_id="dossier-kind")
            answers = gr.File(
                label="评查意见（可不给；编号: 得分）",
                file_types=[".yaml", ".yml"],
                elem_id="dossier-answers",
                height=140,
            )
    with gr.Row():
        go = gr.Button("评查（Ctrl+Enter）", variant="primary", elem_id="dossier-go", elem_classes="sl-go", scale=2)
        downloads = [gr.DownloadButton(f"下载报告 {s}", visible=False, elem_id=f"dossier-{s}") for s in REPORTS]
    note = gr.HTML(elem_id="dossier-note")
    result = gr.HTML(elem_id="dossier-result")

    def run(case_path: str | None, paths: list[str] | None, kind_id: str, judged: str | None) -> Iterator[Any]:
        hidden = [gr.DownloadButton(visible=False)] * len(REPORTS)
        yield (status("正在阅读案卷、逐项评查……"), gr.skip(), *hidden)
        try:
            review = reviewed(case_path, paths, kind_id, judged)
            yield (status("正在生成报告……"), review_view(review), *hidden)
            folder = fresh_folder()
            files = [save_review(review, folder / f"案卷评查报告.{s}") for s in REPORTS]
            yield ("", gr.skip(), *[gr.DownloadButton(value=str(f), visible=True) for f in files])
        except Exception as error:
            yield (problem(sentence(error)), gr.skip(), *hidden)

    go.click(
        run, [case, papers, kind, answers], [note, result, *downloads], show_progress="minimal",
        api_visibility="private",
    )  # fmt: skip


def reviewed(case_path: str | None, paths: list[str] | None, kind: str = "", judged: str | None = None) -> Review:
    """The review of uploaded files. Raises BadInput where the case record or the papers are missing."""
    if not case_path:
        raise BadInput("还没有案件记录。请上传案件 YAML（在“案件研判”页点“保存案件”可以得到）。")
    if not paths:
        raise BadInput("还没有案卷文书。请上传这件案件的文书。")
    record = load_case(case_path)
    folder = fresh_folder()
    for number, path in enumerate(paths, 1):
        target = folder / Path(path).name
        shutil.copyfile(path, target if not target.exists() else target.with_stem(f"{target.stem}-{number}"))
    judgments = read_judgments(Path(judged)) if judged else None
    try:
        return review_folder(record, folder, open_house(), kind, judgments)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def review_view(review: Review) -> str:
    """Score, lost points with reasons and places, the reviewer's checklist, the papers."""
    return render(
        "dossier.html", "reviewed", review, score_lines(review.score), merged(review.lost), merged(review.open)
    )
