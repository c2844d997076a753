"""What in a text speaks for the party: statements that all is in order, and allegations that the text refutes.

Both are blanked before elements are decided, so that “台账完整” shows no lacking ledger and a complaint found untrue no
violation. The words stand in corpus/lexicon/lawful.yaml.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.model import CaseFacts
from assistant.knowledge.cues import Patterns

_CLAUSES = re.compile(r"[^，。；！？,;!?\n]+")
_ENDS = "。；！？;!?\n"
_FIGURE = re.compile(r"\d[^，]{0,4}(?:mg|毫克|微克|分贝|dB|倍|%|％|m|V|伏|度)|浓度|系数|限值|等效|\dμ")


class Heard(NamedTuple):
    """The text, of the same length, with what speaks for the party made blank; whether there was any of it; whether what
    is left still speaks of something wrong; and where the blanked allegations stood (characters)."""

    text: str
    clean: bool
    wrong: bool
    alleged: tuple[tuple[int, int], ...] = ()

    def believed(self, facts: CaseFacts) -> CaseFacts:
        """The facts without those read out of a blanked allegation."""
        kept = tuple(f for f in facts.facts if not (f.span and any(a <= f.span[0] < b for a, b in self.alleged)))
        return facts if len(kept) == len(facts.facts) else facts.model_copy(update={"facts": kept})


def heard(text: str, patterns: Patterns) -> Heard:
    """The text without clauses of the lexicon group ``clean`` and, where there are any, without allegations."""
    clauses = [m.span() for m in _CLAUSES.finditer(text)]
    blank: set[int] = set()
    for n, (start, end) in enumerate(clauses):
        clause = text[start:end]
        if not _says(patterns, "{clean}", clause) or _says(patterns, "{lawful_but}", clause):
            continue
        blank.add(n)
        if _says(patterns, "{lawful_verdict}", clause):
            blank |= set(_measured_before(n, clauses, text, patterns))
    masked = list(text)
    for n in blank:
        start, end = clauses[n]
        masked[start:end] = " " * (end - start)
    alleged = tuple(m.span() for m in patterns.compiled("{alleged}").finditer("".join(masked))) if blank else ()
    for start, end in alleged:
        masked[start:end] = " " * (end - start)
    left = "".join(masked)
    return Heard(left, bool(blank), _says(patterns, "{wrong}", left), alleged)


def _measured_before(n: int, clauses: list[tuple[int, int]], text: str, patterns: Patterns) -> list[int]:
    """The clauses of the same sentence before clause ``n`` that hold the figures its verdict (均低于限值) is about."""
    found = []
    while n > 0 and not set(text[clauses[n - 1][1] : clauses[n][0]]) & set(_ENDS):
        n -= 1
        clause = text[slice(*clauses[n])]
        if not _FIGURE.search(clause) or _says(patterns, "{wrong}", clause) or _says(patterns, "{lawful_but}", clause):
            break
        found.append(n)
    return found


def _says(patterns: Patterns, cue: str, text: str) -> bool:
    return patterns.compiled(cue).search(text) is not None
