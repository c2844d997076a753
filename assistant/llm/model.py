"""What a call to a model is and what became of it; the shapes a model's answer must have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Trouble(StrEnum):
    """Why a call gave nothing that could be used."""

    OFF = "off"
    OPEN = "open"  # the circuit breaker is open
    BUDGET = "budget"
    LEAK = "leak"
    DOWN = "down"
    SLOW = "slow"
    BUSY = "busy"
    SERVER = "server"
    REFUSED = "refused"
    KEY = "key"
    EMPTY = "empty"
    ENDLESS = "endless"
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    SHAPE = "shape"
    BROKEN = "broken"


SAID: dict[Trouble, str] = {
    Trouble.OFF: "设置禁止向语言模型发送内容",
    Trouble.OPEN: "语言模型刚才连续失败，暂停使用一分钟",
    Trouble.BUDGET: "语言模型的用量或时间已到上限",
    Trouble.LEAK: "个人信息没有遮盖干净，没有发送",
    Trouble.DOWN: "连不上语言模型",
    Trouble.SLOW: "语言模型没有在限定时间内回答",
    Trouble.BUSY: "语言模型忙（429）",
    Trouble.SERVER: "语言模型服务出错",
    Trouble.REFUSED: "语言模型服务不接受这种请求（可用 shuoli llm check 查看该用哪种结构化方式）",
    Trouble.KEY: "语言模型的密钥不对",
    Trouble.EMPTY: "语言模型没有回答任何内容",
    Trouble.ENDLESS: "语言模型的回答没完没了，已经截断",
    Trouble.TRUNCATED: "语言模型的回答没有写完",
    Trouble.MALFORMED: "语言模型的回答不是有效的 JSON",
    Trouble.SHAPE: "语言模型的回答不符合要求的结构",
    Trouble.BROKEN: "与语言模型的通信中断",
}
"""Each trouble as the officer reads it."""


class ModelTrouble(Exception):
    """A call that gave nothing. Never leaves this package: the deterministic result stands, with a notice."""

    def __init__(self, trouble: Trouble, detail: str = "", wait: float | None = None) -> None:
        super().__init__(f"{trouble}: {detail}")
        self.trouble, self.detail, self.wait = trouble, detail[:300], wait


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, str_max_length=4000)


class ReadFact(_Answer):
    """One fact as a model says it stands in the text."""

    key: str
    value: str
    quote: str


class ReadFacts(_Answer):
    """Job (a)."""

    facts: tuple[ReadFact, ...] = Field(max_length=60)


class ElementQuote(_Answer):
    """The words that show one element."""

    element: str
    quote: str


class Ranked(_Answer):
    """One candidate in its place."""

    id: str
    quotes: tuple[ElementQuote, ...] = Field(default=(), max_length=20)


class Ranking(_Answer):
    """Job (b): the candidates, the most fitting first."""

    order: tuple[Ranked, ...] = Field(max_length=20)


class PhrasedSentence(_Answer):
    """One sentence in place of a line, and what it rests on."""

    line: int
    text: str
    rests_on: tuple[str, ...] = Field(default=(), max_length=20)


class Phrased(_Answer):
    """Job (c)."""

    sentences: tuple[PhrasedSentence, ...] = Field(max_length=60)


class AnsweredSentence(_Answer):
    """One sentence of an answer, and the provisions it rests on."""

    text: str
    rests_on: tuple[str, ...] = Field(default=(), max_length=20)


class Answered(_Answer):
    """Job (d). ``refused``: the provisions do not answer the question."""

    refused: bool = False
    sentences: tuple[AnsweredSentence, ...] = Field(max_length=12)


@dataclass(frozen=True)
class Call:
    """One question to a model: which prompt, with what, and the shape of the answer.

    ``choices`` narrows string fields of the schema, by their name, to the ids that were given.
    """

    job: str
    values: Mapping[str, Any]
    shape: type[_Answer]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def schema_of(call: Call) -> dict[str, Any]:
    """The JSON schema of a call's answer, self-contained, every field required, with the given ids as the only choices."""
    raw = call.shape.model_json_schema()
    definitions = raw.pop("$defs", {})

    def plain(node: Any, name: str = "") -> Any:
        if isinstance(node, list):
            return [plain(n) for n in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return plain(definitions[node["$ref"].rsplit("/", 1)[1]], name)
        kept = {k: v for k, v in node.items() if k not in ("title", "default", "description", "maxLength")}
        if kept.get("type") == "object":
            fields = {k: plain(v, k) for k, v in kept.get("properties", {}).items()}
            return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
        if kept.get("type") == "array":
            return {"type": "array", "items": plain(kept["items"], name), "maxItems": kept.get("maxItems", 20)}
        if kept.get("type") == "string" and call.choices.get(name):
            return {"type": "string", "enum": list(call.choices[name])}
        return kept

    schema: dict[str, Any] = plain(raw)
    return schema
