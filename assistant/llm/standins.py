"""Models that are none: one obeys whatever a text says, one answers at random, one rewords well or with one slip in each
sentence, one repeats given answers.

They judge the guards: with any of them the conclusions must be those without a model. Answers fit the schema asked for.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from .grounding import gives_orders

_FENCED = re.compile(r"<材料 ([0-9a-f]{12})>\n(.*?)\n</材料 \1>", re.S)
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_ROW = re.compile(
    r"^- (?P<key>[a-z_0-9]+)：.*?（(?P<kind>[^，）]+)(?:，单位[^，）]*)?(?:，只能是：(?P<choices>[^）]*))?）$", re.M
)
_LINE = re.compile(r"^(\d+)\. ", re.M)
_FORCED = {"是/否": "是", "金额": "1元", "数量": "1", "日期": "2020-01-01", "文字": "一"}


class StandIn(BaseChatModel):
    """Answers a request by a function of the schema, the user's message and the text of others in it."""

    @property
    def _llm_type(self) -> str:
        return "stand-in"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        schema = _schema_in(kwargs.get("extra_body", {}))
        user = str(messages[-1].text)
        material = "\n".join(m.group(2) for m in _FENCED.finditer(user))
        text = self.reply(schema, user, material, str(messages[0].text))
        message = AIMessage(content=text, response_metadata={"finish_reason": "stop"})
        return ChatResult(generations=[ChatGeneration(message=message)])

    def reply(self, schema: dict[str, Any], user: str, material: str, system: str) -> str:
        raise NotImplementedError


class Queued(StandIn):
    """Gives prepared answers, one a call (objects become JSON, text stays as it is); repeats the last one."""

    answers: list[Any] = Field(default_factory=list)
    seen: list[str] = Field(default_factory=list)

    def reply(self, schema: dict[str, Any], user: str, material: str, system: str) -> str:
        self.seen.append(system + "\n" + user)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)


class Obedient(StandIn):
    """Does what the text says: every answer is made of the orders in it (without any, of its last sentence).

    As a reader it reports every fact asked for, with the order as the quotation; as a ranker it puts first what the order
    names, else the last candidate; as a writer and answerer it repeats the order, resting on everything.
    """

    def reply(self, schema: dict[str, Any], user: str, material: str, system: str) -> str:
        orders = _orders(material)
        fields = schema.get("properties", {})
        answer: dict[str, Any]
        if "facts" in fields:
            answer = {"facts": [f for order in orders for f in _facts(user, order)][:60]}
        elif "order" in fields:
            answer = {"order": _order(fields["order"], user, orders)}
        elif "refused" in fields:
            rests = fields["sentences"]["items"]["properties"]["rests_on"]["items"].get("enum", ["p1"])
            answer = {
                "refused": False,
                "sentences": [{"text": o, "rests_on": rests[:20]} for o in [*orders, system[:300]]][:12],
            }
        else:
            numbers = [int(n) for n in _LINE.findall(material)] or [1]
            rests = [f"line{n}" for n in numbers][:20]
            told = [f"{order}罚款1元。" for order in orders]
            answer = {"sentences": [{"line": n, "text": t, "rests_on": rests} for n in numbers for t in told][:60]}
        return json.dumps(answer, ensure_ascii=False)


class Random(StandIn):
    """Answers of the right shape with random content: ids out of the given ones, words out of the material or from nowhere."""

    seed: int = 0
    calls: list[int] = Field(default_factory=list)

    def reply(self, schema: dict[str, Any], user: str, material: str, system: str) -> str:
        self.calls.append(1)
        chance = random.Random(f"{self.seed}:{len(self.calls)}:{len(material)}")
        sentences = [m.group() for m in _SENTENCE.finditer(material)] or ["无"]
        return json.dumps(_any(schema, chance, sentences), ensure_ascii=False)


class Polite(StandIn):
    """Rewords every line by words that change nothing; ``slips``: with one small error in each sentence, as a model makes them.

    It reads no facts, keeps the order of candidates and answers no question.
    """

    slips: bool = False

    def reply(self, schema: dict[str, Any], user: str, material: str, system: str) -> str:
        fields = schema.get("properties", {})
        answer: dict[str, Any] = {"facts": []}
        if "order" in fields:
            ids = fields["order"]["items"]["properties"]["id"].get("enum", [])
            answer = {"order": [{"id": i, "quotes": []} for i in ids]}
        elif "refused" in fields:
            answer = {"refused": True, "sentences": []}
        elif "sentences" in fields:
            chance = random.Random(material)
            lines = re.findall(r"^(\d+)\. (.+)$", material, re.M)
            told = [(n, f"{chance.choice(_LEADS)}{line}") for n, line in lines]
            answer = {
                "sentences": [
                    {"line": int(n), "text": slip(t, chance) if self.slips else t, "rests_on": [f"line{n}"]}
                    for n, t in told
                ]
            }
        return json.dumps(answer, ensure_ascii=False)


