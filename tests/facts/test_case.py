"""A case comes in from text, files and YAML; days that cannot be, and files outside the folder, are refused."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import BadInput
from assistant.facts.case import case_from_text, load_case, parse_period

STORY = "该厂无证排污。"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-09-01..2026-09-03", (date(2026, 9, 1), date(2026, 9, 3))),
        ("2026-09-03", (date(2026, 9, 3), date(2026, 9, 3))),
        ("2026年9月1日至2026年9月3日", (date(2026, 9, 1), date(2026, 9, 3))),
        ("2026/9/1 ~ 2026/9/3", (date(2026, 9, 1), date(2026, 9, 3))),
    ],
)
def test_period_is_read(text: str, days: tuple[date, date]) -> None:
    assert parse_period(text) == days


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-02-30", "没有“2026-02-30”这一天"),
        ("2026-09-03..2026-09-01", "颠倒"),
        ("昨天", "看不懂"),
        ("2026-09-01..", "看不懂"),
        ("", "看不懂"),
        ("2026-09-01..2026-09-02..2026-09-03", "看不懂"),
    ],
)
def test_period_that_cannot_be_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_period(text)


DAY = date(2026, 9, 3)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"act": (date(2026, 9, 4), date(2026, 9, 5)), "found": DAY}, "晚于发现日"),
        ({"found": DAY, "decide": date(2026, 9, 1)}, "晚于决定日"),
        ({"act": (date(2026, 9, 5), DAY)}, "晚于终了日"),
        ({"found": date(2199, 1, 1)}, "还没有到"),
        ({"found": date(1026, 9, 3)}, "写错"),
    ],
)
def test_days_that_contradict_each_other_are_refused(days: dict, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        case_from_text(STORY, **days)


def test_act_may_go_on_after_it_was_found() -> None:
    case = case_from_text(STORY, act=(date(2026, 9, 1), date(2026, 9, 10)), found=DAY, decide=date(2026, 11, 20))
    assert case.act == (date(2026, 9, 1), date(2026, 9, 10))


def test_text_is_normalised_and_region_kept() -> None:
    case = case_from_text("超标５倍\r\n", region=" 广西 ")
    assert (case.text, case.region) == ("超标5倍", "广西")


@pytest.mark.parametrize("text", ["", "  \n", "\u3000"])
def test_empty_text_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="空的"):
        case_from_text(text)


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_case_yaml_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "case.yaml",
        "facts: 该厂无证排污。\nregion: 广西\nact: 2026-09-01..2026-09-03\nfound: 2026-09-03\n"
        "answers: {first_offence: true}\nparty: {name: 甲公司}\n",
    )
    case = load_case(path, decide=date(2026, 11, 20))
    assert case.text == STORY and case.act == (date(2026, 9, 1), DAY) and case.found == DAY
    assert case.answers == {"first_offence": True} and case.party.name == "甲公司" and case.decide == date(2026, 11, 20)


def test_given_days_outrank_the_yaml(tmp_path: Path) -> None:
    path = write(tmp_path, "case.yaml", "text: 该厂无证排污。\nfound: 2026-09-03\nregion: 广西\n")
    case = load_case(path, region="山西", found=date(2026, 9, 9))
    assert (case.region, case.found) == ("山西", date(2026, 9, 9))


def test_case_yaml_may_name_a_file_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "docs/案情.txt", STORY)
    assert load_case(write(tmp_path, "case.yaml", "file: docs/案情.txt\n")).text == STORY


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/hostname", "docs/../../outside.txt"])
def test_file_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path, "outside.txt", STORY)
    with pytest.raises(BadInput, match="不在它所在的文件夹之内"):
        load_case(write(tmp_path, "inner/case.yaml", f"file: {name}\n"))


def test_link_to_a_file_outside_is_refused(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside.txt", STORY)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "link.txt").symlink_to(outside)
    with pytest.raises(BadInput, match="不在它所在的文件夹之内"):
        load_case(write(tmp_path, "inner/case.yaml", "file: link.txt\n"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("region: 广西\n", "没有案情"),
        ("text: 甲\nfacts: 乙\n", "同时写了"),
        ("facts: {holds_permit: false}\n", "answers"),
        ("text: 甲\nregoin: 广西\n", "没有“regoin”这个字段"),
        ("text: 甲\nfound: 2026-02-30\n", "日期|这一天"),
        ("text: 甲\nact: [2026-09-03, 2026-09-01]\n", "晚于"),
        ("text: [甲\n", "YAML"),
        ("- 甲\n", "键: 值"),
        ("a: &x [1]\nb: *x\ntext: 甲\n", "引用"),
        ("text: 甲\nanswers: 5\n", "answers"),
        ("text: 甲\nparty: {kind: 公司}\n", "party.kind"),
        ("", "键: 值"),
        ("text: ''\n", "没有案情"),
    ],
)
def test_mistakes_in_a_case_yaml_are_named(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        load_case(write(tmp_path, "case.yaml", content))
    assert "请" in caught.value.message and "\n" not in caught.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_case_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode(encoding))))
    assert load_case("-").text == STORY


def test_empty_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(BadInput, match=r"没有文字|空的"):
        load_case("-")
