"""What one browser session holds. Plain objects, so that Gradio compares them by identity and never looks inside."""

from __future__ import annotations

from assistant.facts.model import Case
from assistant.reasoning.model import Assessment


class Shown:
    """The assessment on screen and the earlier states of its case, for undo."""

    __slots__ = ("assessment", "earlier")

    def __init__(self, assessment: Assessment, earlier: tuple[Case, ...] = ()) -> None:
        self.assessment, self.earlier = assessment, earlier


class Attached:
    """The record that came with a file or a sample: party, agency, evidence, procedure, answers."""

    __slots__ = ("case",)

    def __init__(self, case: Case) -> None:
        self.case = case


class Typed:
    """The fields of the first step as they stood before they were cleared or replaced, to be brought back."""

    __slots__ = ("attached", "values")

    def __init__(self, values: tuple[str, ...], attached: Attached | None) -> None:
        self.values, self.attached = values, attached
