"""The words of corpus/publishing.yaml, compiled: who is named after what, and what can be no name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.knowledge.load import Knowledge, default_knowledge

HAN = "\u4e00-\u9fff"


@dataclass(frozen=True)
class Words:
    """``named``: a role, then a name; ``labelled``: the same with a colon or cell between, where any name will do."""

    named: re.Pattern[str]
    labelled: re.Pattern[str]
    more: re.Pattern[str]
    around: tuple[re.Pattern[str], ...]
    hidden: re.Pattern[str]
    role: re.Pattern[str]
    perhaps: re.Pattern[str]
    surname: re.Pattern[str]
    not_name: re.Pattern[str]
    organisation: re.Pattern[str]
    payee: re.Pattern[str]
    office: re.Pattern[str]
    minors: re.Pattern[str]
    secrets: re.Pattern[str]
    sensitive: re.Pattern[str]
    compound: tuple[str, ...]
    placeholders: dict[str, str]


def words(knowledge: Knowledge | None = None) -> Words:
    """The words of a corpus (the one that ships, where none is given)."""
    return _words((knowledge or default_knowledge()).root)


@lru_cache(maxsize=2)
def _words(root: Any) -> Words:
    from assistant.knowledge.load import load_knowledge

    knowledge = load_knowledge(root)
    data = knowledge.data("publishing.yaml")
    compound = "|".join(data["compound_surnames"])
    surname = rf"(?:{compound}|[{knowledge.data('llm.yaml')['surnames']}])"
    name = rf"(?:{surname}[{HAN}]{{1,2}}?|[{HAN}]{{2,8}}·[{HAN}·]{{2,12}}?)"
    after = "|".join(sorted(map(re.escape, data["after"]), key=len, reverse=True))
    end = rf"(?=[^{HAN}A-Za-z]|(?:{after})|$)"
    roles = "|".join(sorted(map(re.escape, (*data["roles"], *data["hidden_roles"])), key=len, reverse=True))
    hidden = "|".join(data["hidden_roles"])
    lazy_name = rf"(?:[{HAN}]{{2,6}}?|[{HAN}]{{2,6}}·[{HAN}·]{{2,12}}?)"
    any_name = rf"(?:[{HAN}]{{2,6}}(?:·[{HAN}·]{{2,12}})?|[A-Z][a-z]+(?:[ .·]+[A-Z][a-z]*)+)"
    bracket = r"(?:[（(][^）)\n]{1,16}[)）])?"
    return Words(
        named=re.compile(rf"(?:{roles})(?:姓名)?{bracket}(?:分别)?(?:为|是|系|叫)?\s*(?P<name>{name}){end}"),
        labelled=re.compile(
            rf"(?:{roles})(?:姓名)?{bracket}(?:[ 　]*[：:][ 　]*|\t)(?P<name>{any_name})(?=[^{HAN}·A-Za-z]|$)", re.M
        ),
        more=re.compile(rf"{bracket}(?:、|和|及|与|，|　)(?P<name>{lazy_name})(?=[^{HAN}·A-Za-z]|(?:{after})|$)"),
        around=tuple(
            re.compile(
                p.replace(
                    "{name}", rf"(?<![{HAN}·])(?P<name>{name})" if p.startswith("{name}") else f"(?P<name>{name})"
                )
            )
            for p in data["around"]
        ),
        hidden=re.compile(rf"(?:{hidden})(?:姓名)?(?:[：:]|为|系|是)?\s*$"),
        role=re.compile(rf"^(?:{roles})(?:为|是|系|叫)?"),
        perhaps=re.compile(rf"(?:{roles})(?P<name>{surname}[{HAN}]{{1,2}})"),
        surname=re.compile(surname),
        not_name=re.compile(data["not_names"]),
        organisation=re.compile(data["organisation"]),
        payee=re.compile(data["payee"]),
        office=re.compile(data["office"]),
        minors=re.compile(data["minors"]),
        secrets=re.compile("|".join(data["secrets"])),
        sensitive=re.compile("|".join(data["sensitive"])),
        compound=tuple(data["compound_surnames"]),
        placeholders=dict(data["placeholders"]),
    )
