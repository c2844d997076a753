"""The names laws go by: full title, short name, common abbreviation. One name means one law, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .model import Statute
from .sources.version import short_name

_TRIM = re.compile(r"[《》〈〉\s“”\"'·•・]")
_YEAR = re.compile(
    r"(?:（(?:19|20)\d{2}）|（?(?:19|20)\d{2}年?(?:修[订正改]|公布|发布|施行|实施|版)+(?:本|版)?）?|（修[订正改](?:本|版)?）)$"
)


def plain(text: str) -> str:
    """A name as it is compared: without 《》, blanks, 中华人民共和国 and a year mark, brackets full-width."""
    name = _TRIM.sub("", text).replace("(", "（").replace(")", "）").replace("﹙", "（").replace("﹚", "）")
    return _YEAR.sub("", short_name(name)) or name


class Names:
    """Resolves names of the statutes given, with the aliases of corpus/statutes.yaml."""

    def __init__(self, heads: Iterable[Statute], aliases: Mapping[str, Iterable[str]]) -> None:
        self._names: dict[str, str] = {}
        heads = list(heads)
        for head in heads:
            self._names.setdefault(plain(head.name), head.name)
            self._names.setdefault(plain(head.title), head.name)
        weak: dict[str, set[str]] = {}
        for head in heads:
            for alias in head.aliases:
                weak.setdefault(plain(alias), set()).add(head.name)
        for name, others in aliases.items():
            if name in self._names.values():
                for alias in others:
                    self._names.setdefault(plain(alias), name)
        for alias, owners in weak.items():
            if len(owners) == 1:
                self._names.setdefault(alias, next(iter(owners)))

    def resolve(self, text: str) -> str | None:
        """The short name of the law called ``text``, or None."""
        return self._names.get(plain(text))

    def written(self) -> Mapping[str, str]:
        """Every known written name → short name (without 《》 and 中华人民共和国)."""
        return self._names
