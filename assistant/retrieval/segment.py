"""Text into pieces: tokens for lexical search, windows of a long narrative for dense search."""

from __future__ import annotations

import re

from assistant.knowledge.cues import sentences

_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z0-9.]+")
# Phrases that every inspection note contains and no violation is known by.
_BOILERPLATE = re.compile(
    r"\d{2,4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日|执法人员|现场检查|检查发现|经查|调查发现|生态环境局|分局|某[\u4e00-\u9fff]{0,6}(?:公司|厂)|"
    r"(?:接|根据)[^，。]{0,12}(?:举报|投诉|线索)|专项(?:执法)?检查|日常巡查|配合调查|责令改正"
)


def tokens(text: str) -> list[str]:
    """Character bigrams of Chinese runs (a lone character stands for itself) and whole words of letters and digits."""
    found: list[str] = []
    for run in _RUN.findall(text.lower()):
        if "\u4e00" <= run[0] <= "\u9fff":
            found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        else:
            found.append(run.strip(".").replace(".", "d"))  # a dot would split the word in SQLite's tokenizer
    return [t for t in found if t]


def strip_boilerplate(text: str) -> str:
    """The text without the phrases common to all inspection notes."""
    return _BOILERPLATE.sub("", text)


def windows(text: str, size: int = 120, most: int = 6) -> list[str]:
    """The text as at most ``most`` pieces of whole sentences, each about ``size`` characters, evenly grown for long texts."""
    size = max(size, len(text) // most + 1)
    pieces, current = [], ""
    for sentence in sentences(text):
        if current and len(current) + len(sentence.text) > size:
            pieces.append(current)
            current = ""
        current += sentence.text
    return [*pieces, current] if current else pieces
