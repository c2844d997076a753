"""The checks by name, as corpus/review names them. Importing this package registers every check."""

from __future__ import annotations

from . import basics, dates, papers, records, veto_law, veto_procedure, veto_proof, veto_seizure, veto_who
from .registry import CHECKS, Subject

__all__ = [
    "CHECKS", "Subject", "basics", "dates", "papers", "records", "veto_law", "veto_procedure", "veto_proof",
    "veto_seizure", "veto_who",
]  # fmt: skip
