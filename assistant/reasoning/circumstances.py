"""从轻、减轻、从重: circumstances of the general statutes found in the facts, each with its quote (data in corpus/).

What a circumstance does to the amount is ``discretion``; a jurisdiction's own corrections are its data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.errors import LawNotFound
from assistant.facts.model import CaseFacts
from assistant.knowledge.load import Knowledge
from assistant.knowledge.predicate import Truth, evaluate
from assistant.law.citation import parse_place
from assistant.law.library import StatuteLibrary

from .because import because
from .implied import with_implied
from .model import Correction

_WRITTEN = re.compile(r"^《(?P<law>[^》]+)》(?P<place>第.+)$")


def circumstances(
    facts: CaseFacts, knowledge: Knowledge, library: StatuteLibrary, on: date | None = None
) -> tuple[Correction, ...]:
    """Circumstances that are met, in the order of corpus/circumstances.yaml (行政处罚法 32, Code 1056(1), 42号).

    Only what the facts show: an unknown circumstance is not one. A circumstance whose provision is not in force on
    ``on`` is left out, or rests on its other provision (``also``).
    """
    facts = with_implied(facts, knowledge)
    found = []
    for entry in knowledge.data("circumstances.yaml"):
        cite = _cite(entry, library, on)
        if cite and evaluate(entry["when"], facts.get) is Truth.MET:
            found.append(
                Correction(
                    kind=entry["kind"],
                    effect=entry["effect"],
                    text=entry["text"],
                    because=because(entry["when"], Truth.MET, facts, knowledge.vocabulary),
                    cite=cite,
                    note=entry.get("note", ""),
                )
            )
    return tuple(found)


def _cite(entry: Mapping[str, Any], library: StatuteLibrary, on: date | None) -> str:
    cites = []
    for text in (entry["cite"], entry.get("also")):
        written = _WRITTEN.match(text or "")
        if not written:
            cites += [text] if text else []
            continue
        try:
            cites.append(library.provision(parse_place(written["law"], written["place"]), on).cite)
        except LawNotFound:
            continue  # not in force on that day
    return "、".join(cites)
