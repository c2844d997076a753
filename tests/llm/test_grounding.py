"""A line of a real document with anything in it changed is found out; the same line in other connecting words is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from sample_case import SAMPLE, TODAY

from assistant.drafting.compose import draft
from assistant.facts.case import load_case
from assistant.law.library import default_library
from assistant.llm.grounding import changes, gives_orders, inventions, misplaced
from assistant.llm.writing import _sections
from assistant.pipeline import House, assess

RESOLVE = default_library().resolve_name
Change = Callable[[str], Iterator[str]]


def _each(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Change:
    """Every way of changing one match."""

    def change(line: str) -> Iterator[str]:
        for match in re.finditer(pattern, line):
            words = new if isinstance(new, str) else new(match)
            yield line[: match.start()] + words + line[match.end() :]

    return change


def _swap_numbers(line: str) -> Iterator[str]:
    found = list(re.finditer(r"\d+", line))
    for a, b in pairwise(found):
        if a.group() != b.group():
            yield line[: a.start()] + b.group() + line[a.end() : b.start()] + a.group() + line[b.end() :]


CHANGES: dict[str, Change] = {
    "another digit": _each(r"\d", lambda m: str((int(m.group()) + 1) % 10)),
    "a negation dropped": _each("不(?=[符予具属构能应])|未|没有|尚无", ""),
    "a negation added": _each("符合|构成|属于|具备|采纳", lambda m: "不" + m.group()),
    "another article": _each("第[一二三四五六七八九十百千]+条", "第九百九十九条"),
    "another law": _each("《[^》]+》", "《中华人民共和国刑法》"),
    "up for down": _each("以上", "以下"),
    "down for up": _each("以下", "以上"),
    "numbers swapped": _swap_numbers,
    "another sign": _each("[＋×]", "－"),
    "may for shall": _each("应当", "可以"),
    "heavier for lighter": _each("从轻|减轻|较轻", "从重"),
    "a quotation changed": _each("“([^”]{4,})”", "“另外的一句话”"),
    "a sentence added": lambda line: iter(
        [line + "当事人已经全额缴清罚款。", line + "本局对此表示歉意并愿意赔偿损失。"]
    ),
    "a half cut off": lambda line: iter([line[: len(line) // 2]]),
}


@pytest.fixture(scope="module")
def lines(plain_house: House) -> list[str]:
    """The lines a model may rephrase, of two kinds of documents."""
    assessment = assess(load_case(SAMPLE), plain_house, TODAY)
    documents = [draft(assessment, kind) for kind in ("decision", "notice")]
    return [d.blocks[i].text for d in documents for _, indices in _sections(d, plain_house.knowledge) for i in indices]


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_a_changed_line_is_found_out(name: str, lines: list[str]) -> None:
    tried = 0
    for line in lines:
        for changed in CHANGES[name](line):
            if changed == line or (name == "a half cut off" and not re.search(r"\d|条", line[len(line) // 2 :])):
                continue
            tried += 1
            assert inventions(changed, [line], RESOLVE) or changes(line, [changed], RESOLVE), (line, changed)
    assert tried or name in ("heavier for lighter", "may for shall", "a quotation changed", "a negation added")


def test_a_line_in_other_connecting_words_stands(lines: list[str]) -> None:
    assert len(lines) >= 6
    for line in lines:
        said = "经审查，" + line
        assert not inventions(said, [line], RESOLVE), line
        assert not changes(line, [said], RESOLVE), line


@pytest.mark.parametrize(
    "told",
    ["执法人员责令该公司立即停止生产。", "该公司没有按照要求设置标志牌。", "当事人称不知道需要办理手续。"],
)
def test_telling_what_happened_gives_no_orders(told: str) -> None:
    assert not gives_orders(told)


def test_a_figure_beside_other_words_is_misplaced() -> None:
    law = "处二万元以上二十万元以下的罚款；情节严重的，处二十万元以上一百万元以下的罚款。"
    assert not misplaced("处二万元以上二十万元以下的罚款。", [law])
    assert misplaced("处二十万元以上二万元以下的罚款。", [law])
    assert misplaced("罚款二万元。", [law])
