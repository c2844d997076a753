"""The web application: builds the page and serves it. Sends nothing outside this machine."""

from __future__ import annotations

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from assistant.house import open_house

from . import case_page
from .look import CSS, HEAD

MAX_UPLOAD = "20mb"


def blocks() -> gr.Blocks:
    """The whole page."""
    with gr.Blocks(title="说理 · 生态环境执法辅助", analytics_enabled=False) as page:
        gr.HTML(
            '<header class="sl-head"><b>说理</b><span>从案件事实到有据可查的处罚决定。程序只提建议，决定由执法机关作出。</span></header>'
        )
        case_page.build(open_house())
    return page


def launch(host: str, port: int, block: bool = True) -> None:
    """Serve the page until interrupted. Raises OSError (as a Chinese sentence from gradio's port check) if taken."""
    page = blocks().queue(api_open=False)
    page.launch(
        server_name=host,
        server_port=port,
        css=CSS,
        head=HEAD,
        theme=gr.themes.Default(primary_hue="teal", font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        max_file_size=MAX_UPLOAD,
        show_error=False,
        footer_links=[],
        prevent_thread_lock=not block,
        quiet=False,
    )
