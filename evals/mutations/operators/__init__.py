"""The operators, one family a module; importing this package registers them all."""

from ..tools import OPERATORS, Operator
from . import (
    citations,
    dates,
    discretion,
    evidence,
    exemptions,
    figures,
    fines,
    form,
    language,
    law_in_time,
    party,
    privacy,
    quotations,
    rights,
)  # fmt: skip

__all__ = [
    "OPERATORS", "Operator", "citations", "dates", "discretion", "evidence", "exemptions", "figures", "fines", "form",
    "language", "law_in_time", "party", "privacy", "quotations", "rights",
]  # fmt: skip
