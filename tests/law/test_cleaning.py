"""Repairs of form, on small made-up texts."""

from __future__ import annotations

import pytest

from assistant.law.cleaning import clean_article, clean_heading, clean_line
from assistant.law.splitting import split

LONG = "当事人应当在收到决定书之日起三十日内到指定的代理银行"


@pytest.mark.parametrize(
    ("stored", "clean"),
    [
        ("甲、 乙、丙", "甲、乙、丙"),
        ("自 2026年8月15日起", "自2026年8月15日起"),
        ("利 用", "利用"),
        ("(一)甲；", "（一）甲；"),
        ('称为"排污口"的', "称为“排污口”的"),
        ("浓度超过1Bq/g 的", "浓度超过1Bq/g的"),
        ("toxic waste", "toxic waste"),
        ("情形:", "情形："),
    ],
)
def test_a_line_loses_its_pdf_spaces_and_half_width_marks(stored: str, clean: str) -> None:
    assert clean_line(stored) == clean


@pytest.mark.parametrize(
    ("stored", "lines"),
    [
        (f"{LONG}\n缴纳罚款。", (f"{LONG}缴纳罚款。",)),
        (f"{LONG}。\n逾期不缴纳的，加处罚款。", (f"{LONG}。", "逾期不缴纳的，加处罚款。")),
        ("由下列人员组成：\n主任，\n副主任。", ("由下列人员组成：", "主任，", "副主任。")),
        (f"{LONG}有下列情形之一的\n（一）甲；\n（二）乙。", (f"{LONG}有下列情形之一的", "（一）甲；", "（二）乙。")),
    ],
)
def test_only_lines_broken_inside_a_sentence_are_joined(stored: str, lines: tuple[str, ...]) -> None:
    assert clean_article(stored).lines == lines


def test_headings_and_appendix_are_taken_off_the_end() -> None:
    text = clean_article("本法自公布之日起施行。\n第二编 分 则\n第一分编 通 则")
    assert (text.lines, text.headings) == (("本法自公布之日起施行。",), ("第二编 分则", "第一分编 通则"))
    text = clean_article("税额依照附表执行。\n附：\n税目税额表\n甲 | 1元")
    assert (text.lines, text.appendix) == (("税额依照附表执行。",), "附：\n税目税额表\n甲 | 1元")


def test_a_sentence_about_a_chapter_is_no_heading() -> None:
    assert clean_article("甲。\n第三章的规定适用于本条。").headings == ()
    assert clean_heading("第二章\u3000总　则") == "第二章 总则"


def test_a_line_is_a_paragraph_and_items_belong_to_the_one_before() -> None:
    paragraphs = split(["甲有下列行为：", "（一）子；", "（二）丑。", "乙。"])
    assert [(p.no, p.text, [i.no for i in p.items]) for p in paragraphs] == [
        (1, "甲有下列行为：", [1, 2]),
        (2, "乙。", []),
    ]
    assert paragraphs[0].full == "甲有下列行为：\n（一）子；\n（二）丑。"


def test_a_sentence_the_items_leave_open_is_ended_in_the_same_paragraph() -> None:
    (paragraph,) = split(["有下列情形之一：", "（一）子的；", "（二）丑的，", "处罚款。"])
    assert paragraph.tail == "处罚款。"
    assert paragraph.full.endswith("（二）丑的，\n处罚款。")


def test_text_between_two_items_belongs_to_the_first_of_them() -> None:
    (paragraph,) = split(["有下列权力：", "（一）子；", "子的说明。", "1.子目；", "（二）丑。"])
    assert [i.text for i in paragraph.items] == ["子；\n子的说明。\n1.子目；", "丑。"]


def test_old_statutes_number_items_without_brackets() -> None:
    (paragraph,) = split(["具有下列条件之一的，可以申请：", "一、子；", "二、丑。"])
    assert [(i.no, i.text) for i in paragraph.items] == [(1, "子；"), (2, "丑。")]
    assert len(split(["甲。", "一、子；"])) == 2
