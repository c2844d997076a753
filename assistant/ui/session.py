"""What one browser session holds. Plain objects, so that Gradio compares them by identity and never looks inside."""

from __future__ import annotations

from assistant.facts.model import Case
from assistant.reasoning.model import Assessment


class Shown:
    """The assessment on screen and the earlier states of its case, for undo."""

    __slots__ = ("assessment", "earlier")

    def __init__(self, assessment: Assessment, earlier: tuple[Case, ...] = ()) -> None:
        self.assessment, self.earlier = assessment, earlier


class Uploaded:
    """The case that an uploaded file brought."""

    __slots__ = ("case",)

    def __init__(self, case: Case) -> None:
        self.case = case
