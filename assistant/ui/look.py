"""How the page looks and behaves in the browser: templates/web/page.css and page.js."""

from __future__ import annotations

from typing import Any

from .web import asset

CSS = asset("page.css")
HEAD = f"<script>{asset('page.js')}</script>"

SAVE = "(name, text) => { if (text) shuoliSave(name, text); return []; }"
"""Hands a text made by the server to the browser as a file: inputs are the file's name and its text."""


def theme() -> Any:
    """Fonts of the machine only (nothing is fetched), and buttons dark enough for white letters."""
    import gradio as gr

    plain = gr.themes.Default(primary_hue="teal", font=["system-ui", "sans-serif"], font_mono=["monospace"])
    return plain.set(
        button_primary_background_fill="#0f766e",
        button_primary_background_fill_hover="#115e59",
        button_primary_text_color="#ffffff",
        block_label_text_color="#374151",
        block_title_text_color="#374151",
    )
