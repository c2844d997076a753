"""What the validator promises of any text: sums add up, nothing is skipped or repaired, names are no quotations, it is quick."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.law.money import amounts_in
from assistant.pipeline import House
from assistant.validation.arithmetic import equations
from assistant.validation.identifiers import id_for, id_is_valid, uscc_for, uscc_is_valid
from assistant.validation.model import FAMILIES, Report
from assistant.validation.parts import evidence_of, factor_rows
from assistant.validation.run import validate_document

PIECES = [
    "依据《中华人民共和国生态环境法典》第一千一百零二条，", "违反了《排污许可管理条例》第二条第一款，", "罚款人民币贰万元整（20000元）。",
    "罚款2万余元。", "《某市清洁条例》第三条", "前款", "本法第五条", "（广东规定第五条）", "处二万元以上二十万元以下的罚款；", "2026年2月30日",
    "“当事人有证据足以证明没有过错”", "\n", "总投资500万元", "第九百九十九条", "法释〔2023〕7号第一条第二项", "10%×100万元＝10万元；", "XX万元",
]  # fmt: skip


def checked(text: str, house: House, **more: Any) -> Report:
    return validate_document(text, house.library, house.knowledge, today=date(2026, 11, 22), **more)


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=60, deadline=None)
def test_found_is_verified_plus_failed_plus_unresolved(house: House, pieces: list[str]) -> None:
    text = "".join(pieces)
    report = checked(text, house)
    for tally in (report.citations, report.amounts):
        assert tally.found == tally.verified + tally.failed + tally.unresolved
    assert report.amounts.found == len(amounts_in(text))


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=60, deadline=None)
def test_what_could_not_be_judged_is_named(house: House, pieces: list[str]) -> None:
    report = checked("".join(pieces), house)
    open_citations = [c for c in report.checks if c.id in ("cite.resolved", "cite.covered") and c.status == "warn"]
    open_amounts = [c for c in report.checks if c.id == "fine.judged" and c.status == "warn"]
    assert len(open_citations) == report.citations.unresolved
    assert len(open_amounts) == report.amounts.unresolved


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_text_gets_a_whole_report(house: House, text: str) -> None:
    report = checked(text, house)
    assert {c.family for c in report.checks} <= set(FAMILIES)
    assert len({c.id for c in report.checks}) > 100


def test_a_condition_in_quotation_marks_is_no_quotation(house: House) -> None:
    text = "不符合《中华人民共和国行政处罚法》第三十三条第二款“当事人有证据足以证明没有过错”：不具备。"
    assert not [c for c in checked(text, house).checks if c.family == "quotation" and c.status == "fail"]


def test_rules_of_a_province_are_known_by_their_short_name(house: House) -> None:
    report = checked("查不清的因素按最低档次计算（广东规定第五条）。", house)
    assert (report.citations.found, report.citations.verified) == (1, 1)


def test_an_article_of_a_province_the_corpus_does_not_know_stays_open(house: House) -> None:
    report = checked("依照《广东省生态环境行政处罚自由裁量权规定》第三十九条处理。", house)
    assert report.citations.unresolved == 1


def test_pointing_words_inside_a_right_quotation_are_verified(house: House) -> None:
    article = house.library.article("生态环境法典", 1060)
    text = f"《中华人民共和国生态环境法典》第一千零六十条规定：“{article.text}”"
    assert checked(text, house).citations.failed == 0


@pytest.mark.parametrize(
    ("text", "verified", "failed", "unresolved"),
    [
        ("依据《中华人民共和国生态环境法典》第一千一百零二条，决定罚款二十万元。", 1, 0, 0),
        ("依据《中华人民共和国生态环境法典》第一千一百零二条，决定罚款五千元。", 0, 1, 0),
        ("押金人民币叁万元整（30000元）。", 2, 0, 0),
        ("押金人民币叁万元整（40000元）。", 0, 2, 0),
        ("项目总投资500万元。", 0, 0, 1),
        ("加罚10%×100万元＝10万元。", 1, 0, 1),
    ],
)
def test_amounts_without_a_case(house: House, text: str, verified: int, failed: int, unresolved: int) -> None:
    tally = checked(text, house).amounts
    assert (tally.verified, tally.failed, tally.unresolved) == (verified, failed, unresolved)


def test_both_texts_are_shown_and_nothing_is_repaired(house: House) -> None:
    report = checked("罚款人民币贰万元整（30000元）。", house)
    shown = next(c for c in report.checks if c.id == "fine.capital_equals_digits" and c.status == "fail")
    assert (shown.expected, shown.found) == ("30000元", "贰万元整")


def test_a_quotation_off_by_one_character_shows_the_official_words(house: House) -> None:
    text = "《中华人民共和国行政处罚法》第三十三条第二款规定：“当事人有证据足以证明没有主管过错的，不予行政处罚。”"
    shown = next(c for c in checked(text, house).checks if c.id == "quote.verbatim" and c.status == "fail")
    assert "主观过错" in shown.expected and "主管过错" in shown.found
    assert shown.span is not None and text[slice(*shown.span)] == shown.found


def test_every_finding_points_into_the_document(house: House, clean: dict[str, Any]) -> None:
    sample = clean["c188-code/decision"]
    text = sample.text.replace("六个月内", "三个月内").replace("第一千一百零二条", "第一千一百零三条")
    for result in checked(text, house, assessment=sample.assessment, kind="decision").checks:
        if result.span:
            assert 0 <= result.span[0] < result.span[1] <= len(text)


def test_a_document_takes_less_than_two_hundred_milliseconds(
    house: House, clean: dict[str, Any], cpu_seconds: Callable[..., float], slowness: float
) -> None:
    sample = max(clean.values(), key=lambda s: len(s.text))
    taken = cpu_seconds(lambda: checked(sample.text, house, assessment=sample.assessment, kind=sample.kind), 4)
    assert taken < 0.2 * slowness


def test_a_long_document_stays_quick(
    house: House, clean: dict[str, Any], cpu_seconds: Callable[..., float], slowness: float
) -> None:
    text = clean["c188-code/decision"].text * 10
    assert cpu_seconds(lambda: checked(text, house)) < 5 * slowness


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("百分值＝裁量起点10%＋近二年同类次数（含本次）5%＝15%。", [True]),
        ("罚款＝15%×项目总投资额500万元×5%＝3.75万元。", [True]),
        ("（2万元＋10万元）÷2＝6万元。", [True]),
        ("（2万元＋10万元）÷2＝7万元。", [False]),
        ("即1万元＋5%×(20万元－1万元)＝1.95万元。", [True]),
        ("210000元×19日＝3990000元。", [True]),
        ("Y＝法定最低÷法定最高＝10%。", []),
        ("1,000元×3＝3,000元。", [True]),
    ],
)
def test_sums_are_worked_out_again(text: str, right: list[bool]) -> None:
    assert [e.right for e in equations(text)] == right


def test_tables_are_read_with_tabs_and_with_spaces() -> None:
    for gap in ("\t", " "):
        rows = factor_rows(
            gap.join(["裁量因素", "本案认定", "百分值", "理由"])
            + "\n"
            + gap.join(["区域", "一般区域", "3%", "案卷记载"])
        )
        assert [(r.factor, r.level, str(r.score)) for r in rows] == [("区域", "一般区域", "3")]


def test_evidence_is_read_with_its_four_elements() -> None:
    (item,) = evidence_of(
        "以上事实，有下列证据证明：\n1.现场检查笔录（2份），2026年9月3日由示例市生态环境局制作，证明现场情况；"
    )
    assert (item.name, item.copies, item.provider, item.proves) == (
        "现场检查笔录",
        "（2份）",
        "示例市生态环境局",
        "现场情况",
    )
    assert item.missing == ()


def test_check_digits() -> None:
    assert uscc_is_valid(uscc_for("91440000MA5EXAMP1")) and not uscc_is_valid("91440000MA5EXAMP1X")
    assert id_is_valid("11010519491231002X") and not id_is_valid("110105194912310021")
    assert id_is_valid(id_for("44010019800101001"))


def test_fines_of_several_violations_and_their_total_are_not_taken_for_one(house: House) -> None:
    text = (
        "依据《中华人民共和国生态环境法典》第一千一百零二条，决定对你单位罚款人民币贰拾万元整。依据《中华人民共和国生态环境法典》第一千一百零七条，"
        "决定对你单位罚款人民币壹拾万元整。两项合计罚款人民币叁拾万元整。"
    )
    by_id = {c.id: c.status for c in checked(text, house).checks}
    assert by_id["fine.within_statutory"] == "pass" and by_id["fine.consistent"] == "warn"


def test_the_fine_of_a_person_responsible_is_not_measured_by_the_units_range(house: House) -> None:
    text = "依据《中华人民共和国生态环境法典》第一千一百零二条，决定对你单位罚款人民币贰拾万元整。对直接负责的主管人员罚款人民币壹万元整。"
    report = checked(text, house)
    assert {c.status for c in report.checks if c.id == "fine.within_statutory"} == {"pass"}
    assert report.amounts.unresolved == 1


@pytest.mark.parametrize(("day", "status"), [("2022年3月1日", "warn"), ("2026年3月1日", "fail")])
def test_periods_of_older_rules_are_left_to_the_reader(day: str, status: str, house: House) -> None:
    report = checked(f"你单位可以自收到之日起七日内陈述、申辩。\n{day}", house)
    assert {c.status for c in report.checks if c.id == "rights.statement_days"} == {status}


def test_a_law_older_than_the_library_is_left_open(house: House) -> None:
    report = checked("2020年3月1日检查。依据《中华人民共和国行政处罚法》第五十一条第一项。\n2020年5月1日", house)
    assert (report.citations.failed, report.citations.unresolved) == (0, 1)


@pytest.mark.parametrize(
    ("text", "status"), [("法定代表人：李××", "warn"), ("检查××车间", "fail"), ("罚款XX万元", "fail")]
)
def test_hidden_names_are_told_from_blanks(text: str, status: str, house: House) -> None:
    assert {c.status for c in checked(text, house).checks if c.id == "form.placeholder"} == {status}
