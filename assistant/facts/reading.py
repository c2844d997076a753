"""Documents handed in, read to plain text: txt, md, docx, pdf, old doc. What cannot be used is a BadInput with a next step."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import BadInput

from .decoding import decode
from .furniture import page_texts
from .normal import close_up, normalize
from .rules import extraction_data

MAX_FILE = 20 * 1024 * 1024
MAX_TEXT = 2 * 1024 * 1024
_MAX_UNPACKED = 300 * 1024 * 1024
_MAX_PAGES = 1000
_TEXT_SUFFIXES = ("", ".txt", ".md", ".markdown", ".text", ".log", ".csv")
_HAN = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile("[A-Za-z\u0400-\u04ff\u3040-\u30ff\uac00-\ud7af]")

__all__ = ["MAX_FILE", "MAX_TEXT", "language_notice", "normalize", "read_document", "suspicious_instructions"]


def read_document(source: Path | bytes, name: str = "") -> str:
    """The normalised text of a file or of its bytes (``name`` tells the kind and is named in messages).

    Raises BadInput, one Chinese sentence with a next step, for everything that cannot be used.
    """
    data, name = _bytes(source, name)
    label = f"“{name}”" if name else ""
    if not data:
        raise BadInput(f"文件{label}是空的。请写入案情文字后再试。")
    if len(data) > MAX_FILE:
        raise BadInput(
            f"文件{label}有 {_mb(len(data))}，超过 {_mb(MAX_FILE)} 的上限。请只保留案情部分，或者压缩其中的图片后再试。"
        )
    reader = _reader(data, name)
    text = normalize(reader(data, label), paged=reader is not _read_docx)
    return checked_text(text, label)


def checked_text(text: str, label: str = "") -> str:
    """The text itself, if there is any and not too much of it; else BadInput."""
    if not text.strip():
        raise BadInput(
            f"文件{label}里没有文字。请写入案情文字后再试。"
            if label
            else "案情是空的。请写明谁在什么时间、地点做了什么。"
        )
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_TEXT:
        where = f"文件{label}的文字" if label else "文字"
        raise BadInput(
            f"{where}有 {_mb(size)}，超过 {_mb(MAX_TEXT)} 的上限。请只保留一件案件的事实部分（一般几千字）后再试。"
        )
    return text


def language_notice(text: str) -> str | None:
    """A sentence for the officer where the text is not mainly Chinese; None where it is."""
    han, other = len(_HAN.findall(text)), len(_LETTER.findall(text))
    if han >= 10 and han >= other * 0.25:
        return None
    if han + other == 0:
        return "材料里几乎没有文字，提取不出事实。请用中文写明案情。"
    if han > other * 0.25:
        return None
    return "材料主要不是中文，事实只能从中文提取，结论可能不全。请译成中文后再试。"


def suspicious_instructions(text: str) -> tuple[str, ...]:
    """Words in the material that give orders to the program (忽略以上规则……). They are never followed; each is quoted once."""
    quotes: dict[str, None] = {}
    for pattern in _instructions():
        for match in pattern.finditer(text):
            quotes.setdefault(match.group().strip()[:80])
            if len(quotes) >= 10:
                break
    kept = [q for q in quotes if not any(q != other and q in other for other in quotes)]
    return tuple(kept)


@lru_cache(maxsize=1)
def _instructions() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in extraction_data("instructions.yaml")["patterns"])


def _bytes(source: Path | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name
    name = name or source.name
    try:
        if source.is_dir():
            raise BadInput(f"“{source}”是文件夹。请给出其中的案情文件。")
        if source.stat().st_size > MAX_FILE:
            size = _mb(source.stat().st_size)
            raise BadInput(
                f"文件“{name}”有 {size}，超过 {_mb(MAX_FILE)} 的上限。请只保留案情部分，或者压缩其中的图片后再试。"
            )
        return source.read_bytes(), name
    except FileNotFoundError as error:
        raise BadInput(f"找不到文件“{source}”。请检查路径和文件名。") from error
    except PermissionError as error:
        raise BadInput(f"没有权限读取文件“{source}”。请检查文件权限，或者复制到可读的位置。") from error
    except (OSError, ValueError) as error:
        raise BadInput(f"读不出文件“{str(source)[:80]}”。请检查路径，或者换一个位置再试。") from error


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + " MB"


def _reader(data: bytes, name: str) -> Callable[[bytes, str], str]:
    """The reader for a file, by its first bytes, then its name."""
    suffix = Path(name).suffix.lower() if name else ""
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return _read_pdf
    if data.startswith(b"PK\x03\x04"):
        return _read_docx
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _read_doc
    if suffix == ".pdf":
        return _damaged("pdf", "重新导出为 pdf")
    if suffix == ".docx":
        return _damaged("docx", "用 Word 或 WPS 打开后另存为 docx")
    if data.startswith(b"{\\rtf") or suffix == ".rtf":
        return _unsupported
    if suffix in _TEXT_SUFFIXES and not _binary(data):
        return lambda content, label: decode(content, label)
    return _unsupported


def _binary(data: bytes) -> bool:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return False
    zeros = head.count(0)
    return head.startswith(
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"Rar!", b"7z\xbc", b"\x1f\x8b")
    ) or (zeros > 0 and not 0.02 < zeros / len(head) <= 0.6)


def _unsupported(data: bytes, label: str) -> str:
    raise BadInput(f"不认识文件{label}的类型。请改交 txt、md、docx 或有文字层的 pdf。")


def _damaged(kind: str, remedy: str) -> Callable[[bytes, str], str]:
    def read(data: bytes, label: str) -> str:
        raise BadInput(f"文件{label}不是有效的 {kind}，可能已经损坏。请{remedy}后再试。")

    return read


def _read_docx(data: bytes, label: str) -> str:
    import docx

    broken = f"文件{label}打不开，可能已经损坏或者不是 docx。请用 Word 或 WPS 打开后另存为 docx，再试一次。"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise BadInput(f"文件{label}解开后过大，不像一份案情材料。请只保留文字部分另存后再试。")
            if "word/document.xml" not in archive.namelist():
                raise BadInput(f"文件{label}不是 Word 文档。请改交 txt、md、docx 或有文字层的 pdf。")
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_docx_lines(document))
    except BadInput:
        raise
    except Exception as error:  # python-docx and lxml raise many kinds for damaged files
        raise BadInput(broken) from error
    if not text.strip() and document.inline_shapes:
        raise BadInput(f"文件{label}里只有图片没有文字。请先做文字识别（OCR），或者手工录入案情后再试。")
    return text


def _docx_lines(container: Any) -> Iterator[str]:
    """Paragraphs and tables in their order; cells of a row are set apart by a space, merged cells once."""
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = {id(cell._tc): " ".join(_docx_lines(cell)).strip() for cell in row.cells}
                yield " ".join(text for text in cells.values() if text)
        else:
            yield block.text


def _read_pdf(data: bytes, label: str) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    broken = f"文件{label}打不开，可能已经损坏。请重新导出为 pdf，或者改交 docx 后再试。"
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(f"文件{label}有密码，读不出内容。请去掉密码另存后再试。")
        if len(reader.pages) > _MAX_PAGES:
            raise BadInput(f"文件{label}超过 {_MAX_PAGES} 页。请只保留案情部分后再试。")
        text = _pdf_text(reader)
    except BadInput:
        raise
    except (PyPdfError, Exception) as error:  # pypdf raises many kinds for damaged files
        raise BadInput(broken) from error
    if len(re.sub(r"\s", "", text)) < 5:
        raise BadInput(f"文件{label}没有文字层，可能是扫描件。请先做文字识别（OCR），或者改交 docx、txt。")
    return text


def _pdf_text(reader: Any) -> str:
    pages: list[str] = []
    size = 0
    for text in page_texts(list(reader.pages)):
        pages.append(close_up(text))
        size += len(pages[-1])
        if size > MAX_TEXT:
            break
    return "\n".join(pages)


def _read_doc(data: bytes, label: str) -> str:
    """Old Word files, through LibreOffice where it is installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    refused = f"文件{label}是旧版 doc 格式，这里读不了。请用 Word 或 WPS 另存为 docx 后再试。"
    if not program:
        raise BadInput(refused)
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder) / "in.doc"
        original.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
        ]
        try:
            subprocess.run([*command, str(original)], check=True, capture_output=True, timeout=90)
            converted = (Path(folder) / "in.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise BadInput(refused) from error
    return _read_docx(converted, label)
