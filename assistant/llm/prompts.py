"""Prompts as files in prompts/: version, purpose, variables and examples in front, Jinja2 below. Text of a case is only data.

A value never becomes part of a template: it is put in as it is, between marks that nobody who wrote it could know.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import Field, ValidationError

from assistant.errors import DataError
from assistant.law.model import Frozen
from assistant.paths import data_dir

_PARTS = re.compile(r"^---\n(?P<head>.*?)\n---\n\[system\]\n(?P<system>.*?)\n\[user\]\n(?P<user>.*)$", re.S)
_LONGEST = 24_000


class Example(Frozen):
    """A set of variables and the answer wanted for them; shown to the model where the prompt asks for examples."""

    given: dict[str, Any]
    answer: dict[str, Any]


class Prompt(Frozen):
    """One prompt file. ``variables`` says what each is; those in ``untrusted`` were written by others and are fenced."""

    name: str
    version: int
    purpose: str
    variables: dict[str, str]
    untrusted: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    system: str = Field(repr=False)
    user: str = Field(repr=False)

    @property
    def label(self) -> str:
        """read_facts@1"""
        return f"{self.name}@{self.version}"

    def render(self, values: Mapping[str, Any], schema: Mapping[str, Any]) -> tuple[str, str]:
        """The system's and the user's message. Raises DataError where a variable is missing or unknown."""
        wrong = set(values) ^ set(self.variables)
        if wrong:
            raise DataError(
                f"提示词 {self.label} 的变量不符：{'、'.join(sorted(wrong))}。请对照 prompts/{self.name}.md 修改。"
            )
        examples = [{"given": e.given, "answer": json.dumps(e.answer, ensure_ascii=False)} for e in self.examples]
        frame = {"schema": json.dumps(schema, ensure_ascii=False), "examples": examples}
        given = {k: fenced(v) if k in self.untrusted else v for k, v in values.items()}
        environment = _environment()
        return (
            environment.from_string(self.system).render(frame | given).strip(),
            environment.from_string(self.user).render(frame | given).strip(),
        )


def fenced(text: str) -> str:
    """Text of others between marks made from it, so that nothing in it can end the fence; cut at 24,000 characters."""
    cut = text[:_LONGEST]
    mark = hashlib.sha256(b"shuoli-fence\0" + cut.encode("utf-8", "replace")).hexdigest()[:12]
    return f"<材料 {mark}>\n{cut}\n</材料 {mark}>"


@lru_cache(maxsize=32)
def load_prompt(name: str) -> Prompt:
    """A prompt by name. Raises DataError where the file is missing or its head is wrong."""
    path = data_dir("prompts") / f"{name}.md"
    try:
        match = _PARTS.match(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"缺少提示词文件 prompts/{name}.md。请重新安装程序。") from error
    if not match:
        raise DataError(f"提示词文件 prompts/{name}.md 的格式不对。请按“--- 头部 --- [system] [user]”书写。")
    try:
        head = yaml.safe_load(match["head"])
        prompt = Prompt.model_validate({**head, "system": match["system"], "user": match["user"]})
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise DataError(f"提示词文件 prompts/{name}.md 的头部有误：{str(error).splitlines()[0]}。请改正。") from error
    return prompt


def all_prompts() -> tuple[Prompt, ...]:
    """Every prompt, by name."""
    return tuple(load_prompt(path.stem) for path in sorted(data_dir("prompts").glob("*.md")))


def used_variables(prompt: Prompt) -> set[str]:
    """The names a prompt's templates use, beside schema and examples."""
    tree = _environment().parse(prompt.system + prompt.user)
    return meta.find_undeclared_variables(tree) - {"schema", "examples"}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False, keep_trailing_newline=False
    )
