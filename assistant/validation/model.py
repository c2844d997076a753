"""What a check says, and the report that gathers all of it."""

from __future__ import annotations

from typing import Literal

from pydantic import computed_field

from assistant.law.model import Frozen

Status = Literal["pass", "fail", "warn", "n/a"]
Severity = Literal["blocking", "warning"]
Family = Literal[
    "citation", "law in time", "quotation", "fine", "discretion", "exemption", "facts", "party", "dates", "rights",
    "form", "language", "privacy",
]  # fmt: skip

FAMILIES: dict[Family, str] = {
    "citation": "引用",
    "law in time": "法律的时间效力",
    "quotation": "引文",
    "fine": "罚款数额",
    "discretion": "裁量",
    "exemption": "不予处罚",
    "facts": "事实和证据",
    "party": "当事人",
    "dates": "日期和期限",
    "rights": "程序和权利",
    "form": "格式",
    "language": "文字",
    "privacy": "个人信息",
}
"""The families in the order of the report, with their Chinese names."""


class CheckResult(Frozen):
    """One statement of one check. ``where`` quotes the place in the document; ``span`` are its character offsets.

    status fail: wrong; warn: doubtful or could not be judged; n/a: nothing there to check, or what the check needs is
    not known. ``expected`` and ``found`` are the two texts side by side: the validator never repairs anything itself.
    """

    id: str
    family: str
    status: Status
    severity: Severity = "blocking"
    message: str
    where: str = ""
    span: tuple[int, int] | None = None
    expected: str = ""
    found: str = ""


class Tally(Frozen):
    """found = verified + failed + unresolved, for citations and for amounts; nothing is skipped."""

    found: int = 0
    verified: int = 0
    failed: int = 0
    unresolved: int = 0


class Report(Frozen):
    """All results of one document."""

    checks: tuple[CheckResult, ...] = ()
    citations: Tally = Tally()
    amounts: Tally = Tally()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def blocking(self) -> int:
        return sum(c.status == "fail" and c.severity == "blocking" for c in self.checks)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def warnings(self) -> int:
        return sum(c.status == "warn" or (c.status == "fail" and c.severity == "warning") for c in self.checks)
