"""Writes a Document as docx (layout of official documents, GB/T 9704), pdf, or Markdown, by the suffix of the file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from assistant.errors import BadInput

from .blocks import Document
from .markdown import to_markdown
from .page import html_blocks, to_html, to_pdf
from .word import to_docx

__all__ = ["html_blocks", "save", "to_html", "to_markdown"]


def save(document: Document, path: Path) -> Path:
    """Write the document; the file appears whole or not at all. Raises BadInput for an unknown suffix."""
    writers: dict[str, Callable[[Document, Path], None]] = {".docx": to_docx, ".pdf": to_pdf, ".md": _markdown}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise BadInput(f"不能写成“{path.suffix or path.name}”格式。请把输出文件的后缀改为 .docx、.pdf 或 .md。")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    try:
        writer(document, Path(name))
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _markdown(document: Document, path: Path) -> None:
    path.write_text(to_markdown(document), encoding="utf-8")
