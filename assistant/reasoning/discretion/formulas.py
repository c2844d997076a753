"""The formulas of benchmarks, each a small pure function registered by the name that corpus/benchmarks uses.

A formula gives the exact figure and the sum written out; clamping to the statutory range and rounding come after.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from assistant.knowledge.fines import Fine, MultipleFine, PerUnitFine, ShareFine
from assistant.knowledge.model import BandCell, Benchmark
from assistant.knowledge.predicate import Lookup
from assistant.reasoning.fines import BASE_NAMES, base_of, money, percent, plain
from assistant.reasoning.model import FineRange, FineStep

HUNDRED = Decimal(100)

SIMPLE_PROCEDURE_CAP = {"单位": 3000, "公民": 200}
"""行政处罚法第五十一条: the most fined on the spot; the floor where a statute sets none (湖南基准第八条)."""


class Scale(NamedTuple):
    """The ceiling a percentage is taken of, exactly, how it is written, and the ratio floor to ceiling (0–1)."""

    ceiling: Decimal
    written: str
    ratio: Decimal


class Inputs(NamedTuple):
    """What a formula computes from. ``fine`` is the statutory fine with its bands resolved, ``range`` its yuan.

    ``carried``: the table was made for another provision than the one the range belongs to.
    """

    benchmark: Benchmark
    steps: tuple[FineStep, ...]
    fine: Fine
    range: FineRange
    lookup: Lookup
    cell: BandCell | None = None
    carried: bool = False


class Outcome(NamedTuple):
    """The exact figure in yuan, the computation written out, and the band it lies in (banded tables only)."""

    exact: Decimal
    text: str
    low: Decimal | None = None
    high: Decimal | None = None


Formula = Callable[[Inputs], Outcome]
FORMULAS: dict[str, Formula] = {}


def formula(function: Formula) -> Formula:
    """Registers a formula under its own name."""
    FORMULAS[function.__name__] = function
    return function


@formula
def weights_times_max(inputs: Inputs) -> Outcome:
    """(起点 + Σ权重)% × 法定最高罚款, the sum at most 100% (广东规定第六条; 湖南基准第五条、第八条)."""
    return _weighted(inputs)


@formula
def share_of_investment(inputs: Inputs) -> Outcome:
    """(起点 + Σ权重)% × 项目总投资额 × 法定最高比例 (广东裁量表 §1.1; 湖南表1)."""
    return _weighted(inputs)


@formula
def multiple_of_base(inputs: Inputs) -> Outcome:
    """(起点 + Σ权重)% × 基数 × 法定最高倍数, the base raised to its statutory least (湖南表8-1; 广东 §4.14)."""
    return _weighted(inputs)


@formula
def per_unit(inputs: Inputs) -> Outcome:
    """(起点 + Σ权重)% × 每单位法定最高额 × 数量: a fine for each unit, weighted like any other."""
    return _weighted(inputs)


@formula
def floor_anchored(inputs: Inputs) -> Outcome:
    """[Y + ΣP × (1 − Y)] × 法定最高罚款, Y = 法定最低 ÷ 法定最高 (湖南基准第八条第四项, 表12-3、表13).

    The figure cannot leave the statutory range as long as ΣP is at most 100%.
    """
    scale = scale_of(inputs)
    points, written = _sum(inputs.steps, None)
    low = scale.ratio * scale.ceiling
    exact = low + points / HUNDRED * (scale.ceiling - low)
    text = (
        f"Y＝法定最低÷法定最高＝{_about(scale.ratio)}；ΣP＝{written}；"
        f"罚款＝[Y＋ΣP×(1－Y)]×{scale.written}，即{_yuan(low)}＋{plain(points)}%×({_yuan(scale.ceiling)}－{_yuan(low)})"
    )
    return Outcome(exact, f"{text}＝{_yuan(exact)}")


@formula
def banded(inputs: Inputs) -> Outcome:
    """幅度罚款: the band of the cell the facts fall into, and its middle (广东规定第六条、第十二条).

    A cell is in yuan for a fine in yuan (or in yuan for each unit), else in rates of the base (比例、倍数). Carried to
    another range in yuan, the cell keeps its relative place between floor and ceiling.
    """
    cell = inputs.cell
    assert cell is not None
    low, high, how = _band(inputs, cell)
    exact = (low + high) / 2
    text = f"{how}幅度{_yuan(low)}至{_yuan(high)}，一般处罚取平均值：（{_yuan(low)}＋{_yuan(high)}）÷2＝{_yuan(exact)}"
    return Outcome(exact, text, low, high)


def scale_of(inputs: Inputs) -> Scale:
    """The ceiling of the statutory fine, exactly and as written: 500万元×5%, 20万元×5倍, 每辆5000元×3辆, 100万元."""
    fine, lookup = inputs.fine, inputs.lookup
    if isinstance(fine, ShareFine | MultipleFine):
        base = base_of(fine, lookup) or Decimal(0)
        rate = percent(fine.max) if isinstance(fine, ShareFine) else f"{plain(fine.max)}倍"
        name = BASE_NAMES.get(fine.base, fine.base)
        return Scale(base * fine.max, f"{name}{_yuan(base)}×{rate}", _ratio(fine.min, fine.max))
    ceiling = Decimal(inputs.range.max or 0)
    if isinstance(fine, PerUnitFine):
        count = Decimal(str(lookup(fine.count) or 0))
        return Scale(ceiling, f"每{fine.unit}{money(fine.max)}×{plain(count)}{fine.unit}", _ratio(fine.min, fine.max))
    floor = inputs.range.min
    if floor is None:
        floor = SIMPLE_PROCEDURE_CAP["单位" if lookup("party_kind") in (None, "单位") else "公民"]
    return Scale(ceiling, money(int(ceiling)), min(Decimal(1), _ratio(floor, ceiling)))


def _weighted(inputs: Inputs) -> Outcome:
    scale = scale_of(inputs)
    points, written = _sum(inputs.steps, inputs.benchmark.start)
    capped = min(points, HUNDRED)
    cap = f"，超过100%按100%计，{plain(capped)}%" if capped != points else ""
    exact = capped / HUNDRED * scale.ceiling
    return Outcome(exact, f"百分值＝{written}{cap}；罚款＝{plain(capped)}%×{scale.written}＝{_yuan(exact)}")


def _sum(steps: tuple[FineStep, ...], start: Decimal | None) -> tuple[Decimal, str]:
    parts = [] if start is None else [f"裁量起点{plain(start)}%"]
    parts += [f"{s.factor}{plain(s.score or Decimal(0))}%" for s in steps]
    points = sum((s.score or Decimal(0) for s in steps), start or Decimal(0))
    return points, f"{'＋'.join(parts) or '0%'}＝{plain(points)}%"


def _band(inputs: Inputs, cell: BandCell) -> tuple[Decimal, Decimal, str]:
    fine, made_for = inputs.fine, inputs.benchmark.statutory
    if isinstance(fine, ShareFine | MultipleFine):
        base = base_of(fine, inputs.lookup) or Decimal(0)
        show = percent if isinstance(fine, ShareFine) else lambda n: f"{plain(n)}倍"
        low, high, moved = _moved(inputs, cell, (fine.min or Decimal(0), fine.max), show)
        name = BASE_NAMES.get(fine.base, fine.base)
        return base * low, base * high, f"{moved}{name}{_yuan(base)}的{show(low)}至{show(high)}："
    if isinstance(fine, PerUnitFine):
        count = Decimal(str(inputs.lookup(fine.count) or 0))
        each = f"每{fine.unit}{_yuan(cell.min)}至{_yuan(cell.max)}×{plain(count)}{fine.unit}："
        return count * cell.min, count * cell.max, each
    now = (Decimal(inputs.range.min or 0), Decimal(inputs.range.max or 0))
    return _moved(inputs, cell, now, _yuan) if made_for else (cell.min, cell.max, "")


def _moved(
    inputs: Inputs, cell: BandCell, now: tuple[Decimal, Decimal], show: Callable[[Decimal], str]
) -> tuple[Decimal, Decimal, str]:
    """The cell at its relative place between today's floor and ceiling, where the table was made for other ones."""
    made_for = inputs.benchmark.statutory
    old = tuple(Decimal(getattr(made_for, side, None) or 0) for side in ("min", "max"))
    if not inputs.carried or old == now or old[1] <= old[0]:
        return cell.min, cell.max, ""
    low, high = (now[0] + (side - old[0]) / (old[1] - old[0]) * (now[1] - now[0]) for side in (cell.min, cell.max))
    how = (
        f"原表{show(cell.min)}至{show(cell.max)}（原法定幅度{show(old[0])}至{show(old[1])}），"
        f"按相对位置折入现幅度{show(now[0])}至{show(now[1])}："
    )
    return low, high, how


def _ratio(low: Decimal | int | None, high: Decimal | int) -> Decimal:
    return Decimal(low or 0) / Decimal(high) if high else Decimal(0)


def _about(ratio: Decimal) -> str:
    short = ratio.quantize(Decimal("0.0001"))
    return percent(short) if short == ratio else f"约{percent(short)}"


def _yuan(amount: Decimal) -> str:
    amount = amount.quantize(Decimal("0.01"))
    whole = amount.to_integral_value()
    return money(int(whole)) if whole == amount else f"{plain(amount)}元"
