"""From factors and levels to a fine inside the statutory range, with every step needed to recompute it by hand."""

from .jurisdiction import jurisdiction_of
from .persons import weigh_persons
from .suggest import suggest_fine, suggest_individual_fine

__all__ = ["jurisdiction_of", "suggest_fine", "suggest_individual_fine", "weigh_persons"]
