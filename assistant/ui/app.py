"""The web application: builds the page, a module a tab, and serves it. Sends nothing outside this machine."""

from __future__ import annotations

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from assistant.errors import BadConfig

from . import about_page, case_page, document_page, dossier_page, law_page
from .files import KEPT_SECONDS
from .look import CSS, HEAD, theme

MAX_UPLOAD = "20mb"


def blocks() -> gr.Blocks:
    """The whole page."""
    with gr.Blocks(
        title="说理 · 生态环境执法辅助", analytics_enabled=False, delete_cache=(KEPT_SECONDS, KEPT_SECONDS)
    ) as page:
        gr.HTML(
            '<header class="sl-head"><b>说理</b><span>从案件事实到有据可查的处罚决定。程序只提建议，决定由执法机关作出。</span></header>'
        )
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("案件研判", id="case"):
                case_page.build()
            with gr.Tab("文书校验", id="document"):
                document_page.build()
            with gr.Tab("法条与问答", id="law"):
                law_page.build()
            with gr.Tab("案卷评查", id="dossier"):
                dossier_page.build()
            with gr.Tab("关于", id="about") as about:
                about_page.build(about)
    return page


def launch(host: str, port: int, block: bool = True) -> None:
    """Serve the page until interrupted. Raises BadConfig where the address or port cannot be had."""
    page = blocks().queue(api_open=False)
    try:
        _serve(page, host, port, block)
    except OSError as error:
        raise BadConfig(f"{host} 的端口 {port} 用不了，多半已被占用。请换一个端口，例如 --port {port + 1}。") from error


def _serve(page: gr.Blocks, host: str, port: int, block: bool) -> None:
    page.launch(
        server_name=host,
        server_port=port,
        css=CSS,
        head=HEAD,
        theme=theme(),
        max_file_size=MAX_UPLOAD,
        show_error=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        prevent_thread_lock=not block,
        quiet=False,
    )
