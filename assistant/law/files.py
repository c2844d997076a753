"""Official files of any common kind (md, txt, html, docx, doc, pdf) as plain lines of text, with what their head says."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import yaml

from assistant.errors import BadInput

from .cleaning import ENUMERATED, HEADING

_MOST_BYTES = 60_000_000
_CONVERT_SECONDS = 120
_FIRST_PAGES = 15  # a pdf whose articles have not begun by here is a table, and need not be read to its end
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PAGE_NUMBER = re.compile(r"^[-—–\s\xa0]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–\s\xa0]*$")
_STARTS = re.compile(r"^第[零〇一二三四五六七八九十百千]+(?:条|编|分编|章|节)|^附(?:表|件|录|则)")
_KINDS = "md、txt、html、docx、doc、文字版 pdf"


class Plain(NamedTuple):
    """A file's lines; ``title``, ``author``, ``date`` and ``tags`` where its head names them; ``table_share`` 0–1."""

    lines: list[str]
    title: str = ""
    author: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    table_share: float = 0.0


def read_plain(path: Path) -> Plain:
    """The lines of a file. Raises BadInput where it is missing, too large, scanned, encrypted or of another kind."""
    if not path.is_file():
        raise BadInput(f"找不到文件 {path.name}。请核对路径。")
    if path.stat().st_size > _MOST_BYTES:
        raise BadInput(f"文件 {path.name} 超过 60 MB，不像法规文本。请只导入法规正文。")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise BadInput(f"不认识 {path.name} 的格式。可以导入 {_KINDS}。")
    plain = reader(path)
    if len(_HAN.findall("".join(plain.lines))) < 60:
        raise BadInput(f"文件 {path.name} 里几乎没有文字（可能是扫描件或空文件）。请换文字版，或者先做文字识别再导入。")
    return plain


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"文件 {path.name} 的编码读不出来。请另存为 UTF-8 文本后再导入。")


def _txt(path: Path) -> Plain:
    return Plain([line.strip() for line in _decoded(path).splitlines() if line.strip()])


def _md(path: Path) -> Plain:
    text = _decoded(path)
    head: dict[str, object] = {}
    front = re.match(r"^---\n(.*?)\n---\n", text, re.S)
    if front:
        loaded = yaml.safe_load(front[1])
        head = loaded if isinstance(loaded, dict) else {}
        text = text[front.end() :]
    title = str(head.get("title") or "")
    first = re.search(r"^#\s+(\S.*)$", text, re.M)
    if not title and first:
        title = first[1].strip()
        text = text[: first.start()] + text[first.end() :]
    lines = list(_md_lines(text))
    tables = sum(1 for line in lines if line.startswith("|"))
    tags = head.get("tag")
    return Plain(
        lines=lines,
        title=title,
        author=str(head.get("author") or ""),
        date=str(head.get("date") or ""),
        tags=tuple(str(t) for t in tags) if isinstance(tags, list) else (),
        table_share=tables / max(len(lines), 1),
    )


def _md_lines(text: str) -> Iterator[str]:
    """The lines of the text itself: without contents, link boxes, tags and anchors of site generators."""
    box = ""
    for raw in text.splitlines():
        line = unescape(re.sub(r"</?[a-zA-Z!][^>]*>|\{[^{}]*\}$|^#+\s*", "", raw.strip())).strip(
            "\u3000\u2003\xa0 \u200b"
        )
        opened = re.match(r"^:::+\s*(\w+)?\s*(.*)$", raw.strip())
        if opened:
            box = f"{opened[1]} {opened[2]}" if opened[1] else ""
            if opened[1] == "info":
                yield opened[2] or "附件"
        elif line and not box.startswith(("details", "tabs", "warning")) and not re.match(r"^(?:---+|@tab|\[\[)", line):
            yield re.sub(r"^\*\*(.+?)\*\*", r"\1", line)


