"""An answer with a language model's summary before it, where one is set and its sentences stand in the provisions."""

from __future__ import annotations

from assistant.pipeline import House

from .model import Answer, Sentence


def worded(answer: Answer, question: str, house: House) -> Answer:
    """The answer itself, with what a model could say from the same provisions in front; a refusal stays a refusal."""
    if house.model is None or answer.refused:
        return answer
    said, notices = house.model.answered(question, answer.provisions)
    summary = tuple(Sentence(text=s.text, cites=s.cites, by=s.by) for s in said)
    known = {s.text for s in answer.sentences}
    kept = tuple(s for s in summary if s.text not in known)
    return answer.model_copy(update={"sentences": (*kept, *answer.sentences), "notices": notices})
