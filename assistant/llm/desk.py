"""The model desk of this installation: from the settings to an adviser for a case, a writer for a document, an answerer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.drafting.blocks import Document
from assistant.facts.model import Case, CaseFacts
from assistant.facts.reading import suspicious_instructions
from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import FactKey
from assistant.law.library import StatuteLibrary
from assistant.law.model import Provision
from assistant.reasoning.model import Assessment, Candidate
from assistant.settings import Settings
from assistant.validation.run import validate_document

from .answering import Said, answer
from .connect import connector, host_of
from .door import Door, Options, Session
from .log import Log
from .masking import Masker, masker_of
from .ranking import Opinion, first_choice
from .reading import Reading, read_facts
from .wire import Wire
from .writing import phrase


@dataclass
class CaseAdviser:
    """A model at work on one case."""

    session: Session
    knowledge: Knowledge
    patterns: Patterns

    @property
    def notices(self) -> list[str]:
        return self.session.notices

    def read(self, text: str, facts: CaseFacts, wanted: Sequence[FactKey]) -> Reading:
        return read_facts(text, facts, wanted, self.knowledge, self.session)

    def first_choice(self, text: str, candidates: Sequence[Candidate]) -> Opinion | None:
        return first_choice(text, candidates, self.patterns, self.session)


@dataclass(frozen=True)
class Desk:
    """One endpoint, with what is needed to check what it says. ``screens``: see assistant.advice."""

    door: Door
    library: StatuteLibrary
    knowledge: Knowledge
    screens: bool = True
    patterns: Patterns = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "patterns", Patterns(self.knowledge.lexicon))

    def adviser(self, case: Case) -> CaseAdviser:
        return CaseAdviser(self.door.session(masker_of(case, self.knowledge)), self.knowledge, self.patterns)

    def phrased(
        self, document: Document, assessment: Assessment, violation: int = 0
    ) -> tuple[Document, tuple[str, ...]]:
        """The document with reasons in the model's words where they pass, and notices for the officer.

        The validator has the last word: a document that it finds worse than before is not used.
        """
        session = self.door.session(masker_of(assessment.case, self.knowledge))
        finding = assessment.violations[violation]
        new = phrase(document, assessment, finding, self.knowledge, self.library.resolve_name, session)
        if not new.by_model:
            return document, tuple(session.notices)
        if self._score(new, assessment, violation) > self._score(document, assessment, violation):
            return document, ("语言模型改写后的文书没有通过校验，已用程序原文。",)
        return new, tuple(session.notices)

    def answered(self, question: str, provisions: Sequence[Provision]) -> tuple[tuple[Said, ...], tuple[str, ...]]:
        """Sentences that answer from the provisions, and notices."""
        if self.screens:
            provisions = [p for p in provisions if not suspicious_instructions(p.text)]
            if suspicious_instructions(question):
                return (), ("问题中有疑似指令的文字，没有交给语言模型。",)
        session = self.door.session(Masker(knowledge=self.knowledge))
        return answer(question, provisions, self.library.resolve_name, session), tuple(session.notices)

    def _score(self, document: Document, assessment: Assessment, violation: int) -> tuple[int, int]:
        report = validate_document(
            document.text, self.library, self.knowledge, assessment=assessment, kind=document.kind, violation=violation
        )
        return report.blocking, report.warnings


def options_of(settings: Settings) -> Options:
    """The settings of the endpoint as the door needs them."""
    return Options(
        model=settings.llm_model,
        host=host_of(settings),
        send=settings.llm_send,
        timeout=settings.llm_timeout,
        retries=settings.llm_retries,
        budget_tokens=settings.llm_budget_tokens,
        budget_seconds=settings.llm_budget_seconds,
        output_tokens=settings.llm_output_tokens,
        price_in=settings.llm_price_in,
        price_out=settings.llm_price_out,
    )


def open_desk(settings: Settings, library: StatuteLibrary, knowledge: Knowledge) -> Desk | None:
    """The desk of the settings, or None where no model is set or sending is forbidden. Raises BadConfig."""
    if not settings.llm_base_url or not settings.llm_send:
        return None
    wire = Wire(
        connector(settings),
        settings.llm_method,
        settings.llm_stream,
        settings.llm_output_tokens,
        settings.llm_concurrency,
    )
    return Desk(Door(wire, options_of(settings), Log(settings.llm_log)), library, knowledge)
