"""The whole review: kinds chosen, folders read, the reviewer's answers, the report, the command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import docx
import pytest

from assistant.drafting.compose import draft
from assistant.drafting.export import save
from assistant.errors import BadInput
from assistant.facts.case import load_case
from assistant.review.judgments import read_judgments
from assistant.review.report import merged, review_document, review_json, review_text, save_review
from assistant.review.run import review_folder

from .conftest import FILES, SAMPLES, TODAY, house, line, paper, reviewed, sample


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("after", "general"),
        ("exempt", "no-penalty"),
        ("daily", "daily"),
        ("detention", "detention"),
        ("crime", "crime"),
        ("demand", "general"),
    ],
)
def test_the_kind_of_a_dossier_is_read_from_its_papers(name: str, kind: str) -> None:
    assert reviewed(name).kind == kind


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(BadInput, match=r"可用的有：.*general"):
        reviewed("after", kind="别的")


def test_the_range_closes_on_one_number_when_the_reviewer_has_judged_everything(tmp_path: Path) -> None:
    first = reviewed("after")
    said = [f"{x.key}: {'不成立' if x.key.startswith('V') else '得分'}" for x in first.open]
    path = tmp_path / "意见.yaml"
    path.write_text("\n".join(said), encoding="utf-8")
    found = reviewed("after", judgments=read_judgments(path))
    assert found.open == () and found.score.total == first.score.highest == found.score.lowest
    assert line(found, "V1").by == "评查人员"


def test_a_reviewer_may_give_part_of_the_points_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "意见.yaml"
    path.write_text("案件调查报告.2: {得分: 1.5, 理由: 次数没有写}\nV5: 成立\n", encoding="utf-8")
    found = reviewed("after", judgments=read_judgments(path))
    assert (line(found, "案件调查报告.2").score, line(found, "案件调查报告.2").why) == (1.5, "次数没有写")
    assert found.score.total == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("案件调查报告.2: {得分: 3}", "标准分只有 2 分"),
        ("没有的.1: 得分", "不是本类案卷"),
        ("V1: 大概", "看不懂"),
        ("- V1", "应是"),
        ("V1: [", "不是有效的 YAML"),
    ],
)
def test_answers_that_cannot_be_used_are_refused_in_one_sentence(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "意见.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=words):
        reviewed("after", judgments=read_judgments(path))


def test_text_report_tells_range_losses_places_and_checklist() -> None:
    text = review_text(reviewed("after"))
    assert "案卷得分尚未确定" in text and "任一项成立全卷0分" in text
    assert "[B4]" in text and "没有《行政处罚决定书》的送达回证" in text
    assert "核对清单" in text and "[V1]" in text


def test_alarms_stand_first_in_the_checklist() -> None:
    found = reviewed("daily").open
    assert found[0].why.startswith("报警") and not found[-1].why.startswith("报警")


def test_items_of_a_missing_paper_are_told_once() -> None:
    lines = [x for x in reviewed("after").items if x.paper == "inspection"]
    assert [(x.key, x.points) for x in merged(lines)] == [("现场检查笔录.1–5", 10.0)]


def test_the_reports_points_are_those_of_the_score() -> None:
    found = reviewed("after")
    part = [x for x in found.items if x.status != "na"]
    assert found.score.standard[0] == sum(x.points for x in part)
    assert found.score.scored[0] == sum(x.score or 0 for x in part)
    assert found.score.open_points == sum(x.points for x in found.open)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_the_report_is_written_in_each_format_with_every_item(suffix: str, tmp_path: Path) -> None:
    found = reviewed("after")
    path = save_review(found, tmp_path / f"报告{suffix}")
    if suffix == ".docx":
        tables = docx.Document(str(path)).tables
        text = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    else:
        text = path.read_text(encoding="utf-8").replace("\\", "")
    for x in (*found.vetoes, *found.basics):
        assert x.key in text
    assert "行政处罚决定书.8" in text


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.docx"):
        save_review(reviewed("after"), tmp_path / "报告.xls")


def test_nothing_in_a_paper_becomes_markup_of_the_report(tmp_path: Path) -> None:
    evil = paper("<script>alert(1)</script>.txt", "行政处罚决定书\n当事人：<b>示例科技有限公司</b>\n")
    html = save_review(reviewed("after", None, (evil,)), tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script>" not in html and "<b>示例" not in html


def test_json_is_plain_and_holds_the_checklist() -> None:
    found = json.loads(json.dumps(review_json(reviewed("after")), ensure_ascii=False))
    assert found["score"]["total"] is None and found["score"]["open_vetoes"] == 11
    assert {"key", "what", "points", "ask"} == set(found["checklist"][0])


def test_the_document_is_no_draft_of_a_decision() -> None:
    assert review_document(reviewed("after")).draft is False


# ---- folders and the command ----
@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("案卷")
    for number, kind in enumerate(FILES["after"][1]):
        document = draft(sample("after"), kind)
        save(
            document,
            root
            / ("正卷" if number % 2 else "副卷")
            / f"{number:02d}{document.name}{('.docx', '.pdf', '.md')[number % 3]}",
        )
    (root / "正卷" / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (root / ".隐藏.txt").write_text("行政处罚决定书", encoding="utf-8")
    return root


def test_a_folder_of_docx_pdf_and_md_is_read_and_each_paper_recognised(folder: Path) -> None:
    case = load_case(SAMPLES / f"{FILES['after'][0]}.yaml")
    found = review_folder(case, folder, house(), today=TODAY)
    assert sorted(f.paper for f in found.files if f.paper and not f.problem) == sorted(FILES["after"][1])
    assert [f.file for f in found.files if f.problem] == ["正卷/照片.jpg"]
    lost = [(x.key, x.why) for x in found.items if x.status == "lost"]
    assert lost == []


@pytest.mark.parametrize("what", ["nothing", "empty", "file"])
def test_a_folder_that_cannot_be_used_is_refused(what: str, tmp_path: Path) -> None:
    path = tmp_path / "案卷"
    if what == "empty":
        path.mkdir()
    elif what == "file":
        path.write_text("x", encoding="utf-8")
    with pytest.raises(BadInput):
        review_folder(load_case(SAMPLES / f"{FILES['after'][0]}.yaml"), path, house())


def test_command_writes_a_report_and_json(
    shuoli: Callable[..., CompletedProcess[str]], folder: Path, tmp_path: Path
) -> None:
    case = str(SAMPLES / f"{FILES['after'][0]}.yaml")
    done = shuoli("dossier", case, str(folder), "--json", "--out", str(tmp_path / "报告.docx"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kind"] == "general" and (tmp_path / "报告.docx").exists()


def test_command_exits_one_where_a_veto_holds(
    shuoli: Callable[..., CompletedProcess[str]], folder: Path, tmp_path: Path
) -> None:
    text = (
        (SAMPLES / f"{FILES['after'][0]}.yaml")
        .read_text(encoding="utf-8")
        .replace("reviewer: 示例人戊", "reviewer: 示例人丙")
    )
    (tmp_path / "案件.yaml").write_text(text, encoding="utf-8")
    done = shuoli("dossier", str(tmp_path / "案件.yaml"), str(folder))
    assert done.returncode == 1 and "案卷得分：0分" in done.stdout and "[V21]" in done.stdout


def test_command_refuses_a_folder_that_is_none_in_one_sentence(
    shuoli: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    done = shuoli("dossier", str(SAMPLES / f"{FILES['after'][0]}.yaml"), str(tmp_path / "没有"))
    assert done.returncode == 2 and done.stdout == "" and "不是文件夹" in done.stderr
