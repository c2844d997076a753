"""The parts of a document that several checks read: sections, evidence as listed, the table of factors."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from .dating import DATE, Written

_HEADING = re.compile(r"^[ \t]*(?P<no>[一二三四五六七八九十]{1,3})、[ \t]*(?P<title>[^\n。；]{1,40})$", re.M)
_EVIDENCE_HEAD = re.compile(
    r"(?:下列|以下|如下)[^。\n]{0,8}证据|证据(?:证明|如下|为证)?[：:]\s*$|^.{0,8}主要证据", re.M
)
_ITEM = re.compile(r"^[ \t]*(?:\d{1,2}[.．、]|[（(]\d{1,2}[)）]|[①-⑳])[ \t]*(?P<body>[^\n]{2,600})$", re.M)
_COPIES = re.compile(r"[（(]?\s*(?:共|各)?(?:\d+|[一二三四五六七八九十]+)\s*(?:份|页|张|件|套|盒|段|个)\s*[)）]?")
_MADE = "(?:提供|作出|制作|出具|拍摄|调取|收集|提取|打印)"
_PROVIDERS = (
    re.compile(rf"由(?P<who>[^，。；由]{{2,40}}?){_MADE}"),
    re.compile(r"(?:提供|作出|制作|出具)(?:单位|人|机关)[：:](?P<who>[^，。；\s]{2,40})"),
    re.compile(rf"(?P<who>[\u4e00-\u9fff（）]{{2,30}}?(?:局|公司|站|中心|院|厂|队)){_MADE}"),
)
_PROVES = re.compile(r"(?:证明|证实|拟证明|用以证明|显示|载明)(?:内容|事项|目的)?[：:]?(?P<what>[^；。\n]{2,300})")
_ROW = re.compile(
    r"^(?P<factor>[^\t\n]{1,60}?)[\t ]+(?P<level>[^\t\n]{1,80}?)[\t ]+"
    r"(?P<score>[-－]?\d+(?:\.\d+)?[%％]?|—|－)(?:[\t ]+(?P<why>[^\n]*))?$"
)
_TABLE_HEAD = re.compile(
    r"^(?=[^\n]*(?:因素|因子|情节))(?=[^\n]*(?:分值|权重|百分值|裁量值|得分|比例))[^\n。；]{4,80}$", re.M
)


class Section(NamedTuple):
    """A part under a heading 一、…; ``start`` is behind the heading."""

    number: str
    title: str
    start: int
    end: int
    at: int


def sections_of(text: str) -> tuple[Section, ...]:
    """The parts under headings of the first level, in order."""
    heads = list(_HEADING.finditer(text))
    ends = [*[h.start() for h in heads[1:]], len(text)] if heads else []
    return tuple(
        Section(h["no"], h["title"].strip(), h.end(), end, h.start()) for h, end in zip(heads, ends, strict=True)
    )


class ListedEvidence(NamedTuple):
    """One piece of evidence as listed; what is not told is empty (``day`` None)."""

    name: str
    copies: str
    day: Written | None
    provider: str
    proves: str
    span: tuple[int, int]

    @property
    def missing(self) -> tuple[str, ...]:
        told = {"份数": self.copies, "取得时间": self.day, "提供（作出）单位": self.provider, "证明内容": self.proves}
        return tuple(name for name, value in told.items() if not value)


def evidence_of(text: str) -> tuple[ListedEvidence, ...]:
    """The numbered items directly below the sentence or heading that announces the evidence."""
    found: list[ListedEvidence] = []
    for head in _EVIDENCE_HEAD.finditer(text):
        line_end = text.find("\n", head.start())
        position = line_end + 1 if line_end >= 0 else len(text)
        while item := _ITEM.match(text, position):
            found.append(_evidence(item))
            position = item.end() + 1
        if found:
            break
    return tuple(found)


def _evidence(item: re.Match[str]) -> ListedEvidence:
    body = item["body"]
    name = re.split(r"[（(]\s*(?:\d+|[一二三四五六七八九十]+)\s*[份页张件套]|[，,：:；]", body, maxsplit=1)[0].strip(
        "《》 “”"
    )
    copies, proves = _COPIES.search(body), _PROVES.search(body)
    day = DATE.search(body[: proves.start()] if proves else body)
    who = next((m["who"].strip() for pattern in _PROVIDERS if (m := pattern.search(body))), "")
    return ListedEvidence(
        name=name,
        copies=copies.group() if copies else "",
        day=Written(day) if day else None,
        provider=DATE.sub("", who),
        proves=proves["what"] if proves else "",
        span=item.span("body"),
    )


class Row(NamedTuple):
    """A row of the table of factors; ``score`` in percentage points, None where the table gives none (—)."""

    factor: str
    level: str
    score: Decimal | None
    span: tuple[int, int]


def factor_rows(text: str) -> tuple[Row, ...]:
    """The rows of the table of factors, whether its cells are set apart by tabs or by spaces."""
    head = _TABLE_HEAD.search(text)
    if not head:
        return ()
    rows = []
    position = head.end() + 1
    for line in text[position:].split("\n"):
        match = _ROW.match(line.strip())
        if not match:
            break
        number = match["score"].rstrip("%％").replace("－", "-")
        score = None if number in ("—", "-", "") else Decimal(number)
        rows.append(Row(match["factor"].strip(), match["level"].strip(), score, (position, position + len(line))))
        position += len(line) + 1
    return tuple(rows)


def unmarked(text: str) -> str:
    """A document written in Markdown, as its words; any other text as it stands."""
    head = [line for line in text.splitlines() if line.strip()][:4]
    if not any(re.match(r"#{1,3} \S", line) for line in head):
        return text
    text = re.sub(r"^#{1,4} |^> |^\|[ |:-]*\|$\n?", "", text, flags=re.M)
    text = re.sub(r"^\| (.*) \|$", lambda m: m[1].replace(" | ", "\t"), text, flags=re.M)
    return re.sub(r"\\([\\`*_{}\[\]<>#|+.()-])", r"\1", re.sub(r"\*\*|<br>| +$", "", text, flags=re.M))
