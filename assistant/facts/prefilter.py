"""Which words a regular expression cannot do without, so that it is only tried where one of them stands.

Works on Python's own parse of the expression; where that is not to be had every sentence is tried.
"""

from __future__ import annotations

import re
from typing import Any

_PARSER: Any = getattr(re, "_parser", None)
_MOST = 48


def required_words(pattern: str) -> frozenset[str] | None:
    """Words of which every match of the pattern holds at least one; None where no such set is known."""
    if _PARSER is None:
        return None
    words = _required(_PARSER.parse(pattern))
    return frozenset(words) if words else None


def _required(sequence: Any) -> set[str] | None:
    """The best set of words among the parts of a sequence."""
    options: list[set[str]] = []
    run: set[str] = {""}
    for node in sequence:
        exact = _exact(node)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = {a + b for a in run for b in exact}
            continue
        options.append(run)
        if exact is not None and len(exact) <= _MOST:
            run = exact
            continue
        run = {""}
        inner = _inner(node)
        if inner:
            options.append(inner)
    options.append(run)
    usable = [words for words in options if words and "" not in words]
    return max(usable, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def _exact(node: Any) -> set[str] | None:
    """All strings a node can match, where they are few; None otherwise."""
    op, value = str(node[0]), node[1]
    if op == "LITERAL":
        return {chr(value)}
    if op in ("ASSERT", "ASSERT_NOT", "AT"):
        return {""}
    if op == "IN":
        literals = {chr(v) for o, v in value if str(o) == "LITERAL"}
        return literals if len(literals) == len(value) and len(literals) <= 8 else None
    if op == "SUBPATTERN" and not value[1] and not value[2]:
        return _exact_sequence(value[3])
    if op == "BRANCH":
        return _union([_exact_sequence(branch) for branch in value[1]])
    if op == "MAX_REPEAT" and tuple(value[:2]) == (0, 1):
        inner = _exact_sequence(value[2])
        return None if inner is None else inner | {""}
    return None


def _exact_sequence(sequence: Any) -> set[str] | None:
    run: set[str] = {""}
    for node in sequence:
        exact = _exact(node)
        if exact is None or len(run) * len(exact) > _MOST:
            return None
        run = {a + b for a in run for b in exact}
    return run


def _inner(node: Any) -> set[str] | None:
    """The words required inside a node that is not exact."""
    op, value = str(node[0]), node[1]
    if op == "SUBPATTERN" and not value[1] and not value[2]:
        return _required(value[3])
    if op == "BRANCH":
        return _union([_required(branch) for branch in value[1]])
    if op in ("MAX_REPEAT", "MIN_REPEAT") and value[0] >= 1:
        return _required(value[2])
    return None


def _union(sets: list[set[str] | None]) -> set[str] | None:
    union: set[str] = set()
    for words in sets:
        if not words:
            return None
        union |= words
    return union if len(union) <= 4 * _MOST else None
