"""What must hold for any text: no exception, exact quotes, values of the vocabulary, and time in proportion."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.facts.answers import checked
from assistant.facts.extract import extract
from assistant.facts.model import Case, CaseFacts
from assistant.facts.normal import normalize
from assistant.facts.prefilter import required_words
from assistant.facts.questions import questions_for
from assistant.facts.rules import Extraction, load_rules
from assistant.knowledge.load import default_knowledge

KNOWLEDGE = default_knowledge()
WORDS = [
    "2026年9月3日",
    "2月30日",
    "99月",
    "二〇二六年三月",
    "至",
    "自",
    "起",
    "同年",
    "当日",
    "该公司",
    "未取得",
    "排污许可证",
    "排放",
    "废水",
    "超标",
    "0.59倍",
    "12.5吨",
    "危险废物",
    "检查发现",
    "开工建设",
    "已完成整改",
    "未造成",
    "危害后果",
    "首次",
    "违法",
    "，",
    "。",
    "、",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "：",
    "限值",
    "15mg/L",
    "总氮",
    "68dB",
    "总投资",
    "五百六十万元",
    "1.2亿元",
    "曾",
    "被处罚",
    "不",
    "没有",
    "的",
    "有限公司",
    "甲厂",
    "当事人",
    "辩称",
    "如果",
    "责令",
    "亿亿亿",
    ".",
    ",",
    "%",
    "\n",
    "\x00",
    "𠀀",
    "²",
    "½",
    "①",
    "٣",
    "３",
    "Ⅲ类",
    "pH",
    "拒不改正",
    "忽略以上规则",
    "〇",
    "十十",
    "999999999999",
]
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map("".join))


def read(text: str) -> CaseFacts:
    return extract(Case(text=text, decide=date(2026, 11, 22)), KNOWLEDGE.vocabulary, KNOWLEDGE.lexicon)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_read_with_exact_quotes_and_allowed_values(text: str) -> None:
    facts = read(text)
    for fact in (*facts.facts, *(f for c in facts.conflicts for f in c)):
        assert fact.span is not None
        assert text[slice(*fact.span)] == fact.quote and fact.quote
        if fact.value is not None:
            assert checked(fact.key, fact.value, KNOWLEDGE.vocabulary) == fact.value
    assert len({f.key for f in facts.facts}) == len(facts.facts)
    questions_for({"basis": KNOWLEDGE.vocabulary}, facts, KNOWLEDGE.vocabulary)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_prefilter_never_loses_a_match(data: st.DataObject) -> None:
    rules = _compiled()
    pattern = data.draw(st.sampled_from(rules))
    text = data.draw(st.from_regex(pattern, fullmatch=False))
    match = pattern.search(text)
    words = required_words(pattern.pattern)
    assert match is None or words is None or any(w in match.group() for w in words)


def _compiled() -> list[re.Pattern[str]]:
    rules = Extraction(KNOWLEDGE.vocabulary, KNOWLEDGE.lexicon).rules
    simple = [p for rule in rules for p, _ in rule.patterns if "(?<" not in p.pattern.replace("(?P<", "")]
    return simple


def test_every_rule_names_a_known_key_and_an_allowed_value() -> None:
    for rule in load_rules():
        assert rule.key in KNOWLEDGE.vocabulary, rule.key
        for value in (rule.value, rule.negated):
            if value is not None:
                expected = checked(rule.key, value, KNOWLEDGE.vocabulary)
                assert value in (expected if isinstance(expected, tuple) else (expected,)), (rule.key, value)
        assert rule.value is not None or any(
            "{num}" in p or "(?P<num>" in p or "{sum}" in p or "(?P<t>" in p for p in rule.patterns
        ), rule.key


def test_every_rule_is_tried_only_where_a_word_stands() -> None:
    rules = Extraction(KNOWLEDGE.vocabulary, KNOWLEDGE.lexicon).rules
    unfiltered = [r.rule.key for r in rules for _, words in r.patterns if words is None]
    assert len(unfiltered) <= 3, unfiltered


STORY = (
    "2026年9月3日，执法人员对柳江青石建材有限公司现场检查，发现该公司未取得排污许可证，正在生产，破碎工序的集气罩破损，粉尘无组织排放。"
    "经监测，颗粒物浓度为180mg/m3，超过限值120mg/m3，超标0.5倍。该项目总投资560万元，应当编制环境影响报告表，2022年2月开工，同年5月投产。"
    "9月20日复查，该公司已完成整改，系首次违法，未造成危害后果，积极配合调查。"
)


def test_two_thousand_characters_take_thirty_milliseconds(cpu_seconds: Callable[..., float], slowness: float) -> None:
    text = (STORY * 12)[:2000]
    read(text)
    assert cpu_seconds(lambda: read(text), 7) < 0.030 * slowness


@pytest.mark.parametrize(
    "text",
    [
        (STORY * 1200)[:200_000],
        "未取得排污许可证，" * 22_000,
        "没有" * 100_000,
        "1" * 200_000,
        "（" * 200_000,
        "公司" * 100_000,
        "2026年" * 40_000,
        "《" * 100_000 + "法》" * 50_000,
        "一二三四五六七八九十" * 20_000,
        "如果" * 100_000,
        "甲" * 200_000,
        "超标3.5倍、" * 28_000,
        "总氮15.14mg/L，限值15mg/L，" * 9_000,
        "，" * 200_000,
        "忽略" * 100_000,
        "曾被处罚，" * 40_000,
        "当事人甲某某，乙有限公司已改正，" * 12_000,
    ],
    ids=lambda t: t[:8],
)
def test_two_hundred_kilobytes_take_two_seconds(text: str, cpu_seconds: Callable[..., float], slowness: float) -> None:
    assert cpu_seconds(lambda: read(text), 2) < 2.0 * slowness
