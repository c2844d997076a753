"""Citations of law in free text: found as written, then resolved to a law of the library. Not verified here.

What is found but cannot be resolved is returned with the reason in Chinese, never dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .lawnames import FARTHEST_NAME, Law, LawNames, Resolver
from .model import Citation, Frozen
from .tokens import Kind, Token, is_range, span_between, tokenize

_GLUE = re.compile(r"\s*(?:、|，|,|；|;|和|及|以及|与|或者?|并|的)?\s*")
_LAW_GLUE = re.compile(
    r"[”\"』】\s]*(?:[（(][^（）()《》]{0,40}(?:《[^《》]{0,40}》)?[^（）()《》]{0,20}[）)])?\s*(?:的|之|中的?|规定的?|、|，|,|：|:)?\s*"
)
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_LISTED = ("、", "和", "及", "以及", "与", "或", "或者")
_NO_LAW = re.compile(r"(?:合同|协议|约定|章程|决定书|通知书|告知书|公告|附件|清单|报告书?)\s*$")


class Found(Frozen):
    """A citation in a text. ``citation`` None: unresolved, ``problem`` says why.

    ``relative``: it points (前款, 本条); ``inferred``: the law was taken from what stands before in the same sentence.
    Several citations of one list or range may share a span.
    """

    span: tuple[int, int]
    quote: str
    law: str = ""
    citation: Citation | None = None
    problem: str = ""
    relative: bool = False
    inferred: bool = False


@dataclass(frozen=True)
class _Place:
    """The levels of one citation as read so far; ``span`` of its own words."""

    span: tuple[int, int]
    article: int | None = None
    sub: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    relative: bool = False


@dataclass
class _Reader:
    """Walks the tokens once, keeping the law and the place last cited."""

    text: str
    laws: LawNames
    own: Citation | None
    found: list[Found] = field(default_factory=list)
    named: Law | None = None  # the law last named, with or without a place behind it
    law: Law | None = None  # the law of the chain being read
    places: list[_Place] = field(default_factory=list)  # of the chain being read; the last one is open
    last: _Place | None = None
    end: int = 0

    def read(self) -> list[Found]:
        for token in tokenize(self.text):
            gap = self.text[self.end : token.start]
            if token.kind is Kind.LAW:
                self._close()
                self._name(token)
            elif token.kind is Kind.POINTING_LAW:
                self._close()
                self._point_at_law(token)
            elif token.kind in (Kind.ARTICLE, Kind.LOOSE_ARTICLE):
                if not self._article(token, gap):
                    continue
            elif token.kind is Kind.POINTING_PLACE:
                self._point_at_place(token, gap)
            elif not self._level(token, gap):
                continue
            self.end = token.end
        self._close()
        return self.found

    def _name(self, token: Token) -> None:
        self.named = self.laws.bracketed(token.text, token.start, token.end)
        self.laws.remember(self.text, self.named)

    def _point_at_law(self, token: Token) -> None:
        own = self.own.law if self.own and token.text[0] == "本" else None
        if own:
            self.named = Law(own, token.text, token.start, token.end)
        elif nickname := self.laws.nickname(token.text, token.start, token.end):
            self.named = nickname
        elif self.named:
            self.named = replace(self.named, start=token.start, end=token.end, inferred=True)
        else:
            self.named = Law(None, token.text, token.start, token.end, f"前文没有写明“{token.text}”是哪部法")

    def _law_before(self, token: Token, gap: str) -> Law | None:
        """The law written right before an article: in brackets, pointed at, or as a bare name."""
        if self.named and self.named.end == self.end and _LAW_GLUE.fullmatch(gap):
            return self.named
        before = self.text[max(self.end, token.start - FARTHEST_NAME) : token.start]
        return self.laws.bare(before, token.start - len(before))

    def _article(self, token: Token, gap: str) -> bool:
        linked = bool(self.places) and self.places[-1].article is not None
        if linked and is_range(gap):
            first = self.places[-1].article or 0
            between = [_Place((token.start, token.end), n) for n in span_between(first, token.numbers[0])]
            self.places += between + self._places_of(token)
            return True
        if linked and _GLUE.fullmatch(gap) and (token.kind is Kind.ARTICLE or gap.strip() in _LISTED):
            self.places += self._places_of(token)
            return True
        law = self._law_before(token, gap)
        if law is None and (token.kind is Kind.LOOSE_ARTICLE or _NO_LAW.search(gap)):
            return False
        self._close()
        self.law = law or self._law_from_context(token)
        if law and law.name:
            self.named = law
        self.places = self._places_of(token)
        return True

    def _places_of(self, token: Token) -> list[_Place]:
        span = (token.start, token.end)
        places = [_Place(span, n) for n in token.numbers]
        places[-1] = replace(places[-1], sub=token.sub)
        return places

    def _law_from_context(self, token: Token) -> Law:
        before = self.text[self.end : token.start]
        if self.named and self.named.name and not _SENTENCE_END.search(before):
            return replace(self.named, start=token.start, end=token.start, inferred=True)
        if self.own:
            return Law(self.own.law, "", token.start, token.start)
        return Law(None, "", token.start, token.start, f"“{token.text}”没有写明是哪部法")

    def _point_at_place(self, token: Token, gap: str) -> None:
        base, law = self._standpoint(token)
        self._close()
        pointed = _pointed(token.text, base) if base and law and law.name else ()
        span = (token.start, token.end)
        if not pointed or law is None:
            problem = f"前文不足以断定“{token.text}”所指"
            self.law = Law(None, "", token.start, token.start, problem)
            self.places = [_Place(span, relative=True)]
            return
        self.law = replace(law, start=token.start, end=token.start)
        self.places = [replace(place, span=span, relative=True) for place in pointed]

    def _standpoint(self, token: Token) -> tuple[_Place | None, Law | None]:
        """Where pointing words are seen from: the text's own place in a law, else the place last cited."""
        own = self.own
        if own:
            here = _Place((0, 0), own.article, own.article_sub, own.paragraph, own.item)
            return here, Law(own.law, "", token.start, token.start)
        return (self.places[-1] if self.places else self.last), self.law

    def _level(self, token: Token, gap: str) -> bool:
        """A paragraph, item or subitem: refines the place before it, or stands beside it in a list."""
        if not self.places:
            return self._loose_level(token, gap)
        base, name = self.places[-1], token.kind.value
        sibling = getattr(base, name) is not None
        below = any(getattr(base, deeper) is not None for deeper in _BELOW[name])
        if is_range(gap) and sibling:
            between = [*span_between(getattr(base, name), token.numbers[0]), *token.numbers]
            self.places += [_at(base, name, n, token) for n in between]
        elif (sibling or below) and _GLUE.fullmatch(gap) and gap.strip() != "的":
            self.places += [_at(base, name, n, token) for n in token.numbers]
        elif not gap.strip("的 \n\t\u3000") and not sibling and not below:
            self.places[-1] = replace(_at(base, name, token.numbers[0], token), span=(base.span[0], token.end))
            self.places += [_at(base, name, n, token) for n in token.numbers[1:]]
        else:
            return self._loose_level(token, gap)
        return True

    def _loose_level(self, token: Token, gap: str) -> bool:
        """第二款 in the same sentence as an article cited before it: of that article. Others count things, not law."""
        base, law = self._standpoint(token)
        if base is None or base.article is None or _SENTENCE_END.search(gap) or not token.text.startswith("第"):
            return False
        if token.kind is not Kind.PARAGRAPH and not re.search(r"[（(﹙]", token.text):
            return False
        self._close()
        self.law = replace(law, start=token.start, end=token.start, inferred=True) if law else None
        self.places = [_at(base, token.kind.value, n, token) for n in token.numbers]
        return self.law is not None

    def _close(self) -> None:
        """The chain is at its end: its places become citations."""
        law = self.law
        for index, place in enumerate(self.places):
            start = law.start if law and index == 0 and law.start < place.span[0] else place.span[0]
            span = (start, place.span[1])
            self.found.append(_found(self.text, span, law, place))
        if self.places:
            self.last = self.places[-1]
        self.places = []


