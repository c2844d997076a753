"""The suggested fine of one violation: the benchmark chosen, its factors read, its formula applied, the result bounded.

``suggested`` is the benchmark figure. Corrections (从重、从轻、减轻) are listed with the yuan each allows and widen
``suggested_range``; they do not move ``suggested``.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Any, NamedTuple

from assistant.facts.model import Case, CaseFacts, Fact
from assistant.knowledge.fines import Fine, RangeFine
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Benchmark, Jurisdiction, Violation
from assistant.reasoning.fines import money, resolve
from assistant.reasoning.model import BenchmarkRef, Correction, FineRange, FineResult, RegimeView

from .corrections import Figure, find_corrections, forbidden, reduction_readings
from .derive import with_durations, with_referrals
from .factors import Reading, read_cell, read_factors
from .formulas import FORMULAS, Inputs, Outcome
from .jurisdiction import jurisdiction_of
from .select import PERSON_KEY, Choice, Wanted, choose, same_fine

ROUNDING = "按公式算到分，元以下舍去取整元（裁量基准没有规定取整办法）"


class _Setting(NamedTuple):
    """What stays the same while one fine is worked out."""

    wanted: Wanted
    range: FineRange
    facts: CaseFacts
    chain: tuple[Jurisdiction, ...]
    knowledge: Knowledge


def suggest_fine(
    violation: Violation, view: RegimeView | None, case: Case, facts: CaseFacts, knowledge: Knowledge
) -> FineResult:
    """The suggested fine for the party, in integer yuan inside the statutory range of the regime applied.

    No figure is suggested where nothing punishes the act with a fine, where the range needs a fact that is unknown, or
    where no benchmark exists; ``note`` says which. The result depends on its arguments alone.
    """
    return _suggest(violation, view, view.fine if view else FineRange(), case, facts, knowledge, individual=False)


def suggest_individual_fine(
    violation: Violation,
    view: RegimeView,
    fine: FineRange,
    case: Case,
    facts: CaseFacts,
    knowledge: Knowledge,
) -> FineResult:
    """The suggested fine for a person responsible (直接负责的主管人员等), whose statutory range is ``fine``."""
    return _suggest(violation, view, fine, case, facts, knowledge, individual=True)


def _suggest(
    violation: Violation,
    view: RegimeView | None,
    fine: FineRange,
    case: Case,
    facts: CaseFacts,
    knowledge: Knowledge,
    *,
    individual: bool,
) -> FineResult:
    if view is None or not view.punishable or (fine.max is None and not fine.needs):
        return FineResult(min=fine.min, max=fine.max, note=(view.why if view else "") or "所适用的规定没有设定罚款")
    facts = with_referrals(with_durations(facts, case), violation, view, knowledge)
    facts = facts.with_facts(Fact(key=PERSON_KEY, value="责任人员" if individual else "当事人", source="text"))
    day = case.decide or case.found
    chain = jurisdiction_of(case.region, knowledge, day)
    concrete = resolve(fine.fine, facts.get) if fine.fine else _plain_range(fine)
    wanted = Wanted(violation.id, view, concrete, day, individual)
    choice = choose(wanted, chain, facts.get, knowledge)
    return _compute(_Setting(wanted, fine, facts, chain, knowledge), choice)


def _compute(setting: _Setting, choice: Choice) -> FineResult:
    fine, table = setting.range, choice.benchmark
    fixed = fine.max is not None and fine.min == fine.max
    if table is None or fixed:
        return _statutory_only(setting, choice.ref, fixed)
    reading, inputs = _read(setting, table, choice.carried)
    needs = tuple(dict.fromkeys((*fine.needs, *choice.needs, *reading.needs)))
    if fine.max is None or inputs is None:
        return FineResult(
            benchmark=choice.ref, steps=reading.steps, needs=needs, rounding=_rounding(table, setting.knowledge),
            note=f"法定幅度（{fine.text}）还缺少事实，补充后才能算出金额",
        )  # fmt: skip
    outcome = FORMULAS[table.formula](inputs)
    amount, clamped = _bounded(outcome.exact, fine)
    band = _band(outcome, fine)
    figure = Figure(amount, fine, band)
    wanted = setting.wanted
    corrections = find_corrections(
        setting.chain, setting.facts, setting.knowledge.vocabulary, figure, wanted.view.regime, wanted.violation
    )
    return FineResult(
        min=fine.min,
        max=fine.max,
        suggested=amount,
        suggested_range=_reach(figure, corrections),
        benchmark=choice.ref,
        steps=reading.steps,
        formula=_formula_text(outcome, amount, clamped),
        corrections=corrections,
        clamped=clamped,
        rounding=_rounding(table, setting.knowledge),
        needs=needs,
        note="；".join(_remarks(setting, reading, corrections)),
        alternatives=tuple(_alternatives(setting, choice, reading, inputs, figure, corrections)),
    )


def _read(setting: _Setting, table: Benchmark, carried: bool) -> tuple[Reading, Inputs | None]:
    facts, vocabulary = setting.facts, setting.knowledge.vocabulary
    reading = read_factors(table, facts, vocabulary)
    cell = None
    if table.bands:
        read = read_cell(table, facts, vocabulary)
        cell, top = read.chosen, read.step.model_copy(update={"level": read.heaviest.label})
        reading = Reading(
            (*reading.steps, read.step), (*reading.heaviest, top), (*reading.needs, *read.needs), read.heaviest
        )
    if setting.range.max is None:
        return reading, None
    concrete = setting.wanted.fine or _plain_range(setting.range)
    return reading, Inputs(table, reading.steps, concrete, setting.range, facts.get, cell, carried)


def _rounding(table: Benchmark, knowledge: Knowledge) -> str:
    """How the sum was rounded; an imported benchmark's own rule is quoted for the officer to follow."""
    own = knowledge.jurisdictions.get(table.jurisdiction)
    if own is None or not own.imported or not own.rounding:
        return ROUNDING
    return f"按公式算到分，元以下舍去取整元；该基准规定：{own.rounding}，请照其办理"


