"""The shapes of what lawyers write in corpus/: violations with their regimes, benchmarks, exemption items, precedents.

Every shape refuses unknown fields, so a slip of the pen is found by ``shuoli corpus check``. Places in laws are written
as printed (第一千一百零二条第二款第一项), relative to the statute named beside them. How to write them: docs/catalogue.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from assistant.law.model import Frozen

from .fines import Fine

Condition = dict[str, Any]


class FactKey(Frozen):
    """One word of the facts' vocabulary: what it means, its kind, how to ask for it.

    kind: bool, number (with ``unit``), money (integer yuan), date, choice (one of ``choices``),
    choices (a list out of ``choices``), text, texts.
    """

    key: str
    label: str
    kind: Literal["bool", "number", "money", "date", "choice", "choices", "text", "texts"]
    ask: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    help: str = ""


class Element(Frozen):
    """构成要件. ``cues`` (any of) in one sentence show it, ``against`` show its absence; ``facts`` decides it by facts.

    Cues are regular expressions in which {name} stands for a group of the lexicon (corpus/lexicon).
    """

    id: str
    text: str
    facts: Condition | None = None
    cues: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    required: bool = True


class Step(Frozen):
    """A heavier stage of the same provision: 拒不改正的, 情节严重的, 造成严重后果的."""

    step: str
    when: Condition
    fine: Fine | None = None
    measures: tuple[str, ...] = ()


class Variant(Frozen):
    """The same act with another fine or place, decided by facts (工业噪声; 利用、处置 beside 收集、贮存)."""

    when: Condition
    name: str = ""
    penalty: str | None = None
    fine_in: str | None = None
    duty: tuple[str, ...] | None = None
    fine: Fine | None = None
    steps: tuple[Step, ...] | None = None


class Individuals(Frozen):
    """Liability of persons (直接负责的主管人员和其他直接责任人员 …): ``fine`` in yuan, ``other`` bans and the like."""

    who: str
    fine: Fine | None = None
    other: tuple[str, ...] = ()
    when: Condition | None = None
    cite: str | None = None


class Referral(Frozen):
    """移送: to whom, on what condition, what may follow. ``cite`` relative to the regime's statute or with 《》."""

    to: str
    text: str
    when: Condition | None = None
    cite: str | None = None


class Regime(Frozen):
    """The act under one statute over time.

    ``relation`` says, for a former statute, what became of it in the Code. ``until``/``since`` narrow the statute's own
    days (a regulation that gives way to the Code). ``when`` narrows it to some cases (permit holders, water only).
    ``status`` unsettled: the texts do not settle whether it applies; ``doubt`` says why, and a reviewer is asked.
    """

    statute: str
    duty: tuple[str, ...] = ()
    penalty: str
    fine_in: str | None = None
    fine: Fine | None = None
    when: Condition | None = None
    steps: tuple[Step, ...] = ()
    variants: tuple[Variant, ...] = ()
    measures: tuple[str, ...] = ()
    confiscation: tuple[str, ...] = ()
    individuals: tuple[Individuals, ...] = ()
    referrals: tuple[Referral, ...] = ()
    daily: bool = False
    since: date | None = None
    until: date | None = None
    relation: Literal["same", "merged", "split", "changed", "dropped", "new", "stands"] | None = None
    status: Literal["settled", "unsettled"] = "settled"
    doubt: str = ""
    note: str = ""


class Violation(Frozen):
    """违法行为: the act once, and its regimes over time.

    ``authority`` is who may punish it; other than 生态环境 (or 生态环境等) the officer is told whose it is (a thin entry).
    ``party`` is the kind of party that can commit it (建设单位, 排污单位 …). ``prefer_over`` lists violations that the same
    facts also fit and that this one outranks. ``cause`` is the 案由 by which documents call it where the name is long or
    begins with the kind of party.
    """

    id: str
    name: str
    cause: str = ""
    field: str
    authority: str = "生态环境主管部门"
    aliases: tuple[str, ...] = ()
    party: str = ""
    ask: tuple[str, ...] = ()
    described_as: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    regimes: tuple[Regime, ...]
    prefer_over: tuple[str, ...] = ()
    thin: bool = False
    note: str = ""

    @property
    def called(self) -> str:
        """How documents call it: reads on after 你单位 and before 的行为."""
        return self.cause or self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Every way a document may call it."""
        return (self.name, self.called, *self.aliases)


class Level(Frozen):
    """裁量因子: a level of a factor with its score (percentage points); ``when`` decides it from the facts."""

    label: str
    score: Decimal
    when: Condition | None = None


class Factor(Frozen):
    """裁量因素 and its levels, lightest first. ``note`` carries counting rules of the source."""

    name: str
    levels: tuple[Level, ...]
    when: Condition | None = None
    note: str = ""


class BandCell(Frozen):
    """A cell of a banded benchmark (幅度型): the combination of facts, and the fine's range in yuan or rate."""

    label: str
    when: Condition
    min: Decimal
    max: Decimal


class Benchmark(Frozen):
    """裁量基准 for some violations in one jurisdiction.

    ``formula`` names a function of reasoning.discretion. ``start`` is the starting score (percentage points).
    ``statutory`` is the fine it was made for; ``carry_over`` says whether, and why, it is used on the Code's range:
    same (percentages carried over), generic (not carried over: generic method), none. ``when`` picks among the tables
    of one violation (单位/个人, 限期改正/逾期). ``sum_note`` explains a table whose start plus maxima is not 100.
    ``carry_over_why`` is one plain clause for users; what needs more room stands in ``details``.
    """

    id: str
    name: str
    jurisdiction: str
    table: str = ""
    doc: str = ""
    source: str
    in_force_from: date | None = None
    in_force_until: date | None = None
    covers: tuple[str, ...] = ()
    statutes: tuple[str, ...] = ()
    legal_basis: str = ""
    when: Condition | None = None
    formula: str
    statutory: Fine | None = None
    start: Decimal | None = None
    factors: tuple[Factor, ...] = ()
    bands: tuple[BandCell, ...] = ()
    carry_over: Literal["same", "generic", "none"] = "same"
    carry_over_why: str = ""
    sum_note: str = ""
    notes: tuple[str, ...] = ()
    details: str = ""
    unverified: bool = False
    missing: str = ""


