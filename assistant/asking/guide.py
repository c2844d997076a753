"""The words by which questions are understood: corpus/asking.yaml and corpus/colloquial.yaml as values."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property, lru_cache

from pydantic import ValidationError

from assistant.errors import CorpusError
from assistant.knowledge.load import Knowledge
from assistant.law.model import Frozen


class Refuse(Frozen):
    """What is not answered here: a pattern, the reason, and a pattern that lifts it."""

    match: str
    why: str
    unless: str = ""


class Topic(Frozen):
    """A common question: one word of every group of ``all``, none of ``none``; where its answer stands.

    ``period`` is the id of a period in corpus/procedure.yaml.
    """

    id: str
    all: tuple[tuple[str, ...], ...]
    none: tuple[str, ...] = ()
    cites: tuple[str, ...]
    period: str = ""

    def fits(self, question: str) -> bool:
        return all(any(w in question for w in group) for group in self.all) and not any(
            w in question for w in self.none
        )


class Colloquial(Frozen):
    """How people say it, how the law says it, and the violations it means (best first)."""

    words: tuple[str, ...]
    means: tuple[str, ...]
    violations: tuple[str, ...] = ()

    def said_in(self, question: str) -> str:
        """The longest of its words in the question, or the empty string."""
        return max((w for w in self.words if w.lower() in question.lower()), key=len, default="")


class Settings(Frozen):
    """corpus/asking.yaml."""

    default_law: str
    code_day: date
    scope: tuple[str, ...]
    only_if: dict[str, str]
    noise: tuple[str, ...]
    media: dict[str, tuple[str, ...]]
    punish: tuple[str, ...]
    crosswalk: tuple[str, ...]
    refuse: tuple[Refuse, ...]
    topics: tuple[Topic, ...]


class Guide:
    """Both files together, with their patterns compiled."""

    def __init__(self, knowledge: Knowledge) -> None:
        try:
            self.settings = Settings.model_validate(knowledge.data("asking.yaml"))
            self.colloquial = tuple(Colloquial.model_validate(e) for e in knowledge.data("colloquial.yaml"))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise CorpusError(
                "asking.yaml / colloquial.yaml", "条目", field, "写法不对", "对照同一文件的其他条目修改"
            ) from error
        self.scope = frozenset(self.settings.scope) | {
            r.statute for v in knowledge.violations.values() for r in v.regimes
        }

    @cached_property
    def _noise(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.settings.noise, key=len, reverse=True))))

    @cached_property
    def _crosswalk(self) -> re.Pattern[str]:
        return re.compile("|".join(self.settings.crosswalk))

    def content(self, question: str) -> str:
        """The question without the words that only ask; blanks stand where they were."""
        return self._noise.sub(" ", question)

    def refused(self, question: str) -> str:
        """Why this is not answered here, or the empty string."""
        for rule in self.settings.refuse:
            if re.search(rule.match, question, re.I) and not (rule.unless and re.search(rule.unless, question)):
                return rule.why
        return ""

    def asks_punishment(self, question: str) -> bool:
        return any(word in question for word in self.settings.punish)

    def media(self, question: str) -> frozenset[str]:
        """The media of pollution a question speaks of."""
        return frozenset(m for m, words in self.settings.media.items() if any(w in question for w in words))

    def asks_crosswalk(self, question: str) -> bool:
        return bool(self._crosswalk.search(question))

    def topic(self, question: str) -> Topic | None:
        """The first topic that fits."""
        return next((t for t in self.settings.topics if t.fits(question)), None)

    def said(self, question: str) -> list[Colloquial]:
        """The colloquial entries used in a question, the longest word first."""
        found = [(c.said_in(question), n, c) for n, c in enumerate(self.colloquial)]
        return [c for word, _, c in sorted(found, key=lambda f: (-len(f[0]), f[1])) if word]

    def in_legal_words(self, question: str) -> str:
        """The question with everyday terms replaced by the law's (危废 → 危险废物)."""
        for entry in self.colloquial:
            word = "" if entry.violations else entry.said_in(question)
            if word and entry.means[0] not in question:
                question = question.replace(word, entry.means[0])
        return question

    def searched(self, law: str, question: str) -> bool:
        """Whether an open question is looked up in a law: in scope, and not about another place or matter."""
        return law in self.scope and self.settings.only_if.get(law, "") in question

    def expanded(self, question: str) -> str:
        """The question followed by what its colloquial words mean."""
        return " ".join([question, *(m for c in self.said(question) for m in c.means)])


@lru_cache(maxsize=2)
def guide_of(knowledge: Knowledge) -> Guide:
    return Guide(knowledge)
