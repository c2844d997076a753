"""Common questions of procedure and general rules: a period of corpus/procedure.yaml, then the provisions themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.law.model import Provision
from assistant.pipeline import House

from .guide import Topic
from .model import Sentence, quote
from .penalties import cited

_FROM = {
    "found": "发现违法线索之日",
    "filed": "立案之日",
    "notice": "收到告知之日",
    "rectification": "责令改正决定送达之日",
    "decided": "作出决定之日",
    "served": "收到处罚决定书之日",
    "transfer": "作出移送决定之日",
    "litigation": "起诉期限届满之日",
}
_UNITS = {"workdays": "个工作日", "days": "日", "months": "个月"}


def about_topic(topic: Topic, on: date, house: House) -> list[Sentence]:
    """The sentences on a topic as the law stood on ``on``; empty where none of its provisions was in force."""
    provisions = [p for words in topic.cites if (p := cited(words, on, house.library))]
    if not provisions:
        return []
    period = next((p for p in house.knowledge.data("procedure.yaml")["periods"] if p["id"] == topic.period), None)
    said = [_period(period, provisions)] if period else []
    return said + [quote(p) for p in provisions]


def _period(period: dict[str, Any], provisions: list[Provision]) -> Sentence:
    """当事人申请听证期满：自收到告知之日起5个工作日。"""
    text = f"{period['what']}：自{_FROM.get(period['from'], '起算之日')}起{period['count']}{_UNITS[period['unit']]}"
    for extension in period.get("extensions", ()):
        text += f"，{extension['why']}可以延长{extension['count']}日"
    text += f"（{period['note']}）" if period.get("note") else ""
    return Sentence(text=text + "。", cites=tuple(provisions))
