"""Official files of every kind are read alike; what cannot be used is refused with the reason. Texts here are made up."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfWriter

from assistant.drafting.page import pdf
from assistant.errors import BadInput, NotInForce
from assistant.law.importing import read_statute, report, store
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation, Standing

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
TITLE = "试验河道管理条例"
INFO = "（2019年3月2日中华人民共和国国务院令第999号公布，自2019年5月1日起施行）"
LINES = [
    "第一章 总 则",
    "第一条 为了试验导入程序，制定本条例。",
    "第二条 任何单位有下列行为之一的，由县级以上地方人民政府水行政主管部门责令改正，处一万元以上五万元以下的罚款：",
    "（一）向试验河道倒水；",
    "（二）不按照规定打捞漂浮物，或者把漂浮物推到下游的。",
    "前款规定的罚款，由作出决定的部门收缴。",
    "第二条之一 个人有前条第一款第一项行为的，给予警告。",
    "第二章 附 则",
    "第三条 本条例自2019年5月1日起施行。",
]


def as_md(folder: Path) -> Path:
    def marked(line: str) -> str:
        article = re.match(r"(第.+?条(?:之一)?) (.+)", line)
        inner = f"<b>{article[1]}</b>&emsp;{article[2]}" if article else line
        return f"## {line}{{align=center}}" if "章" in line[:4] else f"<p>&emsp;&emsp;{inner}</p>"

    path = folder / f"{TITLE}.md"
    front = f"---\ntitle: {TITLE}\nauthor: 国务院\ndate: 2019-05-01\ntag:\n  - 行政法规\n---\n"
    boxes = f"::: tip 修订信息\n\n{INFO}\n\n:::\n\n::: details 目录\n\n[1](#t1)&emsp;[2](#t2)\n\n:::\n"
    path.write_text("\n".join([front, boxes, *map(marked, LINES)]), encoding="utf-8")
    return path


def as_txt(folder: Path) -> Path:
    path = folder / f"{TITLE}.txt"
    path.write_bytes("\r\n".join([TITLE, INFO, "", *("\u3000\u3000" + line for line in LINES)]).encode("gb18030"))
    return path


def as_html(folder: Path) -> Path:
    path = folder / f"{TITLE}.html"
    body = "".join(f"<p>&emsp;&emsp;{line}</p>" for line in [INFO, *LINES])
    path.write_text(
        f"<html><head><title>{TITLE}_某网</title></head><body><h1>{TITLE}</h1>{body}</body></html>", "utf-8"
    )
    return path


def as_docx(folder: Path) -> Path:
    path = folder / f"{TITLE}.docx"
    document = Document()
    for line in [TITLE, INFO, *LINES]:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def as_doc(folder: Path) -> Path:
    if not shutil.which("soffice"):
        pytest.skip("没有 LibreOffice，跳过旧版 doc")
    source = as_docx(folder)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(folder), str(source)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return folder / f"{TITLE}.doc"


def as_pdf(folder: Path) -> Path:
    path = folder / f"{TITLE}.pdf"
    body = "".join(f"<p>{line}</p>" for line in [INFO, *LINES])
    style = "@page{size:A5}p{text-indent:2em;font-family:Shuoli Serif}"
    path.write_bytes(pdf(f"<style>{style}</style><p>{TITLE}</p>{body}"))
    return path


@pytest.mark.parametrize("write", [as_md, as_txt, as_html, as_docx, as_doc, as_pdf])
def test_a_regulation_reads_alike_from_every_kind_of_file(write: Callable[[Path], Path], tmp_path: Path) -> None:
    draft = read_statute(write(tmp_path))
    statute = draft.statute
    assert (statute.title, statute.name, statute.level) == (TITLE, TITLE, "行政法规")
    assert (statute.issuer, statute.number) == ("国务院", "中华人民共和国国务院令第999号")
    assert statute.in_force.start == date(2019, 5, 1)
    assert statute.standing is Standing.VERBATIM
    assert [(a.no, a.sub) for a in statute.articles] == [(1, None), (2, None), (2, 1), (3, None)]
    assert statute.articles[0].headings == ("第一章 总则",)
    assert statute.articles[3].headings == ("第二章 附则",)
    second = statute.articles[1]
    assert second.text == "\n".join(LINES[2:6]).removeprefix("第二条 ")
    assert ([i.no for i in second.paragraphs[0].items], len(second.paragraphs)) == ([1, 2], 2)
    assert draft.doubts == ()
    assert len(draft.sha256) == 64


def test_the_same_text_has_the_same_hash_whatever_the_file(tmp_path: Path) -> None:
    assert len({read_statute(write(tmp_path)).sha256 for write in (as_md, as_txt, as_html, as_docx)}) == 1


def test_storing_twice_changes_nothing(tmp_path: Path) -> None:
    draft = read_statute(as_txt(tmp_path))
    first = store(draft, tmp_path / "imports")
    assert (first.status, store(draft, tmp_path / "imports").status) == ("new", "same")
    assert len(list((tmp_path / "imports").iterdir())) == 1


def test_an_imported_law_is_quoted_from_its_day_on(tmp_path: Path) -> None:
    store(read_statute(as_txt(tmp_path)), tmp_path / "imports")
    library = StatuteLibrary(imports=tmp_path / "imports")
    found = library.provision(Citation(law=TITLE, article=2, paragraph=1, item=1), date(2020, 1, 1))
    assert found.cite == f"《{TITLE}》第二条第一款第一项"
    assert found.standing is Standing.VERBATIM
    assert library.article(TITLE, 2, sub=1).text.startswith("个人有前条")
    with pytest.raises(NotInForce):
        library.provision(Citation(law=TITLE, article=2), date(2019, 4, 30))


def test_a_newer_version_closes_the_older(tmp_path: Path) -> None:
    store(read_statute(as_txt(tmp_path)), tmp_path / "imports")
    newer = tmp_path / f"{TITLE}(2023-06-01).txt"
    text = "\n".join([TITLE, "（2023年6月1日修订，自2023年7月1日起施行）", *LINES])
    newer.write_text(text, encoding="utf-8")
    store(read_statute(newer), tmp_path / "imports")
    days = [s.in_force.as_list() for s in StatuteLibrary(imports=tmp_path / "imports").versions(TITLE)]
    assert days == [["2019-05-01", "2023-07-01"], ["2023-07-01", None]]


def test_an_imported_file_replaces_the_gist_of_its_law(tmp_path: Path) -> None:
    gist = StatuteLibrary().statute("排污许可管理条例")
    assert gist.standing is Standing.GIST
    path = tmp_path / "排污许可管理条例.txt"
    path.write_text("\n".join(["排污许可管理条例", "（自2021年3月1日起施行）", *LINES[1:7]]), encoding="utf-8")
    store(read_statute(path), tmp_path / "imports")
    library = StatuteLibrary(imports=tmp_path / "imports")
    assert [s.standing for s in library.versions("排污许可管理条例")] == [Standing.VERBATIM]
    assert library.resolve_name("排污许可条例") == "排污许可管理条例"


def test_missing_articles_and_days_are_said(tmp_path: Path) -> None:
    path = tmp_path / "残缺办法.txt"
    path.write_text("\n".join(["残缺办法", LINES[1], LINES[2], "第五条 " + "这里写着很多字。" * 12]), encoding="utf-8")
    draft = read_statute(path)
    assert draft.statute.in_force.start is None
    assert any("缺第3、4条" in d for d in draft.doubts)
    assert any("施行日" in d for d in draft.doubts)


def scanned(folder: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(folder / "a.pdf")
    return folder / "a.pdf"


def encrypted(folder: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(folder / "b.pdf")
    return folder / "b.pdf"


def table_only(folder: Path) -> Path:
    document = Document()
    document.add_paragraph("某某裁量表")
    table = document.add_table(rows=20, cols=2)
    for row in table.rows:
        row.cells[0].text, row.cells[1].text = "超标倍数在一倍以下的", "百分之十"
    document.add_paragraph(
        "本表由试验部门制定，用于试验程序是否能够识别只有表格而没有条文的文件，并且给出合适的提示，请勿用于其他任何目的或者场合，谢谢配合。"
    )
    document.save(str(folder / "c.docx"))
    return folder / "c.docx"


def broken(folder: Path) -> Path:
    (folder / "d.docx").write_bytes(b"not a zip")
    return folder / "d.docx"


def unknown(folder: Path) -> Path:
    (folder / "e.xyz").write_text("x")
    return folder / "e.xyz"


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (scanned, "扫描件"),
        (encrypted, "加密"),
        (table_only, "表格"),
        (broken, "打不开"),
        (unknown, "不认识"),
        (lambda folder: folder / "missing.md", "找不到"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(
    write: Callable[[Path], Path], words: str, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=words):
        read_statute(write(tmp_path))


def shared_files() -> list[Path]:
    if not SHARED.is_dir():
        pytest.skip("没有 ../shared 资料")
    return [*sorted((SHARED / "statutes").glob("*.md")), *sorted((SHARED / "sources").iterdir())]


@pytest.mark.shared
def test_every_shared_file_is_read_whole_or_refused_with_a_reason(tmp_path: Path) -> None:
    refused = []
    for path in shared_files():
        try:
            draft = read_statute(path)
        except BadInput as error:
            refused.append(path.stem)
            assert "表格" in error.message
            continue
        store(draft, tmp_path)
        numbers = [a.no for a in draft.statute.articles]
        assert numbers == list(range(1, len(numbers) + 1)) or numbers == [0], path.name
        assert not any(word in d for d in draft.doubts for word in ("缺第", "没有正文")), path.name
        assert draft.statute.in_force.start, path.name
        for article in draft.statute.articles:
            for paragraph in article.paragraphs:
                assert paragraph.text, (path.name, article.no)
                assert [i.no for i in paragraph.items] == list(range(1, len(paragraph.items) + 1)), path.name
    assert refused == ["广东省生态环境不予行政处罚的轻微违法行为目录", "广东省生态环境违法行为行政处罚罚款金额裁量表"]
    library = StatuteLibrary(imports=tmp_path)
    permit = library.statute("排污许可管理条例", date(2024, 1, 1))
    assert (permit.standing, len(permit.articles)) == (Standing.VERBATIM, 51)
    with pytest.raises(NotInForce, match="生态环境行政处罚办法"):
        library.statute("环境行政处罚办法", date(2024, 1, 1))


@pytest.mark.shared
def test_the_published_list_of_imports_is_current() -> None:
    published = (ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
    assert report(shared_files()) in published
