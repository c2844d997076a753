"""The sample case the tests of the model use, and their today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 22)
SAMPLE = Path(__file__).resolve().parents[2] / "evals" / "samples" / "无证排污（法典施行后）.yaml"
