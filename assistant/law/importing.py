"""Imports official files: reads one into a statute with its title, days, issuer and articles, and stores it as JSON."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.errors import BadInput

from .cleaning import HEADING, clean_article, clean_heading, clean_line
from .files import Plain, read_plain
from .model import Article, Frozen, Paragraph, Period, Standing, Statute
from .numerals import to_int
from .sources.catalog import load_catalog
from .sources.version import short_name
from .splitting import split

_NUMERAL = "[零〇一二三四五六七八九十百千]+"
_ARTICLE = re.compile(
    rf"^第\s*(?P<no>{_NUMERAL})\s*条(?:\s*之\s*(?P<sub>{_NUMERAL}))?(?P<gap>[\s\u2003\u3000]*)(?P<text>.*)$"
)
_REFERS = re.compile(r"^(?:第|的|规定|所|和|及|至|、|，|或)")
_CLOSING = re.compile(r"^附\s*则$")
_PLAIN_HEADING = re.compile(
    rf"^(?:{_NUMERAL}、|[（(]{_NUMERAL}[）)])[^。；：，]{{2,24}}$"
)  # 二、管辖: in judicial interpretations
_APPENDIX = re.compile(r"^附\s*(?:件|表|录)?\s*[一二三四五六七八九十\d]{0,3}\s*(?:[：:].*|[《〈].*|\S{0,30})?$")
_DAY = r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_IN_FORCE = re.compile(rf"{_DAY}\s*起?\s*(?:施行|实施|生效)")
_REVISED = re.compile(rf"{_DAY}[^日]{{0,60}}?(?:修[订正改]|第[一二三四五]次)")
_ISSUED = re.compile(rf"{_DAY}[^日]{{0,60}}?(?:公布|发布|通过|印发|令)")
_IN_NAME = re.compile(r"[（(](\d{4})-(\d{2})-(\d{2})[）)]")
_ORDER = re.compile(r"([\u4e00-\u9fff、]{2,40}?令)\s*第\s*(\d+)\s*号|((?:法释|环[\u4e00-\u9fff]{1,3})〔\d{4}〕\d+号)")
_HEAD_LINES = 12


class ImportedStatute(Frozen):
    """A file as read: the statute with its articles, hashes of its text and of the file, and what should be checked."""

    statute: Statute
    sha256: str
    file: str
    file_sha256: str
    doubts: tuple[str, ...] = ()


class Stored(NamedTuple):
    """Where a statute was stored, and whether that changed anything."""

    path: Path
    status: Literal["new", "changed", "same"]


def read_statute(path: Path) -> ImportedStatute:
    """Reads one official file. Raises BadInput, in Chinese, where it cannot be used (scanned, encrypted, a table …)."""
    plain = read_plain(path)
    head, articles = _divide(plain.lines)
    if not articles:
        if plain.table_share > 0.35 or path.suffix.lower() == ".pdf":
            raise BadInput(
                f"{path.name} 没有条文，内容主要是表格（裁量表、清单、名录）。法规导入只收条文；"
                "裁量基准和免罚清单请用 shuoli corpus template 生成模板，填好后导入。"
            )
        articles, head = (_whole(plain.lines),), []
    title = _title(plain, head or plain.lines, path)
    info = "\n".join(head)
    order = _ORDER.search(info)
    issuer = plain.author or _issuer(order, info, title)
    if head or articles[0].no:
        start, doubt = _start(info, articles, plain, path, short_name(title))
    else:
        start, doubt = _signed(plain)
    doubts = [*_gaps(articles), *([doubt] if doubt else []), *([] if issuer else ["没有写明发布机关，请核对"])]
    statute = Statute(
        name=short_name(title),
        title=title,
        level=_level(title, issuer, plain.tags, bool(order)),
        in_force=Period(start=start),
        standing=Standing.VERBATIM,
        source=f"导入文件 {path.name}",
        issuer=issuer,
        number=_number(order) if order else "",
        articles=articles,
        note="；".join(doubts),
    )
    text = "\n".join(f"{a.no}.{a.sub or 0} {a.text}" for a in articles)
    return ImportedStatute(
        statute=statute,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        file=path.name,
        file_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        doubts=tuple(doubts),
    )


def store(draft: ImportedStatute, folder: Path) -> Stored:
    """Writes the statute into the imports folder, one file a version; storing the same again changes nothing.

    A newer version of a law closes an older one when the library reads them.
    """
    start = draft.statute.in_force.start
    name = re.sub(r"[\\/:*?\"<>|\s]", "_", draft.statute.name)[:80]
    path = folder / f"{name}@{start.isoformat() if start else '施行日不详'}.json"
    content = json.dumps(draft.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return Stored(path, "same")
    status: Literal["new", "changed"] = "changed" if path.is_file() else "new"
    folder.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(content, encoding="utf-8")
    partial.replace(path)
    return Stored(path, status)


def report(paths: Iterable[Path]) -> str:
    """A table in Markdown of what importing each file gives: names and results, no official text."""
    rows = ["| 文件 | 结果 | 层级 | 施行 | 条文 | 请核对 |", "| --- | --- | --- | --- | --- | --- |"]
    for path in paths:
        try:
            draft = read_statute(path)
        except BadInput as error:
            rows.append(f"| {path.name} | 不能导入：{error.message} | | | | |")
            continue
        statute = draft.statute
        count = f"{len(statute.articles)} 条" if statute.articles[0].no else "不分条，整篇"
        days = statute.in_force.start.isoformat() if statute.in_force.start else "不详"
        cells = (path.name, f"已读入《{statute.title}》", statute.level, days, count, "；".join(draft.doubts))
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _divide(lines: list[str]) -> tuple[list[str], tuple[Article, ...]]:
    """What stands before the first article, and the articles."""
    head: list[str] = []
    texts: list[tuple[int, int | None, tuple[str, ...], list[str]]] = []
    books: tuple[str, ...] = ()
    in_appendix = False
    for line, following in pairwise([*lines, ""]):
        heading = HEADING.match(re.sub(r"\s+", " ", line)) if len(line) < 60 and line[-1] not in "。；：" else None
        begun = _begins(line, texts[-1][:2] if texts else None)
        if begun:
            no, sub, rest = begun
            texts.append((no, sub, books, [rest] if rest else []))
            in_appendix = False
        elif heading or _CLOSING.match(line):
            books = _placed(books, clean_heading(line) if heading else "附则")
        elif texts and _PLAIN_HEADING.match(line) and _ARTICLE.match(following):
            books = (clean_line(line),)
        elif texts and not in_appendix and _APPENDIX.match(line) and line[-1] not in "。；":
            in_appendix = True
        elif texts and not in_appendix:
            texts[-1][3].append(line)
        elif not texts:
            head.append(line)
    return head, tuple(_article(no, sub, places, text) for no, sub, places, text in texts)


def _begins(line: str, last: tuple[int, int | None] | None) -> tuple[int, int | None, str] | None:
    """The number and first words of an article that begins in this line, if it is the next one."""
    match = _ARTICLE.match(line)
    if not match:
        return None
    no, sub = to_int(match["no"]), to_int(match["sub"]) if match["sub"] else None
    if last is None:
        expected = no == 1 and sub is None
    elif match["gap"]:
        expected = no > last[0] or (no == last[0] and (sub or 0) > (last[1] or 0))
    else:
        expected = no == last[0] + 1 and not _REFERS.match(match["text"])
    return (no, sub, match["text"].strip()) if expected else None


def _placed(books: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """The headings that hold from here: one of each level, the deeper ones fall away."""
    levels = ["编", "分编", "章", "节"]
    match = HEADING.match(heading)
    level = levels.index(match["level"]) if match else levels.index("章")
    kept = [b for b in books if (m := HEADING.match(b)) and levels.index(m["level"]) < level]
    return (*kept, heading)


def _article(no: int, sub: int | None, places: tuple[str, ...], text: list[str]) -> Article:
    cleaned = clean_article("\n".join(text))
    return Article(no=no, sub=sub, headings=places, paragraphs=split(cleaned.lines), appendix=cleaned.appendix)


def _whole(lines: list[str]) -> Article:
    """A document without articles (意见, 复函) is kept whole, a paragraph a line."""
    cleaned = [text for line in lines if (text := clean_line(line))]
    return Article(no=0, paragraphs=tuple(Paragraph(no=n, text=text) for n, text in enumerate(cleaned, 1)))


def _title(plain: Plain, head: list[str], path: Path) -> str:
    if plain.title:
        return re.sub(r"\s", "", _IN_NAME.sub("", plain.title)).replace("(", "（").replace(")", "）")
    parts: list[str] = []
    for line in head[:_HEAD_LINES]:
        text = clean_line(line)
        if re.match(r"^[（(]|.*\d{4}\s*年.*日|^目录$|^目\s*录|^第.+[章编]", text) or len(text) > 60:
            break
        parts.append(text)
        if re.search(r"(?:法|条例|办法|规定|规则|细则|解释|意见|名录|清单|决定|通知|复函|标准|规范)(?:（.+）)?$", text):
            break
    title = "".join(parts) if parts and len("".join(parts)) <= 90 else ""
    return title or short_name(_IN_NAME.sub("", path.stem))


def _gaps(articles: tuple[Article, ...]) -> list[str]:
    numbers = {article.no for article in articles}
    last = articles[-1].no
    missing = [n for n in range(1, last + 1) if n not in numbers]
    empty = [article.no for article in articles if not article.paragraphs]
    doubts = [f"缺第{'、'.join(map(str, missing[:10]))}条"] if missing else []
    return doubts + ([f"第{'、'.join(map(str, empty[:10]))}条没有正文"] if empty else [])


def _start(info: str, articles: tuple[Article, ...], plain: Plain, path: Path, name: str) -> tuple[date | None, str]:
    """The first day of this version and, where it had to be concluded, a note that it should be checked."""
    versions = [*_days(_REVISED, info), *_name_day(path)]
    version = max(versions, default=None)
    known = next((k for k in load_catalog().in_force_from if k.name == name and k.version == version), None)
    if known:
        return known.start, f"施行日据{known.source}" + ("，原文未核" if known.unverified else "")
    stated = _days(_IN_FORCE, info) or _days(_IN_FORCE, articles[-1].text)
    if stated:
        start = max(stated)
        if version is None or version <= start:
            return start, ""
        return version, f"最初自 {start} 起施行，{version} 修改；修改的施行日没有写明，以修改日计，请核对"
    issued = [*versions, *_days(_ISSUED, info), *_written_days(plain.date)]
    if issued:
        return max(issued), f"没有写明施行日，以 {max(issued)} 计，请核对"
    return None, "没有找到施行日，请核对"


def _signed(plain: Plain) -> tuple[date | None, str]:
    """The day of a document without articles: of its head or of its signature."""
    days = _written_days(plain.date) or _days(re.compile(rf"^{_DAY}$", re.M), "\n".join(plain.lines[-6:]))
    return (max(days), "以成文日或公布日计") if days else (None, "没有找到日期，请核对")


def _days(pattern: re.Pattern[str], text: str) -> list[date]:
    return [
        date(*(int(part) for part in match.groups()[:3])) for match in pattern.finditer(re.sub(r"[^\S\n]", "", text))
    ]


def _name_day(path: Path) -> list[date]:
    match = _IN_NAME.search(path.name)
    return [date(*map(int, match.groups()))] if match else []


def _written_days(text: str) -> list[date]:
    try:
        return [date.fromisoformat(text)]
    except ValueError:
        return []


def _number(order: re.Match[str]) -> str:
    """中华人民共和国国务院令第736号, without the day or 以 before it."""
    return re.sub(r"^.*[日以]|\s", "", order[0])


def _issuer(order: re.Match[str] | None, info: str, title: str) -> str:
    if order and order[1]:
        return re.sub(r"^.*[日以]|令$|中华人民共和国", "", order[1])
    if title.startswith("最高人民"):
        return re.split("关于", title)[0]
    return "国务院" if "国务院" in info else ""


def _level(title: str, issuer: str, tags: tuple[str, ...], ordered: bool) -> str:
    """法律, 行政法规, 部门规章 …: by who issued it and how."""
    who = f"{issuer} {' '.join(tags)}"
    if "最高人民" in issuer:
        return "司法解释" if ordered or "解释" in title or "规定" in title else "司法文件"
    if "地方规章" in who:
        return "地方政府规章"
    if issuer.startswith("国务院") and re.search(r"(?:条例|规定|办法|细则)$", title):
        return "行政法规"
    if "部门规章" in who or (ordered and re.search("[部总局署委]", issuer)):
        return "部门规章"
    if "人民代表大会" in issuer:
        return "地方性法规"
    if not issuer and title.endswith("条例") and not re.match(r"[一-龥]{2,8}(?:省|市|自治区|自治州|自治县)", title):
        return "行政法规"
    return "规范性文件"
