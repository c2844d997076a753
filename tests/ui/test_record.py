"""The first step's form: what is typed, with the record that came with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import BadInput
from assistant.facts.case import load_case
from assistant.facts.model import Case
from assistant.paths import data_dir
from assistant.ui.record import belongs, case_of, fields_of, read_file, sum_of, told, with_form
from assistant.ui.session import Attached

SAMPLE = data_dir("evals") / "samples" / "无证排污（法典施行后）.yaml"
DAYS = ("2026-08-20", "2026-09-03", "2026-09-03", "")


@pytest.fixture(scope="module")
def sample() -> Case:
    return load_case(SAMPLE)


def test_the_form_filled_from_a_case_gives_that_case_back(sample: Case) -> None:
    assert case_of(Attached(sample), *fields_of(sample)) == sample


def test_an_edited_text_keeps_the_record(sample: Case) -> None:
    edited = sample.text.replace("示例市", "") + "另查明，该公司于9月20日补办了申请。"
    case = case_of(Attached(sample), edited, "广东", *DAYS)
    assert case.party == sample.party and case.evidence == sample.evidence
    assert case.text.endswith("补办了申请。")


def test_another_text_does_not_take_over_the_record_of_the_case_before(sample: Case) -> None:
    other = "2026年10月9日，执法人员检查某养殖场，畜禽粪便没有经过处理，直接排入河沟。"
    assert not belongs(other, sample)
    case = case_of(Attached(sample), other, "广东", "2026-10-09", "", "2026-10-09", "")
    assert case.party.name == "" and case.evidence == () and case.answers == {}


def test_days_cleared_in_the_form_are_gone(sample: Case) -> None:
    case = case_of(Attached(sample), sample.text, "广东", "", "", "", "")
    assert (case.act, case.found, case.decide) == (None, None, None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (("", "", "", "", "", ""), "还没有案情"),
        (("排放废水", "", "2026-13-01", "", "", ""), "行为开始日“2026-13-01”"),
        (("排放废水", "", "2026-09-03", "2026-09-01", "", ""), "颠倒"),
        (("排放废水", "", "", "2026-09-01", "", ""), "行为开始日"),
        (("排放废水", "", "", "", "昨天", ""), "发现日“昨天”"),
        (("排放废水", "", "", "", "2026-09-03", "2026-09-01"), "决定日"),
    ],
)
def test_a_wrong_field_is_named(fields: tuple[str, ...], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        case_of(None, *fields)  # type: ignore[arg-type]


def test_a_day_may_be_written_as_people_write_it() -> None:
    case = case_of(None, "某公司外排废水。", "", "2026年9月1日", "2026/9/3", "", "")
    assert case.act == (date(2026, 9, 1), date(2026, 9, 3))


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("", None),
        (None, None),
        ("200000", 200_000),
        ("200,000", 200_000),
        ("20万元", 200_000),
        ("20万", 200_000),
        ("贰拾万元整", 200_000),
    ],
)
def test_a_sum_is_read_as_written(text: str | None, yuan: int | None) -> None:
    assert sum_of(text) == yuan


@pytest.mark.parametrize("text", ["很多", "-5", "0", "10万元到20万元"])
def test_no_sum_is_guessed(text: str) -> None:
    with pytest.raises(BadInput, match="看不懂"):
        sum_of(text)


def test_the_form_outranks_the_record_and_empty_fields_do_not(sample: Case) -> None:
    case = with_form(sample, " 甲公司 ", "", "", "", "某市生态环境局", "")
    assert (case.party.name, case.party.uscc, case.agency.name) == ("甲公司", sample.party.uscc, "某市生态环境局")
    assert case.agency.code == sample.agency.code


def test_what_a_record_holds_is_told(sample: Case) -> None:
    assert "证据 5 件" in told(sample) and "办案程序记录" in told(sample)
    assert told(Case(text="某公司外排废水。")) == ""


def test_a_file_of_facts_and_a_case_file_are_both_read(tmp_path: Path, sample: Case) -> None:
    path = tmp_path / "案情.txt"
    path.write_bytes("某公司没有取得排污许可证，外排废水。".encode("gbk"))
    assert read_file(str(path)).text == "某公司没有取得排污许可证，外排废水。"
    assert read_file(str(SAMPLE)) == sample
