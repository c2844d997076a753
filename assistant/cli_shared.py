"""What the commands share: days and batches read, JSON and files written, the options that several of them take."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import BadInput, ShuoliError
from assistant.terminal import say

if TYPE_CHECKING:
    from assistant.pipeline import House

Json = Annotated[bool, typer.Option("--json", help="只在标准输出打印一个 JSON 文档。")]
On = Annotated[str | None, typer.Option("--on", help="以哪一天有效的法律为准，如 2026-09-03。")]


def day(text: str | None, name: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{name} 的日期“{text}”不成立。请写成 2026-09-03 这样的形式。") from error


def asked(house: House, no_llm: bool) -> House:
    """The house as asked for: with --no-llm no language model is used, whatever the settings say."""
    return house.without_model() if no_llm else house


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"读不出批量文件“{path}”。请确认文件存在，并存为 UTF-8 编码的 JSONL。") from error
    if not text.strip():
        raise BadInput(f"批量文件“{path}”是空的。请每行写一个 JSON 对象。")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line


def write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"写不出文件“{path}”。请检查文件夹是否存在、是否可写。") from error
    say(f"已写出：{path}")


def batch(lines: list[tuple[int, str]], one: Callable[[dict[str, Any]], Any]) -> None:
    """One JSON object a line in and out, in order; a bad line is answered with its error and the rest is done."""
    for number, line in lines:
        name: Any = number
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise BadInput("这一行不是 JSON 对象。")
            name = row.get("id", number)
            answer = {"id": name} | one(row)
        except json.JSONDecodeError:
            answer = {"id": name, "error": "这一行不是有效的 JSON。"}
        except ShuoliError as error:
            answer = {"id": name, "error": error.message}
        except Exception as error:
            answer = {"id": name, "error": f"程序内部错误（{type(error).__name__}）"}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
