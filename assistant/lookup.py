"""Looking up: one article with its history, all articles of a law, search, and what the corpus holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.errors import BadInput, LawNotFound
from assistant.knowledge.load import default_knowledge
from assistant.law.citation import parse_place
from assistant.law.library import default_library as library
from assistant.law.model import Citation, Statute
from assistant.law.numerals import to_int

if TYPE_CHECKING:
    from assistant.pipeline import House
    from assistant.retrieval.passages import Kind

SCOPES: dict[str, Kind] = {
    "laws": "law",
    "benchmarks": "benchmark",
    "exemptions": "exemption",
    "precedents": "precedent",
}


def article(name: str, number: str, on: date | None) -> dict[str, Any]:
    """``shuoli law --json``: the article as in force on a day (or in its newest version), with its history."""
    short = _short(name)
    wanted = _number(short, number)
    found = library().article(short, wanted.article, on, sub=wanted.article_sub)
    statute = library().statute(short, on)
    provision = library().provision(wanted, on)
    return {
        "law": short,
        "title": statute.title,
        "article": found.no,
        "cite": provision.cite,
        "text": provision.text,
        "paragraphs": [
            {"no": p.no, "text": p.text, "items": [{"no": i.no, "text": i.text} for i in p.items]}
            for p in found.paragraphs
        ],
        "headings": list(found.headings),
        "in_force": statute.in_force.as_list(),
        "status": _status(statute, on or date.today()),
        "verbatim": provision.standing.value == "verbatim",
        "history": [_version(v) for v in library().versions(short)],
    }


def article_text(one: dict[str, Any]) -> str:
    """The article for people."""
    start, end = one["in_force"]
    status = {"in_force": "有效", "repealed": "已废止", "not_yet": "尚未施行"}[one["status"]]
    days = f"自 {start} 起施行" + (f"，{end} 废止" if end else "")
    mark = "" if one["verbatim"] else "（要旨，非官方原文；导入正式文件后以原文为准）"
    lines = [
        f"{one['cite']}  [{status}：{days}]{mark}",
        *([" / ".join(one["headings"])] if one["headings"] else []),
        one["text"],
    ]
    if len(one["history"]) > 1:
        lines.append(
            "沿革："
            + "；".join(
                f"{h['in_force'][0]} 起" + (f"至 {h['in_force'][1]}" if h["in_force"][1] else "")
                for h in one["history"]
            )
        )
    return "\n".join(lines) + "\n"


def statute_articles(name: str, on: date | None) -> list[dict[str, Any]]:
    """``shuoli law LAW --json``: all articles of a law."""
    short = _short(name)
    statute = library().statute(short, on)
    status, days = _status(statute, on or date.today()), statute.in_force.as_list()
    return [
        {
            "law": short,
            "article": a.no,
            "cite": library().provision(Citation(law=short, article=a.no, article_sub=a.sub), on).cite,
            "text": a.text,
            "headings": list(a.headings),
            "in_force": days,
            "status": status,
        }
        for a in statute.articles
    ]


def search(house: House, query: str, top: int, on: date | None, scope: str) -> list[dict[str, Any]]:
    """Hits of the scopes named in ``scope`` (comma-separated)."""
    from assistant.asking.finding import search as find

    kinds = []
    for name in scope.split(","):
        if name.strip() not in SCOPES:
            raise BadInput(f"没有“{name.strip()}”这个检索范围。可用：{'、'.join(SCOPES)}。")
        kinds.append(SCOPES[name.strip()])
    return [
        {
            "kind": h.passage.kind,
            "law": h.passage.law or None,
            "article": h.passage.article,
            "cite": h.passage.title,
            "text": h.passage.text,
            "score": round(h.score, 4),
            "in_force": h.passage.in_force.as_list(),
        }
        for h in find(house, query, kinds, top, on)
    ]


def search_row(row: dict[str, Any], house: House) -> dict[str, Any]:
    """One line of ``search --jsonl``."""
    query = row.get("query")
    if not isinstance(query, str) or not query.strip():
        raise BadInput("这一行没有 query（检索词）。")
    try:
        on = date.fromisoformat(str(row["on"])) if row.get("on") else None
        top = int(row.get("top") or 10)
    except ValueError as error:
        raise BadInput("on 应是日期，top 应是整数。") from error
    return {"hits": search(house, query, top, on, str(row.get("in") or "laws"))}


def corpus_status() -> dict[str, Any]:
    """What the corpus and the index hold, in numbers."""
    from assistant.house import index_is_current
    from assistant.imports import imported
    from assistant.knowledge import agency

    knowledge = default_knowledge()
    return {
        "法律法规": len(library().names()),
        "违法行为": len(knowledge.violations),
        "处罚规定": sum(len(v.regimes) for v in knowledge.violations.values()),
        "裁量基准表": len(knowledge.benchmarks),
        "免罚事项": len(knowledge.exemptions),
        "典型案例": len(knowledge.precedents),
        "事实词表": len(knowledge.vocabulary),
        "索引": "已是最新" if index_is_current() else "未建立或需要更新（运行 shuoli setup）",
        "导入的法规": imported(),
        "导入的基准和清单": agency.imported(),
    }


def status_text(status: dict[str, Any]) -> str:
    """``corpus status`` for people: the numbers, then every import with its days."""
    laws, own = status["导入的法规"], status["导入的基准和清单"]
    lines = [f"{k}：{v}" for k, v in status.items() if not isinstance(v, list)]
    lines.append(f"导入的法规：{len(laws)}")
    for one in laws:
        days = _days(one["in_force"])
        lines.append(
            f"  《{one['title']}》 {days}，{one['articles']} 条，校验 {one['sha256'][:16]}，来自 {one['file']}"
        )
    lines.append(f"导入的裁量基准和免罚清单：{len(own)}")
    for one in own:
        closed = f"（由《{one['closed_by']}》取代）" if one["closed_by"] else ""
        lines.append(
            f"  {one['kind']}《{one['title']}》{one['number']}（{one['region']}） {_days(one['in_force'])}{closed}，"
            f"{one['entries']} 项，{one['imported_on']} 导入，来自 {one['file']}"
        )
    return "\n".join(lines) + "\n"


def _days(period: list[str | None]) -> str:
    start, end = period
    return f"{start or '施行日不详'} 起" + (f"，至 {end}" if end else "")


def corpus_stale(on: date | None) -> list[dict[str, Any]]:
    """``corpus status --stale``: what has expired, or rests on a repealed law, on a day (today where none is given)."""
    from assistant.knowledge.stale import stale_on

    return [s.model_dump(mode="json") for s in stale_on(default_knowledge(), on or date.today())]


def stale_text(found: list[dict[str, Any]]) -> str:
    """The same for people, grouped by reason."""
    kinds = {
        "expired": "已过有效期",
        "repealed": "所依据的法律已经废止（沿用与否见 docs/discretion.md）",
        "unchecked": "所依据的规定没有收录，是否有效没有核对",
    }
    lines = []
    for kind, title in kinds.items():
        ours = [s for s in found if s["kind"] == kind]
        lines.append(f"{title}：{len(ours)} 项")
        lines += [f"  {s['id']}  {s['name']}：{s['says']}" for s in ours]
    return "\n".join(lines) + "\n"


def _short(name: str) -> str:
    found = library().resolve_name(name)
    if found is None:
        raise LawNotFound(f"法规库里没有“{name}”。请核对名称；行政法规、规章可用 shuoli corpus add 导入。")
    return found


def _number(law: str, text: str) -> Citation:
    try:
        return Citation(law=law, article=to_int(text)) if "条" not in text else parse_place(law, text)
    except ValueError as error:
        raise BadInput(f"“{text}”不是条号。请写成 1102 或“第一千一百零二条”。") from error


def _status(statute: Statute, on: date) -> str:
    period = statute.in_force
    if period.start and on < period.start:
        return "not_yet"
    return "repealed" if period.end and on >= period.end else "in_force"


def _version(statute: Statute) -> dict[str, Any]:
    return {
        "title": statute.title,
        "in_force": statute.in_force.as_list(),
        "note": statute.note,
        "source": statute.source,
    }
