"""What the checks look at: the document's text taken apart once, with the case beside it where there is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.drafting.kinds import DocumentKind, document_kinds
from assistant.facts.model import Case
from assistant.knowledge.load import Knowledge
from assistant.law.finding import Found, find_citations
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation
from assistant.law.money import Amount, amounts_in
from assistant.reasoning.model import Assessment, Finding

from .model import CheckResult, Severity, Status

_DATE = re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
_QUOTE = re.compile(r"“([^”]*)”")


class WrittenDate:
    """A date as written; ``value`` None where no such day exists (2月30日)."""

    def __init__(self, match: re.Match[str]) -> None:
        self.span, self.text = match.span(), match.group()
        try:
            self.value: date | None = date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            self.value = None


@dataclass(frozen=True)
class Context:
    """One document under check. ``assessment`` and ``kind`` are None where nothing is known beside the text."""

    text: str
    library: StatuteLibrary
    knowledge: Knowledge
    assessment: Assessment | None = None
    violation: int = 0
    given_kind: DocumentKind | None = None

    @property
    def case(self) -> Case | None:
        return self.assessment.case if self.assessment else None

    @property
    def finding(self) -> Finding | None:
        if self.assessment is None or self.violation >= len(self.assessment.violations):
            return None
        return self.assessment.violations[self.violation]

    @cached_property
    def kind(self) -> DocumentKind | None:
        """The kind given, or read from the title (the longest name found in the first lines)."""
        if self.given_kind:
            return self.given_kind
        head = re.sub(r"\s", "", "\n".join(self.text.strip().splitlines()[:6]))
        names = sorted(document_kinds().values(), key=lambda k: -len(k.name))
        return next((k for k in names if k.name in head or _plain(k.name) in _plain(head)), None)

    @cached_property
    def citations(self) -> tuple[Found, ...]:
        return find_citations(self.text, self.library.resolve_name)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(amounts_in(self.text))

    @cached_property
    def dates(self) -> tuple[WrittenDate, ...]:
        return tuple(WrittenDate(m) for m in _DATE.finditer(self.text))

    @cached_property
    def quotes(self) -> tuple[tuple[int, str], ...]:
        """Quoted passages: offset of the first character inside the marks, and the words."""
        return tuple((m.start(1), m.group(1)) for m in _QUOTE.finditer(self.text))

    @cached_property
    def decided(self) -> date | None:
        """The day of the document: the last date that stands alone on a line, else the case's day of decision."""
        alone = [d.value for d in self.dates if self._alone(d) and d.value]
        if alone:
            return alone[-1]
        return (self.case.procedure.decided_on or self.case.decide) if self.case else None

    def _alone(self, written: WrittenDate) -> bool:
        start = self.text.rfind("\n", 0, written.span[0]) + 1
        end = self.text.find("\n", written.span[1])
        return self.text[start : end if end >= 0 else None].strip() == written.text

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Days on which a cited provision may matter: every date written, the act, the decision."""
        found = {d.value for d in self.dates if d.value}
        if self.case and self.case.act:
            found |= set(self.case.act)
        return tuple(sorted(found | ({self.decided} if self.decided else set())))

    def around(self, span: tuple[int, int], width: int = 18) -> str:
        """The words around a place, on one line."""
        return self.text[max(0, span[0] - width) : span[1] + width].replace("\n", " ").strip()

    @cached_property
    def resolved(self) -> tuple[tuple[Found, Citation], ...]:
        return tuple((f, f.citation) for f in self.citations if f.citation)


def _plain(text: str) -> str:
    return re.sub(r"[（(）)\s]", "", text)


@dataclass(frozen=True)
class Check:
    """One check: what it looks at and what it says. ``run`` yields results; none means nothing there (n/a)."""

    id: str
    family: str
    severity: Severity
    title: str
    run: Callable[[Context, Check], Iterator[CheckResult]]

    def says(
        self,
        status: Status,
        message: str,
        where: str = "",
        span: tuple[int, int] | None = None,
        expected: str = "",
        found: str = "",
    ) -> CheckResult:
        return CheckResult(
            id=self.id,
            family=self.family,
            status=status,
            severity=self.severity,
            message=message,
            where=where,
            span=span,
            expected=expected,
            found=found,
        )


CHECKS: list[Check] = []


def check(id: str, family: str, title: str, severity: Severity = "blocking") -> Callable[..., Check]:
    """Register a check; ids are unique."""

    def register(run: Callable[[Context, Check], Iterator[CheckResult]]) -> Check:
        if any(c.id == id for c in CHECKS):
            raise ValueError(f"check registered twice: {id}")
        made = Check(id, family, severity, title, run)
        CHECKS.append(made)
        return made

    return register
