"""A check: a small object with an id, a family, a severity, what it needs, what it says and where it points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from .context import Context
from .model import CheckResult, Family, Severity, Status

Need = Literal["case", "finding", "kind", "external", "date", "public"]

_NEEDS: dict[Need, tuple[Callable[[Context], bool], str]] = {
    "case": (lambda c: c.assessment is not None, "没有随文书提供案件"),
    "finding": (lambda c: c.finding is not None, "没有随文书提供案件"),
    "kind": (lambda c: c.kind is not None, "没有认出文书种类"),
    "external": (lambda c: c.kind is not None and c.kind.audience == "external", "不是对外文书"),
    "date": (lambda c: c.dated is not None, "没有认出文书日期"),
    "public": (lambda c: c.is_public, "不是公开版本"),
}


@dataclass(frozen=True)
class Check:
    """One check. ``run`` yields results; none means there was nothing to look at (n/a).

    ``needs``: what must be known beside the text; where it is not, the check says so instead of guessing.
    """

    id: str
    family: Family
    severity: Severity
    title: str
    needs: tuple[Need, ...]
    run: Callable[[Context, Check], Iterator[CheckResult]]

    def results(self, context: Context) -> list[CheckResult]:
        """What this check says of a document: at least one result, never none."""
        missing = dict.fromkeys(why for need in self.needs for known, why in (_NEEDS[need],) if not known(context))
        if missing:
            return [self.says("n/a", f"{self.title}：{'、'.join(missing)}，没有检查。")]
        return list(self.run(context, self)) or [self.says("n/a", f"{self.title}：没有可检查的内容。")]

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

    def at(
        self,
        status: Status,
        message: str,
        context: Context,
        span: tuple[int, int],
        expected: str = "",
        found: str = "",
    ) -> CheckResult:
        """As ``says``, pointing at a place of the document and quoting the words around it."""
        return self.says(status, message, context.around(span), span, expected, found or context.text[slice(*span)])


CHECKS: list[Check] = []


def check(
    id: str, family: Family, title: str, severity: Severity = "blocking", needs: tuple[Need, ...] = ()
) -> Callable[[Callable[[Context, Check], Iterator[CheckResult]]], Check]:
    """Register a check; ids are unique."""

    def register(run: Callable[[Context, Check], Iterator[CheckResult]]) -> Check:
        if any(c.id == id for c in CHECKS):
            raise ValueError(f"check registered twice: {id}")
        made = Check(id, family, severity, title, needs, run)
        CHECKS.append(made)
        return made

    return register
