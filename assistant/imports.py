"""``shuoli corpus add`` and ``remove``: files read, shown, stored and indexed one law at a time; what is imported.

Reading a file is ``law.importing``; which text then holds on which day is ``law.library``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal

from assistant import house
from assistant.errors import BadInput, DataError
from assistant.knowledge.load import default_knowledge
from assistant.law.importing import ImportedStatute, read_statute, store
from assistant.law.library import StatuteLibrary, default_library
from assistant.law.model import Frozen, Standing, Statute
from assistant.retrieval.build import mark_current, refresh_law, state
from assistant.settings import settings

Status = Literal["refused", "shown", "same", "new", "changed"]
Confirm = Callable[["Understood"], bool]
_SAID: dict[Status, str] = {
    "refused": "不能导入",
    "shown": "未导入（只显示）",
    "same": "已导入过，内容没有变化",
    "new": "已导入",
    "changed": "已更新",
}


class Understood(Frozen):
    """What the program understood of one file, and what became of it.

    ``replaces`` says what this text stands in for: the gist, another version, or nothing. ``error`` is the reason of a
    refusal, ``understood`` None then.
    """

    file: str
    understood: ImportedStatute | None = None
    replaces: str = ""
    status: Status = "shown"
    error: str = ""

    @property
    def said(self) -> str:
        """The status in Chinese."""
        return _SAID[self.status]


def add(files: Iterable[Path], confirm: Confirm) -> list[Understood]:
    """Reads every file; stores and indexes those ``confirm`` agrees to. A file that cannot be used is refused alone.

    Each law is indexed by itself at once, so its text stands in for the gist everywhere from then on.
    """
    done = []
    for path in files:
        seen = understand(path)
        if seen.understood and confirm(seen):
            seen = seen.model_copy(update={"status": _put(seen.understood)})
        done.append(seen)
    return done


def understand(path: Path) -> Understood:
    """One file as read, not stored."""
    try:
        draft = read_statute(path)
    except BadInput as error:
        return Understood(file=path.name, status="refused", error=error.message)
    return Understood(file=path.name, understood=draft, replaces=_replaces(draft.statute, default_library()))


def remove(name: str) -> list[str]:
    """Removes every imported version of a law; its gist (or nothing) stands again. Returns the removed files' names.

    Raises BadInput where no imported law is called so.
    """
    law = default_library().resolve_name(name)
    paths = [path for path, draft in _imports() if draft.statute.name == law]
    if not paths or law is None:
        raise BadInput(f"没有导入过“{name}”。已导入的法规见 shuoli corpus status。")
    was_current = house.index_is_current()
    for path in paths:
        path.unlink()
    _reindex(law, was_current)
    return [path.name for path in paths]


def imported() -> list[dict[str, Any]]:
    """Every imported version with its days, hash and number of articles, as ``corpus status`` lists them."""
    library = default_library()
    rows = []
    for _, draft in _imports():
        statute = draft.statute
        held = next((v for v in library.versions(statute.name) if v.in_force.start == statute.in_force.start), statute)
        rows.append(
            {
                "law": statute.name,
                "title": statute.title,
                "level": statute.level,
                "in_force": held.in_force.as_list(),
                "articles": _count(statute),
                "sha256": draft.sha256,
                "file": draft.file,
            }
        )
    return rows


def as_json(one: Understood) -> dict[str, Any]:
    """One line of ``corpus add --json``."""
    head: dict[str, Any] = {"file": one.file, "status": one.status, "error": one.error or None}
    if one.understood is None:
        return head
    statute = one.understood.statute
    return head | {
        "law": statute.name,
        "title": statute.title,
        "level": statute.level,
        "issuer": statute.issuer,
        "number": statute.number,
        "in_force": statute.in_force.as_list(),
        "articles": _count(statute),
        "replaces": one.replaces,
        "doubts": list(one.understood.doubts),
        "sha256": one.understood.sha256,
    }


def as_text(one: Understood) -> str:
    """What was understood of one file, for reading before it is used."""
    if one.understood is None:
        return f"{one.file}\n  不能导入：{one.error}\n"
    statute = one.understood.statute
    count = _count(statute)
    start = statute.in_force.start
    lines = [
        f"{one.file}",
        f"  名称：《{statute.title}》（{statute.level}）",
        f"  发布：{statute.issuer or '没有写明'}{'　' + statute.number if statute.number else ''}",
        f"  施行：{start.isoformat() if start else '没有找到'}",
        f"  条文：{f'{count} 条' if count else '不分条，整篇收录'}{_structure(statute)}",
        f"  首条：{_first_words(statute)}",
        f"  校验：{one.understood.sha256[:16]}",
        *([f"  替换：{one.replaces}"] if one.replaces else []),
        *(f"  请核对：{doubt}" for doubt in one.understood.doubts),
    ]
    return "\n".join(lines) + "\n"


def _put(draft: ImportedStatute) -> Status:
    was_current = house.index_is_current()
    stored = store(draft, settings().imports)
    if stored.status != "same":
        _reindex(draft.statute.name, was_current)
    return stored.status


def _reindex(law: str, was_current: bool) -> None:
    """Index one law anew, where there is an index; without one, ``shuoli setup`` will find the import."""
    s, knowledge, library = settings(), default_knowledge(), default_library()
    if not (s.home / "index" / "index.db").exists():
        return
    refresh_law(s.home, library, knowledge, law, s.embedding_model, s.embedding_query_prompt)
    if was_current:
        mark_current(s.home, state(library, knowledge, s.embedding_model))


def _imports() -> list[tuple[Path, ImportedStatute]]:
    found = []
    for path in sorted(settings().imports.glob("*.json")):
        try:
            found.append((path, ImportedStatute.model_validate(json.loads(path.read_text(encoding="utf-8")))))
        except (OSError, ValueError) as error:
            raise DataError(f"导入的法规文件 {path.name} 已损坏，请删除它后重新导入原文件。") from error
    return found


def _replaces(statute: Statute, library: StatuteLibrary) -> str:
    """What stands under this name now."""
    if library.resolve_name(statute.name) != statute.name:
        return ""
    said = []
    for other in library.versions(statute.name):
        start = other.in_force.start
        if other.standing is Standing.GIST:
            said.append("现有要旨，此后各处改用原文")
        elif start == statute.in_force.start:
            said.append(f"{_day(start)}起施行的同一文本（{other.source}）")
        else:
            order = "前一版本" if (start or date.min) < (statute.in_force.start or date.min) else "另有较新版本"
            said.append(f"{order}（{_day(start)}起施行）仍保留，按日期适用")
    return "；".join(said)


def _day(day: date | None) -> str:
    return day.isoformat() if day else "某日"


def _count(statute: Statute) -> int:
    """The number of articles; 0 for a document kept whole."""
    return len(statute.articles) if statute.articles and statute.articles[0].no else 0


def _structure(statute: Statute) -> str:
    """（7 章，共 120 款）: the parts found."""
    chapters = {a.headings[-1] for a in statute.articles if a.headings}
    paragraphs = sum(len(a.paragraphs) for a in statute.articles)
    items = sum(len(p.items) for a in statute.articles for p in a.paragraphs)
    parts = [f"{n} {unit}" for n, unit in ((len(chapters), "个章节"), (paragraphs, "款"), (items, "项")) if n]
    return f"（{'、'.join(parts)}）" if parts else ""


def _first_words(statute: Statute) -> str:
    text = statute.articles[0].text.replace("\n", "")
    return text[:40] + ("……" if len(text) > 40 else "")
