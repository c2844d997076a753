"""Macros of templates/web called from code; every value is escaped unless it is Markup."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.law.money import format_yuan
from assistant.paths import data_dir
from assistant.reporting import LIST_STANDING, OUTCOME, STANDING, STATUS


@lru_cache(maxsize=8)
def _module(file: str) -> Any:
    environment = Environment(
        loader=FileSystemLoader(data_dir("templates") / "web"), autoescape=True, undefined=StrictUndefined
    )
    environment.globals.update(
        status={k.value: v for k, v in STATUS.items()},
        outcome=OUTCOME,
        standing=STANDING,
        list_standing=LIST_STANDING,
        yes={True: "需要", False: "不需要", None: "待定"},
        yuan=format_yuan,
    )
    return environment.get_template(file).module


def render(file: str, macro: str, *values: Any) -> str:
    """The macro of a file below templates/web with these values."""
    call: Callable[..., Any] = getattr(_module(file), macro)
    return str(call(*values))


def asset(name: str) -> str:
    """A style sheet or script of the page."""
    return (data_dir("templates") / "web" / name).read_text(encoding="utf-8")


def problem(message: str) -> str:
    """What is wrong, where the officer looks; read out by screen readers."""
    return f'<p class="sl-problem" role="alert">{escape(message)}</p>'


def status(message: str) -> str:
    """What is going on."""
    return f'<p class="sl-busy" role="status" aria-live="polite">{escape(message)}</p>'


def good(message: str) -> str:
    """That something was done."""
    return f'<p class="sl-good" role="status" aria-live="polite">{escape(message)}</p>'


__all__ = ["Markup", "asset", "good", "problem", "render", "status"]
