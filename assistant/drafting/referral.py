"""Referrals to the police whose conditions are met: what they rest on, the crime suspected, the words that show it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from assistant.facts.model import Case, CaseFacts
from assistant.law.model import Frozen
from assistant.paths import data_dir
from assistant.reasoning.model import Finding

from . import provisions
from .words import clauses, stripped, todo

_SOURCE = re.compile(r"（[^（）]*〔\d{4}〕[^（）]*）")
_SHOWING = ("stop_refused", "refused_correction")


class Referral(Frozen):
    """What the law says of the case, on which provisions, which crime (empty for detention), and what shows it."""

    text: str
    cite: str
    crime: str = ""
    shown: str = ""


def referrals(finding: Finding, case: Case, facts: CaseFacts) -> Mapping[str, list[Referral]]:
    """Suspected crimes, and detention, as far as the facts meet their conditions."""
    met = [r for r in finding.referrals if r.get("status") == "met"]
    crimes = [r for r in met if "涉嫌环境犯罪" in str(r.get("text"))]
    detentions = [r for r in met if r not in crimes and "拘留" in str(r.get("text"))]
    return {
        "crime": [_crime(r) for r in crimes],
        "detention": [
            Referral(text=stripped(str(r["text"])), cite=detention_cite(r, finding), shown=_shown(case, facts))
            for r in detentions
        ],
    }


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Mapping[str, str]]:
    data: Mapping[str, Mapping[str, str]] = yaml.safe_load(
        (data_dir("templates") / "crimes.yaml").read_text(encoding="utf-8")
    )
    return data


def _crime(referral: Mapping[str, Any]) -> Referral:
    """Without the program's admonition; the judicial interpretation by its full title."""
    text = str(referral["text"]).removeprefix("涉嫌环境犯罪：").split("，应当移送公安机关")[0]
    cite = str(referral.get("cite") or "")
    name = next((crime for article, crime in _names()["names"].items() if cite.startswith(article)), todo("罪名"))
    for number, title in _names()["titles"].items():
        cite = cite.replace(number, title)
    return Referral(text=stripped(_SOURCE.sub("", text)), cite=cite, crime=name)


def detention_cite(referral: Mapping[str, Any], finding: Finding) -> str:
    """The provision of detention: as given with its law, else in the law of the penalty."""
    cite = str(referral.get("cite") or "")
    penalty = finding.basis.chosen.penalty if finding.basis.chosen else ()
    if cite.startswith("《"):
        return cite
    law = penalty[0].cite.split("》")[0] + "》" if penalty else ""
    return f"{law}{cite}" if cite and law else provisions.cites(penalty, "拘留的法律依据")


def _shown(case: Case, facts: CaseFacts) -> str:
    quotes = [f.quote for k in _SHOWING if (f := facts.find(k)) and f.quote]
    return "”“".join(clauses(case.text, quotes))
