"""How large a fine may be, as types: a range in yuan, a share or multiple of a base, per unit, banded by a base.

Money is integer yuan; rates and multiples are Decimals. A base is a fact key holding yuan (total_investment,
illegal_gains, goods_value, disposal_cost …). Bounds are included unless the statute says otherwise.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from assistant.law.model import Frozen


class RangeFine(Frozen):
    """min 元以上 max 元以下. ``min`` None: no floor (…元以下). ``optional``: 可以处."""

    type: Literal["range"] = "range"
    min: int | None = None
    max: int
    optional: bool = False


class ShareFine(Frozen):
    """A share of a base: 总投资额百分之一以上百分之五以下 is min 0.01, max 0.05. ``min`` None: no floor."""

    type: Literal["share"] = "share"
    base: str
    min: Decimal | None = None
    max: Decimal
    optional: bool = False


class MultipleFine(Frozen):
    """A multiple of a base: 货值金额一倍以上五倍以下. ``base_floor``: a smaller base counts as this many yuan."""

    type: Literal["multiple"] = "multiple"
    base: str
    min: Decimal | None = None
    max: Decimal
    base_floor: int | None = None
    optional: bool = False


class PerUnitFine(Frozen):
    """So many yuan for each unit (每辆五千元): ``count`` is the fact key that holds the number of units."""

    type: Literal["per_unit"] = "per_unit"
    unit: str
    count: str
    min: int
    max: int
    optional: bool = False


class Band(Frozen):
    """One band: ``when`` is a condition over facts (see knowledge.predicate), ``fine`` what holds there."""

    when: dict[str, Any]
    fine: Fine


class BandedFine(Frozen):
    """Different fines for different cases, decided by facts; the first band met holds."""

    type: Literal["banded"] = "banded"
    bands: tuple[Band, ...]


def _default_type(value: Any) -> Any:
    return {"type": "range", **value} if isinstance(value, dict) and "type" not in value else value


Fine = Annotated[
    RangeFine | ShareFine | MultipleFine | PerUnitFine | BandedFine,
    Field(discriminator="type"),
    BeforeValidator(_default_type),
]

Band.model_rebuild()
BandedFine.model_rebuild()
