"""What the question desk answers: sentences, each with the provisions it rests on, and one of three outcomes."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from assistant.law.citation import parse_place, place
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation, Frozen, Provision, Standing


class Outcome(StrEnum):
    """grounded: answered from provisions; no_match: nothing in the library answers it; unavailable: no index."""

    GROUNDED = "grounded"
    NO_MATCH = "no_match"
    UNAVAILABLE = "unavailable"


class Sentence(Frozen):
    """One sentence of an answer and the provisions it is taken from (at least one).

    ``by``: the language model and prompt that worded it, checked against its provisions; empty for our own.
    """

    text: str
    cites: tuple[Provision, ...]
    by: str = ""


class Answer(Frozen):
    """An answer, or a refusal with its reason in ``why``. ``kind`` says how the question was understood.

    ``notices`` tell what became of a language model's part.
    """

    outcome: Outcome
    sentences: tuple[Sentence, ...] = ()
    why: str = ""
    kind: str = ""
    notices: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        return self.outcome is not Outcome.GROUNDED

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """Every provision cited, once, in the order of first use."""
        return tuple({p.cite: p for s in self.sentences for p in s.cites}.values())

    @property
    def text(self) -> str:
        """The sentences, each with the numbers of its citations; the reason where it was refused."""
        numbers = {p.cite: n for n, p in enumerate(self.provisions, 1)}
        lines = [
            s.text + "".join(f"[{numbers[p.cite]}]" for p in s.cites) + (f"（{s.by}归纳）" if s.by else "")
            for s in self.sentences
        ]
        return "\n".join(lines) if lines else self.why


def refusal(why: str, outcome: Outcome = Outcome.NO_MATCH, kind: str = "") -> Answer:
    return Answer(outcome=outcome, why=why, kind=kind)


def grounded(sentences: list[Sentence], kind: str) -> Answer:
    """The answer made of these sentences, each once with all it rests on; none of them may lack a citation."""
    assert sentences and all(s.cites for s in sentences)
    cites: dict[str, dict[str, Provision]] = {}
    for sentence in sentences:
        cites.setdefault(sentence.text, {}).update({p.cite: p for p in sentence.cites})
    said = tuple(Sentence(text=text, cites=tuple(found.values())) for text, found in cites.items())
    return Answer(outcome=Outcome.GROUNDED, sentences=said, kind=kind)


def quote(provision: Provision, text: str | None = None) -> Sentence:
    """《…》第…条规定：“…”。 A gist is told as a gist, never in quotation marks."""
    words = (text or provision.text).replace("\n", "")
    if provision.standing is Standing.GIST:
        return Sentence(text=f"{provision.cite}（要旨）：{words}", cites=(provision,))
    return Sentence(text=f"{provision.cite}规定：“{words}”", cites=(provision,))


def by_words(text: str, library: StatuteLibrary) -> Citation:
    """《行政处罚法》第六十三条 as written in corpus/. Raises ValueError where the law is unknown."""
    name, _, words = text.removeprefix("《").partition("》")
    law = library.resolve_name(name)
    if law is None:
        raise ValueError(f"法规库里没有“{name}”")
    return parse_place(law, words)


def as_text(answer: Answer) -> str:
    """The answer for people: the sentences, then what they cite."""
    if answer.refused:
        return f"{answer.why}\n"
    cited = "".join(f"[{n}] {p.cite}\n" for n, p in enumerate(answer.provisions, 1))
    told = "".join(f"【提示】{n}\n" for n in answer.notices)
    return f"{told}{answer.text}\n\n依据：\n{cited}"


def as_json(answer: Answer) -> dict[str, Any]:
    """``shuoli ask --json``."""
    return {
        "answer": answer.text,
        "citations": [_citation(p) for p in answer.provisions],
        "refused": answer.refused,
        "why": answer.why or None,
        "outcome": answer.outcome.value,
        "kind": answer.kind,
        "by_model": [s.text for s in answer.sentences if s.by],
        "notices": list(answer.notices),
    }


def _citation(provision: Provision) -> dict[str, Any]:
    citation = provision.citation
    return {
        "law": citation.law,
        "article": citation.article,
        "paragraph": citation.paragraph,
        "item": citation.item,
        "place": place(citation),
        "cite": provision.cite,
        "text": provision.text,
        "verbatim": provision.standing is Standing.VERBATIM,
        "in_force": provision.in_force.as_list(),
    }
