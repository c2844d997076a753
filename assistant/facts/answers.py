"""Facts stated by the officer, checked against the vocabulary: a wrong kind or value is named with what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.errors import BadInput
from assistant.knowledge.model import FactKey
from assistant.law.money import parse_amount

from .model import Fact
from .quantities import plain

_YES = {"是", "有", "true", "yes", "y", "1", "对", "已"}
_NO = {"否", "无", "没有", "false", "no", "n", "0", "不是", "未"}


def officer_facts(answers: Mapping[str, Any], vocabulary: Mapping[str, FactKey]) -> tuple[Fact, ...]:
    """The answers as facts of source officer; empty answers (null) are left out. Raises BadInput naming key and remedy."""
    return tuple(
        Fact(key=key, value=checked(key, value, vocabulary), source="officer")
        for key, value in answers.items()
        if value is not None and value != ""
    )


def checked(key: str, value: Any, vocabulary: Mapping[str, FactKey]) -> Any:
    """The value in the kind of its key. Raises BadInput where there is no such key or the value does not fit."""
    definition = vocabulary.get(key)
    if definition is None:
        near = difflib.get_close_matches(key, vocabulary, n=3, cutoff=0.5)
        hint = f"是不是“{'、'.join(near)}”？" if near else ""
        raise BadInput(f"事实词表中没有“{key}”这个键。{hint}请对照 corpus/vocabulary 检查拼写。")
    try:
        return _READ[definition.kind](value, definition)
    except (ValueError, TypeError, InvalidOperation, OverflowError) as error:
        raise BadInput(
            f"事实“{key}”（{definition.label}）的值“{str(value)[:60]}”不合要求，应是{_allowed(definition)}。请改正后再试。"
        ) from error


def _allowed(definition: FactKey) -> str:
    choices = "、".join(definition.choices)
    return {
        "bool": "是或否（true 或 false）",
        "number": f"数字{f'（单位：{definition.unit}）' if definition.unit else ''}",
        "money": "整数元（如 560000，或者写“56万元”）",
        "date": "日期（如 2026-09-03）",
        "choice": f"下列之一：{choices}",
        "choices": f"下列中的一个或几个：{choices}",
        "text": "一段文字",
        "texts": "一段文字或几段文字的列表",
    }[definition.kind]


def _bool(value: Any, definition: FactKey) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(value)


def _number(value: Any, definition: FactKey) -> int | float:
    if isinstance(value, bool):
        raise ValueError(value)
    number = Decimal(str(value).strip().removesuffix(definition.unit or "\0").replace(",", "").strip())
    if not number.is_finite() or abs(number) > 10**15:
        raise ValueError(value)
    return plain(number)


def _money(value: Any, definition: FactKey) -> int:
    if isinstance(value, str) and not value.strip().replace(",", "").isdigit():
        text = value.strip()
        amount: Any = parse_amount(text if text.endswith("元") else text + "元")
    else:
        amount = _number(value, definition)
    if amount < 0 or amount != int(amount):
        raise ValueError(value)
    return int(amount)


def _date(value: Any, definition: FactKey) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value).strip())


def _choice(value: Any, definition: FactKey) -> str:
    text = str(value).strip()
    if isinstance(value, bool) or text not in definition.choices:
        raise ValueError(value)
    return text


def _choices(value: Any, definition: FactKey) -> tuple[str, ...]:
    whole = isinstance(value, str) and value.strip() in definition.choices
    return tuple(dict.fromkeys(_choice(v, definition) for v in ([value] if whole else _listed(value))))


def _text(value: Any, definition: FactKey) -> str:
    if isinstance(value, dict | list | tuple | bool):
        raise ValueError(value)
    return str(value).strip()


def _texts(value: Any, definition: FactKey) -> tuple[str, ...]:
    return tuple(_text(v, definition) for v in _listed(value))


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list | tuple):
        return list(value)
    return (
        [v for v in str(value).replace("，", "、").replace(",", "、").split("、") if v.strip()]
        if isinstance(value, str)
        else [value]
    )


_READ: dict[str, Callable[[Any, FactKey], Any]] = {
    "bool": _bool,
    "number": _number,
    "money": _money,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "text": _text,
    "texts": _texts,
}
