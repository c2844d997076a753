"""Makes the public version of a document: find, hide, write, check; refuses to write what is not clean."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from assistant.drafting.blocks import Block, Document
from assistant.drafting.export import save
from assistant.drafting.layout import DRAFT_MARK
from assistant.errors import BadInput
from assistant.facts.model import Case
from assistant.facts.reading import checked_text, read_document
from assistant.knowledge.load import default_knowledge
from assistant.law.library import default_library
from assistant.law.model import Frozen
from assistant.validation import checks as _registered
from assistant.validation.check import CHECKS
from assistant.validation.context import Context
from assistant.validation.parts import sections_of

from . import word
from .finding import NAME, Remark, find, remarks
from .hiding import Hiding, as_map, from_map, hiding
from .words import HAN, Words, words

assert _registered

FORMATS = (".docx", ".md", ".txt")
MAP_FORMAT = 1
_UNIT = re.compile(
    rf"(?:当事人|被处罚人|被处罚单位|受送达人|单位名称|字号|名称)(?:名称)?[：:\t 　|]+(?P<name>[{HAN}A-Za-z0-9（）()·]{{3,40}})"
)
_WHERE = re.compile(r"“(?P<word>[^”]{2,8})”")


class Left(Frozen):
    """Something personal that would still stand in the public version."""

    kind: str
    words: str
    why: str = ""


class Published(Frozen):
    """What was done: ``out`` None where something was left and nothing was written."""

    out: Path | None
    map: Path | None = None
    hidden: tuple[dict[str, Any], ...] = ()
    left: tuple[Left, ...] = ()
    remarks: tuple[tuple[str, str, str], ...] = ()


def publish(source: Path, out: Path, map_path: Path | None = None, case: Case | None = None) -> Published:
    """Write the public version of a document (docx keeps its layout; pdf becomes text) and, apart, the map back.

    行政处罚法第四十八条、生态环境行政处罚办法第六十四条. Nothing is written where the checks still find something.
    Raises BadInput for files that cannot be read or written, and where map and output are one file.
    """
    _paths(source, out, map_path)
    readable = read_document(source)
    data, known = source.read_bytes(), words(default_knowledge())
    is_word = data.startswith(b"PK\x03\x04")
    text = word.text_of(data) if is_word else _raw(source, data, readable)
    found = find(text, known, case)
    found = [p for p in found if p.value in text]
    hidden = hiding(found, text, known, _shielded(text, known, case))
    made = _made(source, data, text, hidden, out, is_word)
    left = _left(made, out, hidden, known)
    notes = [*remarks(hidden.hide(text), known), *(word.remarks(data) if is_word else ())]
    left += [
        Left(kind="嵌入文件", words=n, why="文书里嵌有不能核查的文件，请删除后再试")
        for n in (word.embedded(data) if is_word and out.suffix == ".docx" else ())
    ]
    entries = as_map(hidden, text)
    if "【待填：" in text or DRAFT_MARK in text + readable:
        notes.append(Remark("草稿", "这是没有签发的草稿，不能公开", ""))
    told = tuple((r.kind, r.why, r.where) for r in notes)
    if left:
        return Published(out=None, hidden=tuple(entries), left=tuple(dict.fromkeys(left)), remarks=told)
    _write(out, made)
    if map_path:
        _write_map(map_path, source, data, made, entries)
    return Published(out=out, map=map_path, hidden=tuple(entries), remarks=told)


def restore(source: Path, map_path: Path, out: Path) -> Path:
    """The original words put back by a map. Raises BadInput for a map that is none or belongs to another document."""
    try:
        raw = json.loads(map_path.read_text(encoding="utf-8"))
        hidden = from_map(raw["entries"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"“{map_path}”不是去标识对照表。请给出 shuoli publish --map 生成的文件。") from error
    _paths(source, out, None)
    data = source.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        made = word.rewrite(data, hidden.back, scrub=False)
    else:
        made = hidden.show(_raw(source, data, read_document(source))).encode("utf-8")
    _write(out, made, private=True)
    return out


# ---- reading and making ----
def _paths(source: Path, out: Path, map_path: Path | None) -> None:
    if out.suffix.lower() not in FORMATS:
        raise BadInput(f"公开版本不能写成“{out.suffix or out.name}”格式。请把输出文件的后缀改为 {'、'.join(FORMATS)}。")
    if not source.is_file():
        raise BadInput(f"找不到文书“{source}”。请检查路径和文件名。")
    same = [out.resolve(), source.resolve(), *([map_path.resolve()] if map_path else [])]
    if len(set(same)) < len(same):
        raise BadInput("原文、公开版本和对照表不能是同一个文件。请换一个文件名。")


def _raw(source: Path, data: bytes, readable: str) -> str:
    """The words of a text file as they stand; of a pdf as read."""
    if source.suffix.lower() in (".md", ".txt", ".markdown", ".text"):
        try:
            return checked_text(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return readable
    return readable


def _shielded(text: str, known: Words, case: Case | None) -> list[str]:
    """Names of units that stay: the party (if no person), the agency, the bodies of remedy."""
    names = [m["name"] for m in _UNIT.finditer(text) if known.organisation.search(m["name"])]
    if case is not None:
        names += [case.party.name] if case.party.kind != "natural" else []
        names += [case.agency.name, case.agency.account_name, case.agency.reconsideration_body, case.agency.court]
    return [n for n in names if n]


def _made(source: Path, data: bytes, text: str, hidden: Hiding, out: Path, is_word: bool) -> bytes:
    """The public version's bytes in the format of the output."""
    suffix = out.suffix.lower()
    if suffix == ".docx" and is_word:
        return word.rewrite(data, hidden.there)
    plain = hidden.hide(text)
    if suffix == ".docx":
        with tempfile.TemporaryDirectory() as folder:
            path = save(_document(plain), Path(folder) / "public.docx")
            return path.read_bytes()
    if suffix == ".md" and source.suffix.lower() not in (".md", ".markdown"):
        plain = "\n\n".join(line for line in plain.splitlines() if line.strip()) + "\n"
    return plain.encode("utf-8")


