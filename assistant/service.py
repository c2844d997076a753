"""What commands, the web page and evaluations ask of the house: read a case, assess it, draft from it, validate."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from assistant.contract import assessment_json, report_json
from assistant.drafting.blocks import Document
from assistant.drafting.compose import draft
from assistant.drafting.export import save
from assistant.errors import BadInput
from assistant.facts.case import case_from_text, load_case, parse_period
from assistant.facts.model import Case
from assistant.facts.reading import read_document
from assistant.house import open_house
from assistant.pipeline import House, assess
from assistant.reasoning.model import Assessment
from assistant.settings import settings
from assistant.validation.model import Report
from assistant.validation.run import validate_assessment, validate_document


def read_case(source: str, region: str, act: str | None, found: date | None, decide: date | None) -> Case:
    """A case from a file or stdin; what is given here outranks what stands in a case file."""
    case = load_case(source)
    return with_context(case, region, act, found, decide)


def with_context(case: Case, region: str, act: str | None, found: date | None, decide: date | None) -> Case:
    """The case with region and days as given; contradictory days raise BadInput."""
    checked = case_from_text(
        case.text,
        region=region or case.region or settings().region,
        act=parse_period(act) if act else case.act,
        found=found or case.found,
        decide=decide or case.decide,
    )
    return case.model_copy(update={k: getattr(checked, k) for k in ("text", "region", "act", "found", "decide")})


def assess_case(case: Case, house: House) -> tuple[Assessment, Report]:
    """The assessment and the check of it."""
    assessment = assess(case, house, date.today())
    return assessment, validate_assessment(assessment, house.library, house.knowledge)


def assess_row(row: dict[str, Any], house: House) -> dict[str, Any]:
    """One line of ``assess --jsonl``."""
    text = row.get("facts")
    if not isinstance(text, str) or not text.strip():
        raise BadInput("这一行没有 facts（案情文字）。")
    case = case_from_text(text)
    case = with_context(
        case, str(row.get("region") or ""), _period(row.get("act")), _iso(row, "found"), _iso(row, "decide")
    )
    return assessment_json(*assess_case(case, house))


def written(assessment: Assessment, house: House, kind: str, violation: int = 0, fine: int | None = None) -> Document:
    """The drafted document. Where a language model is set it may reword the reasons: marked, and told in the notes."""
    document = draft(assessment, kind, violation=violation, fine=fine)
    left_out = not_in_it(assessment, violation)
    document = document.model_copy(update={"notes": (*document.notes, *left_out)})
    if house.model is None:
        return document
    document, notices = house.model.phrased(document, assessment, violation)
    return document.model_copy(update={"notes": (*document.notes, *notices)})


def not_in_it(assessment: Assessment, violation: int) -> tuple[str, ...]:
    """What to tell of the acts a document about one violation leaves out, where several are established."""
    several = assessment.together
    if several is None:
        return ()
    mine = assessment.violations[violation]
    covered = {mine.candidate.violation.id, *mine.competing}
    others = [a.name for a in several.acts if a.applied not in covered]
    if not others:
        return ()
    return (
        f"本文书只写“{mine.candidate.violation.name}”；另外成立的“{'”“'.join(others)}”不在其中，一并处罚的请分别制作或者并入。",
    )


def draft_case(
    case: Case, house: House, kind: str, out: Path, fine: int | None = None
) -> tuple[Document, Report, Path]:
    """Draft, check and write one document. Returns it with all notes for the officer, its report and the path."""
    assessment = assess(case, house, date.today())
    document = written(assessment, house, kind, fine=fine)
    told = dict.fromkeys((*assessment.notices, *document.notes))
    document = document.model_copy(update={"notes": tuple(told)})
    report = validate_document(document.text, house.library, house.knowledge, assessment=assessment, kind=kind)
    return document, report, save(document, out)


def validate_file(path: Path, case: str | None) -> Report:
    """Check a finished document; with its case where one is given."""
    house = open_house() if case else None
    return check_text(read_document(path), load_case(case) if case else None, house)


def validate_row(row: dict[str, Any]) -> dict[str, Any]:
    """One line of ``validate --jsonl``; ``case`` is a text of facts or a mapping of a case YAML."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadInput("这一行没有 text（文书正文）。")
    given = row.get("case")
    case = Case.model_validate(given) if isinstance(given, dict) else case_from_text(given) if given else None
    return report_json(check_text(text, case, open_house() if case else None))


def check_text(text: str, case: Case | None, house: House | None) -> Report:
    """Check a document's text; with its case where one is given (then a house is needed to assess it)."""
    from assistant.house import library
    from assistant.knowledge.load import default_knowledge

    assessment = assess(case, house, date.today()) if case and house else None
    return validate_document(text, library(), default_knowledge(), assessment=assessment)


def _iso(row: dict[str, Any], key: str) -> date | None:
    value = row.get(key)
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadInput(f"{key} 的日期“{value}”不成立，应写成 2026-09-03。") from error


def _period(value: Any) -> str | None:
    """``act`` of a batch line: a day, 'a..b', or a list of one or two days."""
    if isinstance(value, list):
        return "..".join(str(v) for v in value[:2]) if value else None
    return str(value) if value else None