def _plain_range(fine: FineRange) -> Fine:
    return RangeFine(min=fine.min, max=fine.max or 0)


def _bounded(exact: Decimal, fine: FineRange) -> tuple[int, str]:
    """Whole yuan inside the statutory range, and what was done to keep it there."""
    amount = int(exact.quantize(Decimal("0.01")).to_integral_value(ROUND_FLOOR))
    low, high = fine.min or 0, fine.max or 0
    if amount < low:
        return low, f"算得{money(amount)}，低于法定最低，按法定最低{money(low)}"
    if amount > high:
        return high, f"算得{money(amount)}，高于法定最高，按法定最高{money(high)}"
    return amount, ""


def _band(outcome: Outcome, fine: FineRange) -> tuple[int, int] | None:
    if outcome.low is None or outcome.high is None:
        return None
    return _bounded(outcome.low, fine)[0], _bounded(outcome.high, fine)[0]


def _formula_text(outcome: Outcome, amount: int, clamped: str) -> str:
    exact = outcome.exact.quantize(Decimal("0.01"))
    if clamped:
        return f"{outcome.text}；{clamped}"
    return outcome.text if exact == amount else f"{outcome.text}，取整{money(amount)}"


def _reach(figure: Figure, corrections: tuple[Correction, ...]) -> tuple[int, int]:
    """The band or the figure, widened by what the corrections found allow inside the statutory range."""
    low, high = figure.band or (figure.amount, figure.amount)
    for correction in corrections:
        least, most = correction.allows
        if correction.kind != "reduced":
            low, high = min(low, least if least is not None else low), max(high, most if most is not None else high)
    return max(low, figure.floor), min(high, figure.ceiling)


def _remarks(setting: _Setting, reading: Reading, corrections: tuple[Correction, ...]) -> list[str]:
    here = setting.chain[0]
    unknown = [s.factor for s in reading.steps if s.chosen_by == "default"]
    remarks = []
    if unknown:
        rule = here.unknown_factor or "没有查明的因素暂按最低档计算，查明后重新计算"
        remarks.append(f"{'、'.join(unknown)}尚未查明：{rule}")
    kinds = {c.kind for c in corrections}
    if "aggravated" in kinds and kinds & {"lenient", "reduced"}:
        remarks.append("既有从重又有从轻（减轻）情形，应当综合衡量，按主要情节决定")
    if corrections:
        remarks.append("从重、从轻、减轻没有自动计入建议金额，是否采用及幅度由集体讨论决定并说明理由")
    remarks += forbidden(setting.chain, setting.facts, setting.wanted.view.regime, setting.wanted.violation)
    if setting.range.optional:
        remarks.append("本条是“可以”处罚款，是否罚款也在裁量之内")
    return remarks


def _alternatives(
    setting: _Setting,
    choice: Choice,
    reading: Reading,
    inputs: Inputs,
    figure: Figure,
    corrections: tuple[Correction, ...],
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    table = inputs.benchmark
    if reading.heaviest != reading.steps:
        top = FORMULAS[table.formula](inputs._replace(steps=reading.heaviest, cell=reading.heaviest_cell))
        amount = _bounded(top.exact, setting.range)[0]
        found.append({"name": "未查明的因素都取最高档", "amount": amount, "text": top.text})
    if choice.carried and table.start is not None and not same_fine(table.statutory, setting.wanted.fine):
        found += _anchored(setting, reading, inputs, figure)
    rules = tuple(r for j in setting.chain for r in j.corrections)
    return found + reduction_readings(corrections, rules, figure)


def _anchored(setting: _Setting, reading: Reading, inputs: Inputs, figure: Figure) -> list[dict[str, Any]]:
    """A carried-over table whose start is not this range's floor: the same factors between floor and ceiling."""
    start = inputs.benchmark.start or Decimal(0)
    room = Decimal(100) - start
    scaled = tuple(s.model_copy(update={"score": (s.score or Decimal(0)) / room * 100}) for s in reading.steps)
    outcome = FORMULAS["floor_anchored"](inputs._replace(steps=scaled))
    amount = _bounded(outcome.exact, setting.range)[0]
    if amount == figure.amount:
        return []
    text = f"各因素百分值按（100－起点）折算，落在法定最低与最高之间：{money(amount)}"
    return [{"name": "以本条法定最低为起点折算", "amount": amount, "text": text}]


def _statutory_only(setting: _Setting, ref: BenchmarkRef, fixed: bool) -> FineResult:
    """No table to compute with: a fixed sum is said as it stands, otherwise only the statutory range is given."""
    fine = setting.range
    if fixed and fine.max is not None:
        return FineResult(
            min=fine.min, max=fine.max, suggested=fine.max, suggested_range=(fine.max, fine.max),
            formula=f"定额罚款：{fine.text}", needs=fine.needs,
            note="法律规定了固定数额，没有裁量幅度",
        )  # fmt: skip
    return FineResult(
        min=fine.min, max=fine.max, benchmark=ref, needs=fine.needs,
        note="没有可用的裁量基准，只给出法定幅度；请结合违法情节、危害后果、主观过错、违法次数、改正情况裁量并说明理由",
    )  # fmt: skip
