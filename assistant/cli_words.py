"""The words of the command line in Chinese: help pages, and what is wrong with a command as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_HELP = {
    "Usage: ": "用法：",
    "[OPTIONS] COMMAND [ARGS]...": "命令 [选项]",
    "[OPTIONS]": "[选项]",
    "Arguments:": "参数：",
    "Options:": "选项：",
    "Commands:": "命令：",
    "Show this message and exit.": "显示这段说明。",
    "[required]": "［必填］",
    "<int range>": "<int>      ",
}
_DEFAULT = re.compile(r"\[default:\s+([^\]]*)\]")


class _Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _chinese(super().get_help(ctx))


class _Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _chinese(super().get_help(ctx))


class Commands(typer.Typer):
    """A set of commands whose help is Chinese; a command's line in the list is its docstring up to the example."""

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {
            "cls": _Group,
            "no_args_is_help": True,
            "add_completion": False,
            "pretty_exceptions_enable": False,
            "rich_markup_mode": None,
        }
        super().__init__(**(defaults | options))

    def command(self, name: str | None = None, **options: Any) -> Callable[[Any], Any]:
        def register(function: Any) -> Any:
            told = (function.__doc__ or "").partition("例：")[0].strip()
            given: dict[str, Any] = {"cls": _Command, "short_help": told} | options
            return typer.Typer.command(self, name, **given)(function)

        return register


def _chinese(text: str) -> str:
    for english, words in _HELP.items():
        text = text.replace(english, words)
    return _DEFAULT.sub(r"［默认：\1］", text)


def usage(error: Any) -> str:
    """What is wrong with a command as typed, in Chinese, from the exception of typer's parser."""
    kind, told = type(error).__name__, str(error)
    if kind == "NoSuchOption":
        return f"没有 {error.option_name} 这个选项"
    if kind == "MissingParameter":
        return f"缺少参数 {_parameter(error)}"
    if kind == "BadParameter":
        return f"{_parameter(error)} 的取值不对{_wanted(told)}"
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 后面缺少取值，或者不该带取值"
    if named := re.search(r"No such command '(.*)'", told):
        return f"没有 {named[1]} 这个命令"
    if "Missing command" in told:
        return "没有写命令"
    if extra := re.search(r"unexpected extra arguments?\S* \((.*)\)", told):
        return f"多出了“{extra[1]}”，有空格的内容请加引号"
    return "参数不对"


_WANTED = {
    r"valid integer": "应是整数",
    r"greater than or equal to (\S+)": "应不小于 {}",
    r"less than or equal to (\S+)": "应不大于 {}",
}


def _wanted(told: str) -> str:
    """What the option takes, where the parser's message says so."""
    for pattern, words in _WANTED.items():
        if found := re.search(pattern, told):
            return "：" + words.format(*found.groups())
    return ""


def _parameter(error: Any) -> str:
    param = error.param
    return (getattr(param, "metavar", None) or " / ".join(param.opts)) if param else "参数"
