"""What the checks look at: the document's text taken apart once, with the case beside it where there is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from assistant.drafting.kinds import DocumentKind, document_kinds
from assistant.facts.model import Case
from assistant.knowledge.load import Knowledge
from assistant.law.finding import Found, find_citations
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation
from assistant.law.money import Amount, amounts_in
from assistant.reasoning.model import Assessment, Finding

from .dating import DATE, Written, written_dates
from .parts import Section, sections_of

T = TypeVar("T")

_QUOTE = re.compile(r"“([^“”]*)”|\"([^\"\n]{2,})\"")
_PUBLIC = re.compile(r"公开版|公示版|公开文本|脱敏|隐去")
_PERSON = re.compile(r"^(?:经营者|住址|身份证[^：:\n]{0,6})[：:]|个体工商户", re.M)
_FOUND = re.compile("检查|发现|调查|查获|监测|抽测|巡查|报警|核查")


@dataclass(frozen=True)
class Context:
    """One document under check. ``assessment`` and ``given_kind`` are None where nothing is known beside the text.

    ``public``: the document is meant for publication. ``today`` is the day of checking.
    """

    text: str
    library: StatuteLibrary
    knowledge: Knowledge
    assessment: Assessment | None = None
    violation: int = 0
    given_kind: DocumentKind | None = None
    public: bool = False
    today: date = date.max
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def case(self) -> Case | None:
        return self.assessment.case if self.assessment else None

    @property
    def finding(self) -> Finding | None:
        if self.assessment is None or self.violation >= len(self.assessment.violations):
            return None
        return self.assessment.violations[self.violation]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The finding the document is about, and others of the case whose penalty it cites too."""
        if self.assessment is None or self.finding is None:
            return ()
        cited = {(c.law, c.article) for _, c in self.resolved}
        others = [
            f
            for f in self.assessment.violations
            if f is not self.finding
            and f.basis.chosen
            and cited & {(p.citation.law, p.citation.article) for p in f.basis.chosen.penalty}
        ]
        return (self.finding, *others)

    @cached_property
    def data(self) -> dict[str, Any]:
        """Words and patterns of corpus/validation.yaml."""
        found: dict[str, Any] = self.knowledge.data("validation.yaml")
        return found

    @cached_property
    def kind(self) -> DocumentKind | None:
        """The kind given, or read from the title (the longest name found in the first lines)."""
        if self.given_kind:
            return self.given_kind
        head = _plain("\n".join(self.text.strip().splitlines()[:8])[:400])
        names = sorted(document_kinds().values(), key=lambda k: -len(k.name))
        known = next((k for k in names if _plain(k.name) in head), None)
        if known:
            return known
        aliases: dict[str, str] = self.data["titles"]
        return next((document_kinds()[i] for t, i in aliases.items() if t in head and i in document_kinds()), None)

    @cached_property
    def is_public(self) -> bool:
        """Told so, or so marked in its first or last lines."""
        lines = self.text.strip().splitlines()
        return self.public or any(_PUBLIC.search(line) for line in (*lines[:3], *lines[-2:]))

    @cached_property
    def exempts(self) -> bool:
        """A document that does not punish."""
        if self.kind:
            return self.kind.needs == "exempt"
        return bool(re.search(r"决定(?:对你[^。]{0,6})?不予(?:行政)?处罚", self.text))

    @cached_property
    def decides(self) -> bool:
        """A document that imposes or announces a penalty."""
        if self.kind:
            return self.kind.fine in ("imposed", "proposed", "daily") and self.kind.audience == "external"
        return not self.exempts and bool(re.search(r"作出(?:如下|以下)[^。]{0,8}处罚|决定[^。]{0,20}罚款", self.text))

    @cached_property
    def citations(self) -> tuple[Found, ...]:
        return find_citations(self.text, self.library.resolve_name)

    @cached_property
    def resolved(self) -> tuple[tuple[Found, Citation], ...]:
        return tuple((f, f.citation) for f in self.citations if f.citation)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(amounts_in(self.text))

    @cached_property
    def dates(self) -> tuple[Written, ...]:
        return written_dates(self.text)

    @cached_property
    def quotes(self) -> tuple[tuple[int, str], ...]:
        """Quoted passages: offset of the first character inside the marks, and the words."""
        found = []
        for match in _QUOTE.finditer(self.text):
            group = 1 if match[1] is not None else 2
            found.append((match.start(group), match[group]))
        return tuple(found)

    @cached_property
    def unquoted(self) -> str:
        """The text with quoted words blanked out; offsets are those of the text."""
        chars = list(self.text)
        for start, words in self.quotes:
            chars[start : start + len(words)] = " " * len(words)
        return "".join(chars)

    def in_quotes(self, position: int) -> bool:
        return any(start <= position < start + len(words) for start, words in self.quotes)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections_of(self.text)

    def section(self, *words: str) -> Section | None:
        """The first section whose heading holds one of the words."""
        return next((s for s in self.sections if any(w in s.title for w in words)), None)

    @cached_property
    def facts_part(self) -> tuple[int, int]:
        """Where the facts are told: their section, else all that stands before the evidence or the law."""
        section = self.section("事实")
        start, end = (section.start, section.end) if section else (0, len(self.text))
        stop = re.compile(r"(?:以上|上述)(?:违法)?事实|违反了|证据证明").search(self.text, start, end)
        return start, stop.start() if stop else end

    @cached_property
    def dated(self) -> date | None:
        """The day of the document: the last date that stands alone near its end, else none."""
        alone = [d.value for d in self.dates if d.value and self._signs(d)]
        return alone[-1] if alone else None

    @cached_property
    def decided(self) -> date | None:
        """The day of the document, else the case's day of decision."""
        if self.dated:
            return self.dated
        return (self.case.procedure.decided_on or self.case.decide) if self.case else None

    def _signs(self, written: Written) -> bool:
        """A date that has its line to itself, or nearly (印章, 公章)."""
        line = self.line(written.span[0])
        rest = DATE.sub("", self.text[slice(*line)])
        return len(re.sub(r"[\s（）()印章公盖日期：:]", "", rest)) <= 1

    def line(self, position: int) -> tuple[int, int]:
        """Start and end of the line at a place."""
        start = self.text.rfind("\n", 0, position) + 1
        end = self.text.find("\n", position)
        return start, len(self.text) if end < 0 else end

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end (with its 。) of the sentence at a place; a line's end also ends it."""
        bare = self.unquoted
        start = max(bare.rfind("。", 0, position), bare.rfind("\n", 0, position)) + 1
        ends = [e for e in (bare.find("。", position), bare.find("\n", position)) if e >= 0]
        return start, min(ends) + 1 if ends else len(bare)

    @cached_property
    def found_day(self) -> date | None:
        """The day the act was found: the case's, else the first date told with a check or a measurement."""
        if self.case and self.case.found:
            return self.case.found
        for written in self.dates:
            start, end = self.sentence(written.span[0])
            if written.value and _FOUND.search(self.text[start:end]):
                return written.value
        return None

    @cached_property
    def act_days(self) -> tuple[date, ...]:
        """Days of the act: the case's, else every day told in the facts."""
        if self.case and self.case.act:
            return self.case.act
        start, end = self.facts_part
        return tuple(d.value for d in self.dates if d.value and start <= d.span[0] < end and not self._signs(d))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Days on which a cited provision may matter: those of the act (all, where it is not told), the decision's."""
        act = self.act_days or tuple(d.value for d in self.dates if d.value)
        return tuple(sorted({*act, *((self.decided,) if self.decided else ())}))

    @cached_property
    def natural(self) -> bool:
        """The party is a person or a sole trader: as the case says, else as the head of the document shows."""
        if self.case is not None and self.assessment is not None:
            return self.case.party.kind != "legal" or self.assessment.facts.get("party_kind") in ("个人", "个体工商户")
        if _PERSON.search(self.text[:600]):
            return True
        addressed = "你" in self.text and not re.search(r"你[（(]?(?:单位|公司|厂|店|场|院|站)", self.text)
        return addressed and bool(
            re.search(r"(?:当事人|被处罚人)[：:]\s*[\u4e00-\u9fff·]{2,4}(?:[。，\s]|$)", self.text)
        )

    @cached_property
    def region(self) -> str:
        """Where the case is: as the case says, else the deciding agency as it stands in the document."""
        if self.case and self.case.region:
            return self.case.region
        return self.agency

    @cached_property
    def agency(self) -> str:
        """The deciding agency as written in the first lines or above the date."""
        lines = [line.strip() for line in self.text.strip().splitlines() if line.strip()]
        for line in (*lines[:4], *reversed(lines[-4:])):
            match = re.match(
                r"[\u4e00-\u9fff（）()]{2,24}?(?:环境保护|生态环境)[部厅局](?:[\u4e00-\u9fff]{1,8}分局)?", line
            )
            if match:
                return match.group()
        return ""

    def around(self, span: tuple[int, int], width: int = 18) -> str:
        """The words around a place, on one line."""
        return self.text[max(0, span[0] - width) : span[1] + width].replace("\n", " ").strip()


def once(function: Callable[[Context], T]) -> Callable[[Context], T]:
    """Read something out of a document once, however many checks ask for it."""
    name = f"{function.__module__}.{function.__qualname__}"

    def read(context: Context) -> T:
        if name not in context.memo:
            context.memo[name] = function(context)
        found: T = context.memo[name]
        return found

    return read


def _plain(text: str) -> str:
    return re.sub(r"[（(）)\s]", "", text)