def _document(text: str) -> Document:
    """Plain text as a document: the short lines at the head centred, headings as such."""
    heads = {text[s.at : s.start].strip() for s in sections_of(text)}
    blocks = []
    for number, line in enumerate(one.strip() for one in text.splitlines() if one.strip()):
        kind = "heading" if line in heads else "title" if number < 2 and len(line) < 24 else "paragraph"
        blocks.append(Block(kind=kind, text=line))  # type: ignore[arg-type]
    return Document(kind="public", name="公开版本", blocks=tuple(blocks), draft=False)


# ---- checking ----
def _left(made: bytes, out: Path, hidden: Hiding, known: Words) -> list[Left]:
    """What is still there: values of the map anywhere in the file, and whatever the validator's privacy checks find."""
    found = []
    raw = word.text_of(made) if out.suffix.lower() == ".docx" else made.decode("utf-8")
    kinds = {value: kind for kind, value, _ in hidden.pairs}
    found += [Left(kind=kinds[v], words=v, why="替换以后仍在文中") for v in hidden.left(raw)]
    with_words = read_document(made, out.name)
    for text in dict.fromkeys((with_words, raw)):
        found += [
            Left(kind=p.kind, words=p.value, why="处理以后仍能认出")
            for p in find(text, known)
            if _still(p.kind, p.value, known)
        ]
        context = Context(text, default_library(), default_knowledge(), public=True, today=date.today())
        for result in (r for c in CHECKS if c.family == "privacy" for r in c.results(context)):
            if result.status == "fail" and not _no_name(result.id, result.message, known):
                found.append(Left(kind="个人信息", words=result.found or result.where, why=result.message))
    return found


def _still(kind: str, value: str, known: Words) -> bool:
    return kind != NAME or bool(known.surname.match(value))


def _no_name(id: str, message: str, known: Words) -> bool:
    """A word the check of names took for a name that cannot be one (证人证言)."""
    named = _WHERE.search(message)
    return id == "privacy.names" and bool(named) and not known.surname.match(named["word"])  # type: ignore[index]


# ---- writing ----
def _write(path: Path, data: bytes, private: bool = False) -> None:
    """The file appears whole or not at all; ``private``: readable by its owner only."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, 0o600 if private else 0o644)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadInput(f"写不出“{path}”。请检查文件夹是否存在、是否可写。") from error


def _write_map(path: Path, source: Path, data: bytes, made: bytes, entries: list[dict[str, Any]]) -> None:
    held = {
        "format": MAP_FORMAT,
        "about": "去标识对照表，含个人信息，不得公开，请与公开版本分开保存。",
        "source": source.name,
        "source_sha256": hashlib.sha256(data).hexdigest(),
        "public_sha256": hashlib.sha256(made).hexdigest(),
        "made_on": date.today().isoformat(),
        "entries": entries,
    }
    _write(path, (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode("utf-8"), private=True)


__all__ = ["Left", "Published", "Remark", "publish", "restore"]