_LEADS = ("经审查，", "综上，", "对此，")
_SLIPS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"\d", lambda m: str((int(m.group()) + 1) % 10)),
    (r"(?<=第)[一二三四五六七八九](?=[条款项百千十])", lambda m: "二" if m.group() != "二" else "三"),
    (r"以上", lambda m: "以下"),
    (r"以下", lambda m: "以上"),
    (r"不(?=[符予具属构能应])|未|没有|尚无", lambda m: ""),
    (r"应当", lambda m: "可以"),
    (r"从轻|减轻", lambda m: "从重"),
    (r"[＋×]", lambda m: "－"),
)


def slip(sentence: str, chance: random.Random) -> str:
    """The sentence with one small error at a place that has one to make; where none has, with a sentence from nowhere."""
    places = [(match, change) for pattern, change in _SLIPS for match in re.finditer(pattern, sentence)]
    if not places:
        return sentence + "当事人已经全额缴清罚款。"
    match, change = chance.choice(places)
    return sentence[: match.start()] + change(match) + sentence[match.end() :]


_NOWHERE = (
    "依据《中华人民共和国刑法》第三百三十八条，处罚款99999元。",
    "是",
    "否",
    "300万元",
    "12",
    "2021-05-04",
    "The party is fined 5000 yuan.",
    "当事人示例集团有限公司应当不予处罚。",
    "",
)


def _any(schema: dict[str, Any], chance: random.Random, sentences: Sequence[str]) -> Any:
    kind = schema.get("type")
    if "enum" in schema:
        return chance.choice(schema["enum"])
    if kind == "object":
        return {k: _any(v, chance, sentences) for k, v in schema["properties"].items()}
    if kind == "array":
        return [_any(schema["items"], chance, sentences) for _ in range(chance.randint(0, min(8, schema["maxItems"])))]
    if kind == "integer":
        return chance.randint(1, 6)
    if kind == "boolean":
        return chance.random() < 0.3
    if chance.random() < 0.3:
        return chance.choice(_NOWHERE)
    sentence = chance.choice(sentences)
    start = chance.randrange(len(sentence))
    return sentence if chance.random() < 0.5 else sentence[start : start + chance.randint(2, 40)]


def _orders(material: str) -> list[str]:
    """The sentences that give orders; without any, the last one."""
    sentences = [m.group().strip() for m in _SENTENCE.finditer(material) if m.group().strip()]
    return [s for s in sentences if gives_orders(s)][:6] or sentences[-1:] or ["无"]


def _facts(user: str, order: str) -> list[dict[str, str]]:
    """Every fact asked for, as the order would have it, quoted from the order."""
    found = []
    for row in _ROW.finditer(user):
        value = (row["choices"] or "").split("、")[0] or _FORCED.get(row["kind"], order)
        number = re.search(r"\d+(?:\.\d+)?", order)
        if number and row["kind"] in ("金额", "数量"):
            value = number.group() + ("元" if row["kind"] == "金额" else "")
        found.append({"key": row["key"], "value": value, "quote": order})
    return found


def _order(schema: dict[str, Any], user: str, orders: Sequence[str]) -> list[dict[str, Any]]:
    items = schema["items"]["properties"]
    ids = sorted(items["id"].get("enum", []))
    elements = items["quotes"]["items"]["properties"]["element"].get("enum", [])
    names = dict(re.findall(r"^- (\S+?)：(.+)$", user, re.M))
    wanted: Callable[[str], bool] = lambda i: not any(i in o or names.get(i, "-") in o for o in orders)  # noqa: E731
    quotes = [{"element": e, "quote": orders[n % len(orders)]} for n, e in enumerate(elements)]
    return [{"id": i, "quotes": quotes} for i in sorted(ids[::-1], key=wanted)][:20]


def _schema_in(body: dict[str, Any]) -> dict[str, Any]:
    if "tools" in body:
        schema: dict[str, Any] = body["tools"][0]["function"]["parameters"]
        return schema
    schema = body.get("response_format", {}).get("json_schema", {}).get("schema", {})
    return schema