def _html(path: Path) -> Plain:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(_decoded(path), "html.parser")
    for tag in soup(["script", "style", "nav", "header", "footer", "noscript"]):
        tag.decompose()
    heading = soup.find("h1") or soup.find("title")
    title = re.split(r"[_|—-]", heading.get_text(strip=True))[0].strip() if heading else ""
    inside_tables = sum(len(t.get_text(strip=True)) for t in soup.find_all("table"))
    for tag in soup(["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"]):
        tag.append("\n")
    text = soup.get_text()
    lines = [line.strip("\u3000\u2003\xa0 \t") for line in text.split("\n")]
    return Plain([line for line in lines if line], title=title, table_share=inside_tables / max(len(text.strip()), 1))


def _docx(path: Path) -> Plain:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise BadInput(f"文件 {path.name} 打不开（可能已加密或损坏）。请用办公软件另存为 docx 后再导入。") from error
    lines = [line.strip("\u3000 \t") for p in document.paragraphs for line in p.text.split("\n")]
    inside_tables = sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)
    outside = sum(len(line) for line in lines)
    return Plain([line for line in lines if line], table_share=inside_tables / max(inside_tables + outside, 1))


def _doc(path: Path) -> Plain:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise BadInput(f"{path.name} 是旧版 Word 格式，本机没有 LibreOffice 可以转换。请另存为 docx 后再导入。")
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(path.resolve())]
        try:
            subprocess.run(command, capture_output=True, timeout=_CONVERT_SECONDS, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            raise BadInput(f"{path.name} 转换失败。请用办公软件另存为 docx 后再导入。") from error
        converted = Path(folder) / f"{path.stem}.docx"
        if not converted.is_file():
            raise BadInput(f"{path.name} 转换失败。请用办公软件另存为 docx 后再导入。")
        return _docx(converted)


def _pdf(path: Path) -> Plain:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(str(path))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(f"{path.name} 已加密。请换未加密的文件。")
        pages = [page.extract_text() for page in reader.pages[:_FIRST_PAGES]]
        if any(re.search(r"^\s*第\s*一\s*条", page, re.M) for page in pages):
            pages += [page.extract_text() for page in reader.pages[_FIRST_PAGES:]]
    except (PyPdfError, ValueError, KeyError, OSError) as error:
        raise BadInput(f"{path.name} 读不出来（可能已损坏）。请换一个文件。") from error
    if sum(len(_HAN.findall(page)) for page in pages) < 30 * max(len(pages), 1):
        raise BadInput(f"{path.name} 是扫描件，没有可读的文字。请换文字版，或者先做文字识别再导入。")
    lines = [line.strip("\u3000\xa0 \t") for page in pages for line in page.split("\n")]
    lines = [line for line in lines if line and not _PAGE_NUMBER.match(line)]
    short = sum(1 for line in lines if len(line) <= 14)
    return Plain(_reflowed(lines), table_share=short / max(len(lines), 1))


def _reflowed(lines: list[str]) -> list[str]:
    """Printed lines made paragraphs again: a line goes on unless it is short and ends a sentence, or a part begins."""
    width = sorted(len(line) for line in lines)[int(len(lines) * 0.8)] if lines else 0
    paragraphs: list[str] = []
    last = 0
    for line in lines:
        begins = (
            ENUMERATED.match(line.replace("(", "（").replace(")", "）")) or _STARTS.match(line) or HEADING.match(line)
        )
        ended = not paragraphs or (paragraphs[-1][-1] in "。：；" and last < width - 1)
        if begins or ended or (len(paragraphs[-1]) < width - 6 and paragraphs[-1][-1] not in "，、"):
            paragraphs.append(line)
        else:
            paragraphs[-1] += line
        last = len(line)
    return paragraphs


_READERS: dict[str, Callable[[Path], Plain]] = {
    ".md": _md,
    ".markdown": _md,
    ".txt": _txt,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".doc": _doc,
    ".pdf": _pdf,
}
