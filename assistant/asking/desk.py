"""The question desk: reads a question, sends it to whoever can answer it from provisions, or says that nobody can."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.advice import without_orders
from assistant.errors import BadInput, LawNotFound, NotInForce
from assistant.facts.case import case_from_text
from assistant.facts.extract import extract
from assistant.knowledge.model import Violation
from assistant.law.model import Citation
from assistant.pipeline import House
from assistant.reasoning.characterize import characterize

from .crosswalk import crosswalk, repeal_of
from .days import day_of
from .definitions import definition, term_of
from .finding import citations_in, laws_in
from .guide import Guide, guide_of
from .matching import LIKELY, NAMED, matcher_of
from .model import Answer, Outcome, Sentence, as_json, grounded, quote, refusal
from .openended import open_question
from .penalties import about_violation
from .procedure import about_topic
from .structure import about_law, asks_structure
from .worded import worded

_LONGEST = 500
_POSSIBLE = (
    0.2  # confidence of a violation only partly shown, below which a question about punishment goes on to search
)
_TOO_LONG = "问题太长。请用一两句话提问；整段案情请用 shuoli assess 研判。"
_NO_INDEX = "检索索引还没有建立，这个问题需要检索条文。请先运行 shuoli setup。"


def ask(question: str, house: House, on: date | None, today: date) -> Answer:
    """Answers a question from provisions in force on ``on`` (else the day the question names, else today).

    Raises BadInput where there is no question, or far too long a one.
    """
    question = without_orders(question) or question.strip()
    if not question:
        raise BadInput("没有写问题。例：shuoli ask 无证排污怎么罚")
    if len(question) > _LONGEST:
        raise BadInput(_TOO_LONG)
    guide = guide_of(house.knowledge)
    why = guide.refused(question)
    if why:
        return refusal(f"{why}。请提生态环境法律、处罚或者程序方面的问题。", kind="off_topic")
    said_day, text = day_of(question, today, guide.settings.code_day)
    day = on or said_day
    answer = _direct(text, day, today, house, guide) or _meant(text, day or today, house, guide)
    return worded(answer, question, house)


def ask_row(row: dict[str, Any], house: House) -> dict[str, Any]:
    """One line of ``ask --jsonl``. Raises BadInput where it holds no question or no proper day."""
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise BadInput("这一行没有 question（问题）。")
    try:
        on = date.fromisoformat(str(row["on"])) if row.get("on") else None
    except ValueError as error:
        raise BadInput(f"on 的日期“{row['on']}”不成立，应写成 2026-09-03。") from error
    return as_json(ask(question, house, on, date.today()))


def _direct(question: str, day: date | None, today: date, house: House, guide: Guide) -> Answer | None:
    """Articles and laws named outright."""
    citations = citations_in(question, guide, house.library)
    if citations and guide.asks_crosswalk(question):
        return crosswalk(citations[0], house)
    if citations:
        return _articles(citations, day, house)
    laws = laws_in(question, house.library)
    for law in laws or ([guide.settings.default_law] if asks_structure(question) else []):
        try:
            said = about_law(law, question, day, house)
        except NotInForce as error:
            return _not_in_force(law, error, house)
        if said:
            return grounded(said, "structure")
    return None


def _articles(citations: list[Citation], day: date | None, house: House) -> Answer:
    said: list[Sentence] = []
    problems: list[str] = []
    for citation in citations[:5]:
        try:
            said.append(quote(house.library.provision(citation, day)))
        except NotInForce as error:
            return _not_in_force(citation.law, error, house, citation)
        except LawNotFound as error:
            problems.append(error.message)
            continue
        if day is None and (repealed := repeal_of(citation.law, house)):
            said += [*repealed, *crosswalk(citation, house).sentences]
    if said:
        return grounded(said, "article")
    return refusal("".join(problems), kind="article")


def _not_in_force(law: str, error: NotInForce, house: House, citation: Citation | None = None) -> Answer:
    """The law did not hold on the day: said with the article that repealed it and what came in its place, or refused."""
    repealed = repeal_of(law, house) if "废止" in error.message else []
    if not repealed:
        return refusal(error.message, kind="not_in_force")
    said = [Sentence(text=error.message, cites=repealed[0].cites[:1]), *repealed]
    if citation:
        said += [s for s in crosswalk(citation, house).sentences if s not in said]
    return grounded(said, "not_in_force")


def _meant(question: str, day: date, house: House, guide: Guide) -> Answer:
    """What is asked without a place: a common topic, a violation, a term, or an open question."""
    laws = [law for law in laws_in(question, house.library) if _held(law, day, house)]
    topic = guide.topic(question)
    if topic and (said := about_topic(topic, day, house)):
        return grounded(said, f"topic:{topic.id}")
    term = term_of(question)
    if term and (said := definition(term, day, house, laws or None)):
        return grounded(said, "definition")
    answer = _violations(question, day, house, guide)
    if answer:
        return answer
    if house.searcher is None:
        return refusal(_NO_INDEX, Outcome.UNAVAILABLE, "open")
    return open_question(question, day, house, laws)


def _violations(question: str, day: date, house: House, guide: Guide) -> Answer | None:
    """The violations a question names; where it asks about punishment, also those its facts describe."""
    punish = guide.asks_punishment(question)
    found = matcher_of(house.knowledge).find(question, mostly=not punish)
    wanted = [v for v, score in found if score >= NAMED]
    if not wanted and punish:
        wanted = _described(question, house) or [v for v, score in found if score >= LIKELY]
    media = guide.media(question)
    said = [s for v in wanted for s in about_violation(v, day, house, duty_first=not punish, media=media)]
    return grounded(said, "violation") if said else None


def _described(question: str, house: House) -> list[Violation]:
    """The violations whose elements the question's own words show, as if it were a short narrative."""
    facts = extract(case_from_text(question), house.knowledge.vocabulary, house.knowledge.lexicon)
    likeness = matcher_of(house.knowledge).likeness(question)
    found = characterize(question, facts, house.knowledge, likeness, house.patterns)
    established = [c.violation for c in found if c.established]
    return established[:2] or [c.violation for c in found[:1] if c.confidence >= _POSSIBLE]


def _held(law: str, day: date, house: House) -> bool:
    return any(v.in_force.covers(day) for v in house.library.versions(law))
