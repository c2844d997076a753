"""What a document shows of its weighing: the rows of its table of factors, and the benchmarks it names."""

from __future__ import annotations

from .context import Context, once
from .parts import Row, factor_rows
from .rules import Mention, mentions


@once
def rows(context: Context) -> tuple[Row, ...]:
    """The rows of the table of factors."""
    return factor_rows(context.text)


@once
def benchmarks_cited(context: Context) -> tuple[Mention, ...]:
    """The benchmarks whose name or number stands in the document."""
    return tuple(m for m in mentions(context.text, context.knowledge) if m.rule.kind == "benchmark")