class ExemptionCondition(Frozen):
    """One condition of an exemption item or a correction; ``when`` None: no fact can decide it, it is always asked.

    ``acts`` narrows an exclusion to violations whose name holds one of the words (空: any violation).
    """

    text: str
    when: Condition | None = None
    acts: tuple[str, ...] = ()


class CorrectionRule(Frozen):
    """从重/从轻/减轻 of a jurisdiction: ``cap_of`` max or min of the statutory fine, ``cap`` the usual limit (0.2).

    ``cap_min`` is the least move where the source sets one (公开道歉 30%–50%: cap_min 0.3, cap 0.5, cap_of amount).
    ``not_for`` (violations) and ``excluded_when`` are the cases in which the source does not allow it.
    """

    kind: Literal["lenient", "reduced", "aggravated"]
    text: str
    when: Condition | None = None
    cap: Decimal | None = None
    cap_min: Decimal | None = None
    cap_of: Literal["max", "min", "amount"] | None = None
    hard: bool = False
    effect: Literal["should", "may"] = "may"
    not_for: tuple[str, ...] = ()
    excluded_when: tuple[ExemptionCondition, ...] = ()
    cite: str = ""
    note: str = ""


class Jurisdiction(Frozen):
    """The discretion rules of one province or city: names it goes by, corrections, rounding, what is missing.

    ``general`` is the id of its benchmark for acts without a table (通用裁量表), ``general_individuals`` the one for
    persons responsible. ``imported``: an agency brought it itself (knowledge.agency).
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    general: str | None = None
    general_individuals: str | None = None
    rules: str = ""
    source: str = ""
    in_force_from: date | None = None
    in_force_until: date | None = None
    corrections: tuple[CorrectionRule, ...] = ()
    unknown_factor: str = ""
    rounding: str = ""
    hearing_threshold: dict[str, int] = Field(default_factory=dict)
    missing: str = ""
    unverified: bool = False
    imported: bool = False


class ExemptionItem(Frozen):
    """不予处罚 item of a published list. ``any_of`` true: the conditions are alternatives, else all must be met.

    ``excluded_when``: the exclusions of the list (生态敏感区 …). ``kind`` minor 轻微不罚, first 首违不罚, other.
    ``general``: it covers every violation (statutory grounds), and ``covers`` stays empty. ``note`` is shown with it.
    """

    id: str
    list: str
    jurisdiction: str
    kind: Literal["minor", "first", "other"]
    effect: Literal["must", "may"]
    violation: str
    covers: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    in_force_from: date | None = None
    in_force_until: date | None = None
    conditions: tuple[ExemptionCondition, ...]
    any_of: bool = False
    excluded_when: tuple[ExemptionCondition, ...] = ()
    source: str
    partial: bool = False
    unverified: bool = False
    general: bool = False
    note: str = ""


class Precedent(Frozen):
    """典型案例, restated in our words: facts, basis, outcome, fine in yuan, and where it was published."""

    id: str
    title: str
    jurisdiction: str
    year: int
    violations: tuple[str, ...]
    facts: str
    basis: str
    outcome: str
    fine: int | None = None
    points: tuple[str, ...] = ()
    source: str
    confidence: str = ""


class GistItem(Frozen):
    """项 of a regulation, in our words."""

    no: int
    gist: str


class GistParagraph(Frozen):
    """款 of a regulation, in our words."""

    no: int
    gist: str
    items: tuple[GistItem, ...] = ()


class GistArticle(Frozen):
    """条 of a regulation, in our words; figures as in the official text."""

    no: int
    gist: str = ""
    paragraphs: tuple[GistParagraph, ...] = ()
    items: tuple[GistItem, ...] = ()


class GistStatute(Frozen):
    """An administrative regulation or rule whose official text is not shipped: the articles we need, as 要旨."""

    name: str
    title: str
    level: str
    issuer: str = ""
    number: str = ""
    aliases: tuple[str, ...] = ()
    in_force_from: date | None = None
    repealed_on: date | None = None
    source: str
    unverified: bool = False
    note: str = ""
    articles: tuple[GistArticle, ...]


class Ranking(Frozen):
    """What each sign of a violation weighs in the order of candidates, as measured (corpus/ranking.yaml).

    ``sense``, ``whole``, ``words``: see retrieval's Likeness. ``shown``: all required elements are shown; ``partly``: the
    share that is, where not all are; ``cued``: the share shown in the officer's own words; ``weight``: log10 of the highest
    fine in yuan over 7, where established. ``slope`` and ``offset`` turn the sum into a confidence.
    """

    sense: float
    whole: float
    words: float
    shown: float
    partly: float
    cued: float
    weight: float
    slope: float = 1.0
    offset: float = 0.0

    def score(self, signals: Mapping[str, float]) -> float:
        return sum(float(getattr(self, name)) * value for name, value in signals.items())

    def confidence(self, signals: Mapping[str, float]) -> float:
        """0–1: about how often a candidate with this score was right."""
        return 1.0 / (1.0 + math.exp(-(self.slope * self.score(signals) + self.offset)))
