"""The public version: clean, readable, in its layout; the map apart and private; refused where something is left."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import docx
import pytest

from assistant.drafting.compose import draft
from assistant.drafting.export import save
from assistant.errors import BadInput
from assistant.facts.case import load_case
from assistant.facts.reading import read_document
from assistant.knowledge.load import default_knowledge
from assistant.law.library import default_library
from assistant.publishing import publish as module
from assistant.publishing.finding import Personal
from assistant.publishing.hiding import hiding
from assistant.publishing.publish import publish, restore
from assistant.publishing.word import text_of
from assistant.publishing.words import words
from assistant.validation.run import validate_document
from tests.review.conftest import FILES, SAMPLES, sample

from .conftest import HEAD, ID, PERSON, Write

BODY = (
    "我局执法人员钱试乙、孙试丙（执法证号：190001001、190001002）于2026年9月3日检查，现场负责人李试丁陪同，电话13800138000。\n"
    "对李试丁的调查询问笔录（1份），证明赵试甲安排粤A12345货车运输，赵试甲转账至账号6222021234567890128。\n"
    "举报人吴试己反映属实。李试戊系证人李试戊本人，邮箱sample@example.com。"
)
SECRETS = ("赵试甲", "钱试乙", "孙试丙", "李试丁", "吴试己", "190001001", "190001002", "13800138000", "粤A12345", "6222021234567890128", "sample@example.com")  # fmt: skip


def _publish(source: Path, suffix: str = ".txt", **options: object) -> tuple[module.Published, str]:
    done = publish(source, source.with_name(f"公开版{suffix}"), **options)  # type: ignore[arg-type]
    assert done.left == ()
    assert done.out is not None
    return done, read_document(done.out)


def test_nothing_personal_is_left_and_units_stay(write: Write) -> None:
    _, text = _publish(write(BODY))
    assert [s for s in SECRETS if s in text] == []
    assert "示例科技有限公司" in text and "91440101MA5XHLT007" in text and "账号6200123456789" in text
    assert "执法人员钱某、孙某" in text and "举报人某某反映" in text


def test_the_validator_finds_nothing_in_a_public_version(write: Write) -> None:
    _, text = _publish(write(BODY, HEAD + PERSON))
    report = validate_document(text, default_library(), default_knowledge(), public=True)
    assert [c.message for c in report.checks if c.family == "privacy" and c.status == "fail"] == []


def test_the_same_person_has_the_same_placeholder_and_two_of_a_surname_differ(write: Write) -> None:
    done, text = _publish(write(BODY))
    given = {e["value"]: e["placeholder"] for e in done.hidden}
    assert given["李试丁"] != given["李试戊"] and {given["李试丁"], given["李试戊"]} == {"李某甲", "李某乙"}
    assert text.count(given["李试丁"]) == 2


def test_a_placeholder_never_repeats_words_of_the_original(write: Write) -> None:
    source = write("另案当事人赵某已处理。法定代表人赵试甲到场。")
    map_path = source.with_name("m.json")
    done, text = _publish(source, map_path=map_path)
    assert next(e["placeholder"] for e in done.hidden if e["value"] == "赵试甲") == "赵某甲"
    assert "另案当事人赵某已处理" in text


def test_a_natural_persons_home_is_cut_at_the_district(write: Write) -> None:
    _, text = _publish(write("赵试甲在样品路18号3栋402房后院烧炭。", HEAD + PERSON))
    assert "住址：示例省示例市示例区某处" in text and "样品路" not in text and ID not in text


def test_a_unit_named_after_a_person_keeps_its_name(write: Write) -> None:
    head = HEAD + "当事人：赵试甲养殖场\n经营者：赵试甲\n"
    _, text = _publish(write("赵试甲养殖场由赵试甲经营。", head))
    assert "赵试甲养殖场由赵某经营" in text


# ---- the map ----
def test_the_map_is_private_and_leads_back_to_the_very_same_text(write: Write) -> None:
    source = write(BODY)
    map_path = source.with_name("对照表.json")
    done, _ = _publish(source, map_path=map_path)
    assert stat.S_IMODE(os.stat(map_path).st_mode) == 0o600
    back = restore(done.out, map_path, source.with_name("还原.txt"))  # type: ignore[arg-type]
    assert back.read_text(encoding="utf-8") == source.read_text(encoding="utf-8")
    assert stat.S_IMODE(os.stat(back).st_mode) == 0o600


def test_a_map_written_over_an_open_file_becomes_private(write: Write) -> None:
    source = write(BODY)
    map_path = source.with_name("对照表.json")
    map_path.write_text("{}", encoding="utf-8")
    os.chmod(map_path, 0o644)
    _publish(source, map_path=map_path)
    assert stat.S_IMODE(os.stat(map_path).st_mode) == 0o600


def test_placeholders_that_would_not_lead_back_get_a_number() -> None:
    found = [Personal("姓名", "赵试甲"), Personal("姓名", "赵试乙")]
    text = "赵试甲、赵试乙。赵某、赵某甲、赵试甲乙方"
    hidden = hiding(found, text, words())
    assert hidden.show(hidden.hide(text)) == text and "试" not in hidden.hide(text).replace("赵试甲乙方", "")


def test_no_map_is_kept_unless_asked_for(write: Write) -> None:
    source = write(BODY)
    done, _ = _publish(source)
    assert done.map is None and not list(source.parent.glob("*.json"))


@pytest.mark.parametrize("content", ["{}", "[]", "不是", '{"entries": [{"value": 1}]}'])
def test_a_file_that_is_no_map_is_refused(content: str, write: Write) -> None:
    source = write(BODY)
    bad = source.with_name("坏.json")
    bad.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match="对照表"):
        restore(source, bad, source.with_name("还原.txt"))


# ---- docx ----
def test_a_docx_keeps_its_layout_and_loses_its_names(word: Path) -> None:
    done, text = _publish(word, ".docx")
    assert [s for s in ("赵试甲", "钱试乙", "孙试丙", "13800138000", ID) if s in text] == []
    made = docx.Document(str(done.out))
    runs = made.paragraphs[1].runs
    assert [r.text for r in runs] == ["当事人：", "赵某", "", "，联系电话（电话号码隐去）", "", "。后文"]
    assert runs[1].bold and runs[2].italic and runs[5].underline
    assert made.tables[0].style.name == "Table Grid" and made.tables[0].cell(0, 1).text == "孙某"
    assert made.sections[0].header.paragraphs[0].text == "经办人：钱某"


def test_no_part_of_a_docx_still_holds_a_name(word: Path) -> None:
    done, _ = _publish(word, ".docx")
    with zipfile.ZipFile(done.out) as archive:  # type: ignore[arg-type]
        inside = "".join(archive.read(n).decode("utf-8", "ignore") for n in archive.namelist())
    assert [s for s in ("赵试甲", "钱试乙", "孙试丙", ID) if s in inside] == []
    assert docx.Document(str(done.out)).core_properties.author == "（隐去）"


def test_a_docx_is_restored_in_its_layout(word: Path) -> None:
    map_path = word.with_name("m.json")
    done, _ = _publish(word, ".docx", map_path=map_path)
    back = restore(done.out, map_path, word.with_name("还原.docx"))  # type: ignore[arg-type]
    assert text_of(back.read_bytes()) == text_of(word.read_bytes())


def test_hyperlinks_deleted_text_and_comments_are_rewritten_too(word: Path, tmp_path: Path) -> None:
    path = tmp_path / "修订.docx"
    with zipfile.ZipFile(word) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                mark = b'<w:p><w:del w:id="1" w:author="\xe9\x92\xb1\xe8\xaf\x95\xe4\xb9\x99"><w:r><w:delText>\xe8\xb5\xb5\xe8\xaf\x95\xe7\x94\xb2</w:delText></w:r></w:del></w:p></w:body>'
                data = data.replace(b"</w:body>", mark)
            new.writestr(name, data)
    done = publish(path, tmp_path / "公开.docx")
    assert done.out and "修订" in {kind for kind, _, _ in done.remarks}
    with zipfile.ZipFile(done.out) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    assert "赵试甲" not in body and "钱试乙" not in body


def test_a_file_inside_the_file_is_refused(word: Path, tmp_path: Path) -> None:
    path = tmp_path / "嵌入.docx"
    path.write_bytes(word.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/embeddings/oleObject1.bin", b"x")
    done = publish(path, tmp_path / "公开.docx")
    assert done.out is None and not (tmp_path / "公开.docx").exists() and "嵌" in done.left[0].why


def test_a_pdf_becomes_text_or_docx(tmp_path: Path) -> None:
    document = draft(sample("after"), "decision")
    source = save(document, tmp_path / "决定书.pdf")
    for suffix in (".md", ".docx"):
        _, text = _publish(source, suffix)
        assert "示例人甲" not in text and "示例科技公司" in text and "二十万元" in text.replace("贰拾万元", "二十万元")


# ---- refusing ----
def test_what_the_rules_miss_is_caught_by_the_checks_and_nothing_is_written(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "find", lambda *_: [])
    source = write(BODY)
    done = publish(source, source.with_name("公开.txt"), source.with_name("m.json"))
    assert done.out is None and not source.with_name("公开.txt").exists() and not source.with_name("m.json").exists()
    assert {"手机号码", "车牌号"} <= {word for left in done.left for word in ("手机号码", "车牌号") if word in left.why}


def test_a_number_broken_by_an_invisible_character_is_refused(write: Write) -> None:
    source = write("电话138\u200b00138000，在场。")
    done = publish(source, source.with_name("公开.txt"))
    assert done.out is None and any("手机" in left.why or left.kind == "手机号码" for left in done.left)


@pytest.mark.parametrize(
    ("out", "map_name", "words_"),
    [("公开.pdf", None, "不能写成"), ("决定书.txt", None, "不能是同一个"), ("公开.txt", "公开.txt", "不能是同一个")],
)
def test_impossible_outputs_are_refused(out: str, map_name: str | None, words_: str, write: Write) -> None:
    source = write(BODY)
    with pytest.raises(BadInput, match=words_):
        publish(source, source.with_name(out), source.with_name(map_name) if map_name else None)


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="找不到"):
        publish(tmp_path / "无.docx", tmp_path / "公开.docx")


def test_a_draft_is_told_to_be_one(tmp_path: Path) -> None:
    source = save(draft(sample("after"), "decision"), tmp_path / "决定书.docx")
    done = publish(source, tmp_path / "公开.docx")
    assert "草稿" in {kind for kind, _, _ in done.remarks}


# ---- our own documents, and the command ----
@pytest.mark.parametrize(
    ("name", "kind"),
    [("after", "decision"), ("exempt", "no-penalty"), ("daily", "daily-decision"), ("after", "deliberation")],
)
def test_our_own_documents_lose_only_their_persons(name: str, kind: str, tmp_path: Path) -> None:
    case = load_case(SAMPLES / f"{FILES[name][0]}.yaml")
    source = save(draft(sample(name), kind), tmp_path / "文书.docx")
    done = publish(source, tmp_path / "公开.docx", tmp_path / "m.json", case)
    assert done.out is not None, done.left
    assert {e["kind"] for e in done.hidden} <= {"姓名", "执法证号"}
    assert "示例人" not in read_document(done.out)
    restore(done.out, tmp_path / "m.json", tmp_path / "还原.docx")
    assert text_of((tmp_path / "还原.docx").read_bytes()) == text_of(source.read_bytes())


def test_command_publishes_with_a_map_and_restores(
    shuoli: Callable[..., CompletedProcess[str]], write: Write, tmp_path: Path
) -> None:
    source = write(BODY)
    out, map_path = tmp_path / "公开.txt", tmp_path / "m.json"
    done = shuoli("publish", str(source), "--out", str(out), "--map", str(map_path))
    assert done.returncode == 0, done.stderr
    assert out.exists() and "姓名" in done.stdout and json.loads(map_path.read_text(encoding="utf-8"))["entries"]
    back = shuoli("publish", str(out), "--restore", str(map_path), "--out", str(tmp_path / "还原.txt"))
    assert back.returncode == 0 and "赵试甲" in (tmp_path / "还原.txt").read_text(encoding="utf-8")


def test_command_exits_one_and_names_what_is_left(
    shuoli: Callable[..., CompletedProcess[str]], write: Write, tmp_path: Path
) -> None:
    done = shuoli("publish", str(write("电话138\u200b00138000，在场。")), "--out", str(tmp_path / "公开.txt"))
    assert done.returncode == 1 and "没有写出" in done.stderr and "手机" in done.stdout
    assert not (tmp_path / "公开.txt").exists()


def test_command_needs_an_output(shuoli: Callable[..., CompletedProcess[str]], write: Write) -> None:
    done = shuoli("publish", str(write(BODY)))
    assert done.returncode == 2 and "--out" in done.stderr and done.stdout == ""
