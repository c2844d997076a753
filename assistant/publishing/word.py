"""A docx read and rewritten in its runs: every word stays where it was, in its font; only the words asked for change.

Works on every part of the file: body, tables, text boxes, headers, footers, notes, comments, deleted text, properties.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from assistant.errors import BadInput

from .finding import Remark
from .hiding import Spans

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = (f"{_W}t", f"{_W}delText", f"{_W}instrText")
_GAP = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WHO = ("creator", "lastModifiedBy", "Manager")
_NOBODY = "（隐去）"


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _words_of(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml")


def text_of(data: bytes) -> str:
    """All words of a docx: lines of the body and of its other parts; cells of a row set apart by tabs."""
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        for name in sorted((n for n in names if _words_of(n)), key=lambda n: n != "word/document.xml"):
            lines += _lines(_parse(archive.read(name)))
        for name in names:
            if name.startswith("docProps/") and name.endswith(".xml"):
                root = _parse(archive.read(name))
                lines += [
                    e.text for e in root.iter() if e.text and e.text.strip() and etree.QName(e).localname not in _WHO
                ]
    return "\n".join(line for line in lines if line.strip())


def _lines(element: Any) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}p":
            yield "".join(text for _, text in _pieces(child))
            for nested in child.iter(f"{_W}txbxContent"):
                yield from _lines(nested)
        elif child.tag == f"{_W}tr":
            cells = [
                "\n".join(_lines(cell))
                for cell in child.iter(f"{_W}tc")
                if cell.getparent() is child or _row(cell) is child
            ]
            yield "\t".join(cells)
        else:
            yield from _lines(child)


def _row(cell: Any) -> Any:
    parent = cell.getparent()
    while parent is not None and parent.tag != f"{_W}tr":
        parent = parent.getparent()
    return parent


def _pieces(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """The text nodes of a paragraph with their words, and gaps (node None); what lies in a nested paragraph is not its."""
    for node in paragraph.iter():
        if not isinstance(node.tag, str) or _own(node) is not paragraph:
            continue
        if node.tag in _TEXT:
            yield node, node.text or ""
        elif node.tag in _GAP:
            yield None, _GAP[node.tag]


def _own(node: Any) -> Any:
    parent = node.getparent()
    while parent is not None and parent.tag != f"{_W}p":
        parent = parent.getparent()
    return parent


def rewrite(data: bytes, spans: Spans, scrub: bool = True) -> bytes:
    """The same docx with words replaced. ``scrub``: names of authors in its properties and marks are taken out too."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item.filename)
            if item.filename.endswith((".xml", ".rels")) and not item.filename.startswith("[Content"):
                content = _part(item.filename, content, spans, scrub)
            new.writestr(item, content)
    return out.getvalue()


def _part(name: str, data: bytes, spans: Spans, scrub: bool) -> bytes:
    try:
        root = _parse(data)
    except etree.XMLSyntaxError as error:
        raise BadInput("文书的一个部分打不开，可能已经损坏。请用 Word 或 WPS 打开后另存为 docx，再试一次。") from error
    if name.endswith(".rels"):
        for element in root:
            element.set("Target", spans.replace(element.get("Target", "")))
    elif _words_of(name):
        for paragraph in root.iter(f"{_W}p"):
            _paragraph(paragraph, spans)
        for element in root.iter() if scrub else ():
            for key in (f"{_W}author", f"{_W}initials"):
                if isinstance(element.tag, str) and element.get(key):
                    element.set(key, _NOBODY)
    elif name.startswith(("docProps/", "customXml/")):
        for element in root.iter():
            if not isinstance(element.tag, str) or not element.text:
                continue
            who = etree.QName(element).localname in _WHO
            element.text = _NOBODY if who and scrub else spans.replace(element.text)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _paragraph(paragraph: Any, spans: Spans) -> None:
    """Replace across the runs of one paragraph: the new words stand in the run where the old ones began."""
    pieces = list(_pieces(paragraph))
    text = "".join(words for _, words in pieces)
    found = list(spans.find(text))
    if not found:
        return
    at = 0
    for node, words in pieces:
        start, end = at, at + len(words)
        at = end
        if node is None:
            continue
        made, done = "", start
        for first, last, other in found:
            if last <= start or first >= end:
                continue
            made += text[done : max(first, start)] if first > done else ""
            made += other if start <= first else ""
            done = min(last, end)
        node.text = made + text[done:end]
        node.set(_SPACE, "preserve")


def remarks(data: bytes) -> list[Remark]:
    """What no program can read: pictures, embedded files, comments, marks of changes."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        pictures = [n for n in names if n.startswith("word/media/")]
        if pictures:
            found.append(Remark("图片", f"有{len(pictures)}幅图片（印章、照片、手写签名），没有处理，请人工核对", ""))
        if any(n.startswith("word/comments") for n in names):
            found.append(Remark("批注", "文书带有批注，公开前请删除", ""))
        body = archive.read("word/document.xml")
        if b"<w:ins " in body or b"<w:del " in body:
            found.append(Remark("修订", "文书带有修订痕迹，公开前请接受或者拒绝全部修订", ""))
    return found


def embedded(data: bytes) -> list[str]:
    """Files inside the file, which cannot be looked through."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            n for n in archive.namelist() if n.startswith(("word/embeddings/", "word/activeX/")) or n.endswith(".bin")
        ]
