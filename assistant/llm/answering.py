"""Job (d): a question answered from given provisions only; a sentence that its provisions do not hold falls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.facts.reading import suspicious_instructions
from assistant.law.model import Provision

from .door import Session
from .grounding import Resolver, inventions, misplaced
from .model import Answered, Call


class Said(NamedTuple):
    """One sentence, the provisions it rests on, and which model said it."""

    text: str
    cites: tuple[Provision, ...]
    by: str


def answer(question: str, provisions: Sequence[Provision], resolver: Resolver, session: Session) -> tuple[Said, ...]:
    """The sentences that stand; empty where the model had none, and the provisions' own words are the answer."""
    if not provisions:
        return ()
    known = {f"p{n}": p for n, p in enumerate(provisions, 1)}
    texts = {i: f"{p.cite}：{p.text}" for i, p in known.items()}
    values = {"question": question, "provisions": "\n".join(f"{i} {t}" for i, t in texts.items())}
    given = session.ask(Call("answer_question", values, Answered, {"rests_on": tuple(known)}))
    if given is None or given.answer.refused:
        return ()
    kept: list[Said] = []
    struck: list[str] = []
    for sentence in given.answer.sentences:
        named = [i for i in dict.fromkeys(sentence.rests_on) if i in known]
        wrong = _wrong(sentence.text, [texts[i] for i in named], resolver)
        if wrong:
            struck += wrong[:3]
        else:
            kept.append(Said(sentence.text.strip(), tuple(known[i] for i in named), given.by))
    session.checked(given, kept=len(kept), struck=struck)
    if struck:
        session.tell("语言模型的回答有没有条款根据的句子，已经删去。")
    return tuple(kept)


def _wrong(text: str, held: Sequence[str], resolver: Resolver) -> tuple[str, ...]:
    """Why a sentence cannot stand: it rests on nothing, gives orders, or says what its provisions do not."""
    if not held:
        return ("没有写明条款",)
    if suspicious_instructions(text):
        return ("是对程序发号施令的话",)
    return (*inventions(text, held, resolver), *misplaced(text, held))
