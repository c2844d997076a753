"""What an officer takes away without drafting: the assessment as a page or as data, and the case to go on with later.

Each returns the file's name and its text for the browser to save; empty where there is nothing yet.
"""

from __future__ import annotations

import json
from datetime import date

from assistant.contract import assessment_json
from assistant.facts.model import Case
from assistant.facts.saving import case_yaml
from assistant.house import open_house
from assistant.validation.model import Report
from assistant.validation.run import validate_assessment

from .panels import report_page
from .record import told
from .session import Shown
from .web import good


def report_file(now: Shown | None) -> tuple[str, str]:
    """The assessment as one self-contained page."""
    if now is None:
        return "", ""
    return "研判报告.html", report_page(now.assessment, _checked(now), date.today())


def json_file(now: Shown | None) -> tuple[str, str]:
    """The assessment as ``shuoli assess --json`` prints it."""
    if now is None:
        return "", ""
    return "研判.json", json.dumps(assessment_json(now.assessment, _checked(now)), ensure_ascii=False, indent=2)


def case_file(now: Shown | None, case: Case) -> tuple[str, str, str]:
    """The case with the answers given on screen, where both are one case; and what was said of it."""
    if now is not None and now.assessment.case.text == case.text:
        case = case.model_copy(update={"answers": {**case.answers, **now.assessment.case.answers}})
    about = told(case)
    said = f"案件已保存为 案件.yaml，下次上传即可接着办{f'（含{about}）' if about else ''}。"
    return "案件.yaml", case_yaml(case), good(said)


def _checked(now: Shown) -> Report:
    house = open_house()
    return validate_assessment(now.assessment, house.library, house.knowledge)