_BELOW = {
    "article": ("paragraph", "item", "subitem"),
    "paragraph": ("item", "subitem"),
    "item": ("subitem",),
    "subitem": (),
}
_COUNT = {c: n for n, c in enumerate("一二三四五", 1)} | {"两": 2}


def _at(base: _Place, name: str, value: int, token: Token) -> _Place:
    """The same place with one level set and the deeper ones cleared."""
    levels: dict[str, int | None] = {name: value, **dict.fromkeys(_BELOW[name])}
    return replace(base, span=(token.start, token.end), **levels)  # type: ignore[arg-type]


def _pointed(word: str, base: _Place) -> tuple[_Place, ...]:
    """Where 本条, 前款, 前两款 … point, seen from a place; nothing where that cannot be told."""
    unit = {"条": "article", "款": "paragraph", "项": "item"}[word[-1]]
    here = getattr(base, unit)
    if here is None:
        return ()
    if word[0] not in "前上":
        return (replace(base, **dict.fromkeys(_BELOW[unit])),)  # type: ignore[arg-type]
    back = _COUNT.get(word[1], 0) if len(word) == 3 else 1
    numbers = range(here - back, here) if 0 < back < here else ()
    cleared: dict[str, int | None] = dict.fromkeys((*_BELOW[unit], *(("sub",) if unit == "article" else ())))
    return tuple(replace(base, **{**cleared, unit: n}) for n in numbers)  # type: ignore[arg-type]


def _found(text: str, span: tuple[int, int], law: Law | None, place: _Place) -> Found:
    quote = text[slice(*span)]
    if law is None or law.name is None or place.article is None:
        problem = law.problem if law and law.problem else f"“{quote}”没有写明是哪部法"
        return Found(span=span, quote=quote, law=law.written if law else "", problem=problem, relative=place.relative)
    citation = Citation(
        law=law.name,
        article=place.article,
        article_sub=place.sub,
        paragraph=place.paragraph,
        item=place.item,
        subitem=place.subitem,
    )
    return Found(
        span=span, quote=quote, law=law.written, citation=citation, relative=place.relative, inferred=law.inferred
    )


def find_citations(text: str, resolver: Resolver, own: Citation | None = None) -> tuple[Found, ...]:
    """Every citation in a text, in order.

    ``resolver`` is ``StatuteLibrary.resolve_name``. ``own`` says that the text is itself (part of) an article of a law:
    本法 and a bare 第…条 then mean that law, 本条 and 前款 are seen from that place.
    """
    return tuple(_Reader(text, LawNames(resolver), own).read())
