"""``shuoli corpus check``: everything in corpus/ is well-formed, refers to what exists, and every figure stands in its article."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assistant.errors import CorpusError, LawNotFound
from assistant.law.citation import parse_place
from assistant.law.library import StatuteLibrary, default_library
from assistant.law.model import Period, Standing

from .acts import wrong_families
from .cues import Patterns
from .figures import figures_of, stands_in
from .fines import BandedFine, Fine, MultipleFine, PerUnitFine, ShareFine
from .load import Knowledge, default_knowledge
from .model import Benchmark, Condition, ExemptionItem, Regime, Step, Variant, Violation
from .predicate import problems

MIN_DESCRIPTIONS = 4


@dataclass
class Report:
    """What was checked and what was found wrong. ``counts`` say how much was looked at."""

    errors: list[CorpusError] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, by: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + by


class Checker:
    """Walks the knowledge once; each method checks one kind of entry."""

    def __init__(self, knowledge: Knowledge, library: StatuteLibrary) -> None:
        self.knowledge, self.library = knowledge, library
        self.patterns = Patterns(knowledge.lexicon)
        self.report = Report()
        self._entry = ""

    def run(self) -> Report:
        for violation in self.knowledge.violations.values():
            self._entry = violation.id
            self._violation(violation)
        for benchmark in self.knowledge.benchmarks.values():
            self._entry = benchmark.id
            self._benchmark(benchmark)
        for item in self.knowledge.exemptions.values():
            self._entry = item.id
            self._exemption(item)
        for precedent in self.knowledge.precedents.values():
            self._entry = precedent.id
            self._known("violations", precedent.violations)
            self.report.count("典型案例")
        return self.report

    def wrong(self, where: str, problem: str, remedy: str) -> None:
        file = self.knowledge.origin.get(self._entry, "corpus")
        self.report.errors.append(CorpusError(file, self._entry, where, problem, remedy))

    # ---- violations ----
    def _violation(self, violation: Violation) -> None:
        self.report.count("违法行为")
        wanted = 1 if violation.thin else MIN_DESCRIPTIONS
        if len(violation.described_as) < wanted:
            self.wrong("described_as", f"只有 {len(violation.described_as)} 条描述", f"写满 {wanted} 条")
        if not any(e.cues or e.facts for e in violation.elements):
            self.wrong("elements", "没有任何可以识别的要件", "至少写一个带 cues 或 facts 的要件")
        for key in violation.ask:
            if key not in self.knowledge.vocabulary:
                self.wrong("ask", f"事实词表中没有“{key}”", "改用词表里的键，或先在 corpus/vocabulary 里加上")
        self._cause(violation)
        self._known("prefer_over", violation.prefer_over)
        for element in violation.elements:
            self._condition(f"elements.{element.id}.facts", element.facts)
            for cue in (*element.cues, *element.against):
                try:
                    self.patterns.compiled(cue)
                except ValueError as error:
                    self.wrong(f"elements.{element.id}.cues", str(error), "改正该模式")
        for number, regime in enumerate(violation.regimes, 1):
            self._regime(f"regimes[{number}]", regime)
        self._overlap(violation)

    def _cause(self, violation: Violation) -> None:
        """A cause is shorter than the name, and no other violation is called so."""
        if not violation.cause:
            return
        if len(violation.cause) >= len(violation.name):
            self.wrong("cause", "案由不比名称短", "写短些，或者删去")
        same = [v.id for v in self.knowledge.violations.values() if v is not violation and violation.cause in v.names]
        if same:
            self.wrong("cause", f"“{violation.cause}”也是 {'、'.join(same)} 的名称、案由或者别名", "写得能够区分")

    def _regime(self, where: str, regime: Regime) -> None:
        self.report.count("处罚规定")
        name = self.library.resolve_name(regime.statute)
        if name is None:
            self.wrong(where, f"法规库里没有“{regime.statute}”", "用法规全称，或先写要旨、导入原文")
            return
        for place in regime.duty:
            self._place(f"{where}.duty", name, place)
        self._condition(f"{where}.when", regime.when)
        base = [regime.penalty, regime.fine_in]
        self._figures(where, name, base, [regime.fine, *[s.fine for s in regime.steps]])
        self._steps(where, regime.steps)
        for index, variant in enumerate(regime.variants, 1):
            self._variant(f"{where}.variants[{index}]", name, base, variant)
        for person in regime.individuals:
            self._condition(f"{where}.individuals.when", person.when)
            places = [*base, person.cite if person.cite and "《" not in person.cite else None]
            self._figures(f"{where}.individuals", name, places, [person.fine])
        for referral in regime.referrals:
            self._condition(f"{where}.referrals.when", referral.when)
            if referral.cite and "《" not in referral.cite:
                self._place(f"{where}.referrals.cite", name, referral.cite)
        if regime.status == "unsettled" and not regime.doubt:
            self.wrong(f"{where}.doubt", "标为 unsettled 而没有写理由", "写明存疑的原因")

    def _variant(self, where: str, statute: str, base: list[str | None], variant: Variant) -> None:
        self._condition(f"{where}.when", variant.when)
        for place in variant.duty or ():
            self._place(f"{where}.duty", statute, place)
        places = [variant.penalty or base[0], variant.fine_in or (None if variant.penalty else base[1]), *base]
        self._figures(where, statute, places, [variant.fine, *[s.fine for s in variant.steps or ()]])
        self._steps(where, variant.steps or ())

    def _steps(self, where: str, steps: Iterable[Step]) -> None:
        for step in steps:
            self._condition(f"{where}.steps.{step.step}.when", step.when)

    def _place(self, where: str, statute: str, place: str) -> str:
        """The text at a place, or "" (with an error noted)."""
        try:
            citation = parse_place(statute, place)
            provision = self.library.provision(citation)
        except ValueError as error:
            self.wrong(where, str(error), "写成“第一千一百零二条第一款第一项”的样子")
        except LawNotFound as error:
            self.wrong(where, error.message, "核对原文后改正条款项")
        else:
            self.report.count("引用的条款")
            return provision.text
        return ""

    def _figures(self, where: str, statute: str, places: list[str | None], fines: list[Fine | None]) -> None:
        text = "\n".join(self._place(f"{where}.penalty", statute, p) for p in dict.fromkeys(places) if p)
        for fine in fines:
            for figure in figures_of(fine):
                self.report.count("核对的数额")
                if text and not stands_in(figure, text):
                    self.wrong(where, f"所引条款中没有“{figure}”这个数额", "核对原文，或用 fine_in 指明写有数额的条款")
            for key in _bases(fine):
                if key not in self.knowledge.vocabulary:
                    self.wrong(where, f"事实词表中没有基数“{key}”", "改用词表里的键")

    def _overlap(self, violation: Violation) -> None:
        seen: dict[str, list[Regime]] = {}
        for regime in violation.regimes:
            for other in seen.get(regime.statute, ()):
                if not regime.when and not other.when and _meet(regime, other):
                    self.wrong("regimes", f"《{regime.statute}》有两个时间重叠的规定", "用 when、since、until 区分")
            seen.setdefault(regime.statute, []).append(regime)

    # ---- benchmarks, exemptions ----
    def _benchmark(self, benchmark: Benchmark) -> None:
        self.report.count("裁量基准表")
        self._known("covers", benchmark.covers)
        self._condition("when", benchmark.when)
        for factor in benchmark.factors:
            self._condition(f"factors.{factor.name}.when", factor.when)
            for level in factor.levels:
                self.report.count("裁量因子")
                self._condition(f"factors.{factor.name}.{level.label}", level.when)
        for band in benchmark.bands:
            self._condition(f"bands.{band.label}", band.when)
        if benchmark.factors and benchmark.start is not None and not benchmark.sum_note:
            total = benchmark.start + sum((max(v.score for v in f.levels) for f in benchmark.factors), Decimal(0))
            if total != 100:
                self.wrong("factors", f"起点加各因素最大值是 {total}，不是 100", "核对原表，或用 sum_note 说明原因")

    def _exemption(self, item: ExemptionItem) -> None:
        self.report.count("免罚事项")
        self._known("covers", item.covers)
        for condition in (*item.conditions, *item.excluded_when):
            self._condition(f"conditions.{condition.text}", condition.when)

    # ---- shared ----
    def _condition(self, where: str, condition: Condition | None) -> None:
        for problem in problems(condition, self.knowledge.vocabulary):
            self.wrong(where, problem, "对照 corpus/vocabulary 改正")

    def _known(self, where: str, ids: Iterable[str]) -> None:
        for name in ids:
            if name not in self.knowledge.violations:
                self.wrong(where, f"目录中没有违法行为“{name}”", "改为目录里的 id")


def _bases(fine: Fine | None) -> Iterator[str]:
    if isinstance(fine, ShareFine | MultipleFine):
        yield fine.base
    elif isinstance(fine, PerUnitFine):
        yield fine.count
    elif isinstance(fine, BandedFine):
        for band in fine.bands:
            yield from _bases(band.fine)


def _meet(a: Regime, b: Regime) -> bool:
    far = date.max
    return (a.since or date.min) < (b.until or far) and (b.since or date.min) < (a.until or far)


def check_gists(library: StatuteLibrary, report: Report) -> None:
    """Gists: article numbers ascend and none repeats."""
    for name in library.names():
        for statute in library.versions(name):
            if statute.standing is not Standing.GIST:
                continue
            report.count("要旨法规")
            numbers = [a.no for a in library.statute(name, _day_in(statute.in_force)).articles]
            if numbers != sorted(set(numbers)):
                report.errors.append(CorpusError("regulations", name, "articles", "条号重复或次序颠倒", "按条号排列"))


def _day_in(period: Period) -> date | None:
    return period.start


def check_corpus(knowledge: Knowledge | None = None, library: StatuteLibrary | None = None) -> Report:
    """Every check over the corpus. Schema mistakes end it at once (CorpusError); all others are collected."""
    knowledge, library = knowledge or default_knowledge(), library or default_library()
    report = Checker(knowledge, library).run()
    check_gists(library, report)
    report.errors += wrong_families(knowledge)
    return report


if __name__ == "__main__":
    try:
        result = check_corpus()
    except CorpusError as error:
        sys.exit(error.message)
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    shown = [e for e in result.errors if wanted in e.file]
    for problem in shown:
        print(problem.message)
    print(f"{len(shown)} 处问题；已核对：{result.counts}")
    sys.exit(1 if shown else 0)
