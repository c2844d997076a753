"""The names of laws as they stand in running text: bracketed, bare, abbreviated for one text (以下简称), or unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

Resolver = Callable[[str], str | None]
"""Gives the short name of a law by any of its names: ``StatuteLibrary.resolve_name``."""

FARTHEST_NAME = 45
_CALLED = re.compile(
    r"\s*[（(](?:以下|下)?(?:简)?称(?:为|作)?[：:]?[“\"《〈‘]*([^”\"》〉’（）()、，]{1,20})[”\"》〉’]*"
)
_NAME_LIKE = re.compile(
    r"[一-龥（）、·]{2,40}(?:法典|法|条例|办法|规定|规则|细则|通则|总则|准则|解释|决定|规范|标准|公约)$"
)
_LEAD_IN = re.compile(
    r"^.*(?:依据|根据|依照|按照|违反了?|参照|符合|适用|触犯了?|援引|引用|以及|或者|属于|构成|对照|参见|详见|[：:，,；;了据照按])"
)
_MODIFIER = re.compile(
    r"^(?:(?:现行|原|旧|新|新修[订正]的?|修[订正改]后的?|修[订正改]前的?|(?:19|20)\d{2}年?(?:版|修[订正改])?的?)+)"
)
_REGION = re.compile(r"[一-龥]{2,}(?:省|市|自治区|自治州|自治县|县|特区)$")
_MAY_PRECEDE = set("据照反合用和及与、按依了新旧原的定以由在对从是为即又将后前改守见看查引行比”》，。：；（ \n版")
_SHORT_NAME = 3  # names as short as 水法 may be the tail of another word


@dataclass(frozen=True)
class Law:
    """A law as named in a text: its short name, or None with the name as written and the reason."""

    name: str | None
    written: str
    start: int
    end: int
    problem: str = ""
    inferred: bool = False


class LawNames:
    """Resolves the names in one text; remembers what that text itself calls a law."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._nicknames: dict[str, Law] = {}

    def bracketed(self, written: str, start: int, end: int) -> Law:
        """The law of 《…》."""
        bare = written.strip('《》〈〉＜＞<>「」“”" ')
        nickname = self.nickname(bare, start, end)
        if nickname:
            return nickname
        name = self._resolver(bare)
        return Law(name, bare, start, end, "" if name else f"资料库里没有《{bare}》")

    def remember(self, text: str, law: Law) -> None:
        """Takes note of （以下简称…） right behind a law's name."""
        called = _CALLED.match(text, law.end)
        if called:
            self._nicknames[called[1].strip()] = law

    def nickname(self, written: str, start: int, end: int) -> Law | None:
        """The law this text calls ``written``."""
        law = self._nicknames.get(written)
        return replace(law, start=start, end=end) if law else None

    def bare(self, before: str, offset: int) -> Law | None:
        """The law whose name, without brackets, ends the words before an article; ``offset`` is where they begin."""
        glue = re.search(r"[”\"』】]?\s*(?:[（(][^（）()]{0,30}[）)])?\s*的?\s*$", before)
        end = glue.start() if glue else len(before)
        before = before[:end]
        for start in range(len(before) - 1):
            suffix = before[start:]
            nickname = self.nickname(suffix, offset + start, offset + end)
            if nickname:
                return nickname
            name = self._resolver(suffix) if "\u4e00" <= suffix[0] <= "\u9fff" else None
            if name and _stands_alone(before, start):
                return Law(name, suffix, offset + start, offset + end)
        return _unknown(before, offset + end)


def _unknown(before: str, end: int) -> Law | None:
    """What looks like the name of a law but is none of the library's."""
    like = _NAME_LIKE.search(before)
    if not like:
        return None
    written = _MODIFIER.sub("", _LEAD_IN.sub("", like[0])).lstrip("和与及、的")
    if len(written) < 3 or re.fullmatch(r"(?:法律|上述|有关|相关|下列|前述).*", written):
        return None
    return Law(None, written, end - len(written), end, f"资料库里没有“{written}”")


def _stands_alone(before: str, start: int) -> bool:
    """Not the tail of another name: 深圳市建设项目环境保护管理条例, 供水法."""
    lead = before[:start]
    if _REGION.search(_LEAD_IN.sub("", lead)):
        return False
    return len(before) - start > _SHORT_NAME or not lead or lead[-1] in _MAY_PRECEDE
