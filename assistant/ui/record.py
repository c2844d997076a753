"""The case of the page's first step: what is typed there, together with the record that a file or sample brought."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant import service
from assistant.errors import BadInput
from assistant.facts.case import case_from_text, load_case, parse_day
from assistant.facts.model import Agency, Case, Party
from assistant.facts.reading import read_document
from assistant.law.money import amounts_in

from .session import Attached

_SAME = 0.5


def read_file(path: str) -> Case:
    """The case of an uploaded file: a case YAML with everything in it, or a document whose text is the facts."""
    if path.lower().endswith((".yaml", ".yml")):
        return load_case(path)
    return Case(text=read_document(Path(path)))


def fields_of(case: Case) -> tuple[str, str, str, str, str, str]:
    """Text, region, first and last day of the act, day found, day of decision, as they stand in the form."""
    start, end = case.act or ("", "")
    return case.text, case.region, str(start), str(end), str(case.found or ""), str(case.decide or "")


def case_of(
    attached: Attached | None, text: str, region: str, act_from: str, act_to: str, found: str, decide: str
) -> Case:
    """The case as the form and its record say it. Raises BadInput naming the field that is wrong."""
    if not (text or "").strip():
        raise BadInput("还没有案情。请在左边写明或上传案件事实。")
    if not (act_from or "").strip() and (act_to or "").strip():
        raise BadInput("只填了行为终了日。请同时填写行为开始日。")
    start = _day(act_from, "行为开始日")
    end = _day(act_to, "行为终了日") or start
    act = f"{start}..{end}" if start else None
    base = attached.case if attached and belongs(text, attached.case) else case_from_text(text)
    given = base.model_copy(update={"text": case_from_text(text).text, "act": None, "found": None, "decide": None})
    return service.with_context(given, region or "", act, _day(found, "发现日"), _day(decide, "决定日"))


def belongs(text: str, case: Case) -> bool:
    """Whether a text is still the case of this record, perhaps edited: half of its two-character pieces are there."""
    mine, theirs = _pieces(text), _pieces(case.text)
    return bool(theirs) and len(mine & theirs) >= _SAME * len(theirs)


def _pieces(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[n : n + 2] for n in range(len(plain) - 1)}


def told(case: Case) -> str:
    """What a record holds beside the text, in a few words; empty where there is nothing."""
    parts = [f"当事人 {case.party.name}"] if case.party.name else []
    parts += [f"机关 {case.agency.name}"] if case.agency.name else []
    parts += [f"证据 {len(case.evidence)} 件"] if case.evidence else []
    parts += [f"已答 {len(case.answers)} 项"] if case.answers else []
    parts += ["办案程序记录"] if case.procedure != type(case.procedure)() else []
    return "；".join(parts)


def with_form(case: Case, name: str, uscc: str, address: str, representative: str, agency: str, code: str) -> Case:
    """The case with the party and agency typed into the form; empty fields keep what the record says."""
    party = {"name": name, "uscc": uscc, "address": address, "representative": representative}
    office = {"name": agency, "code": code}
    return case.model_copy(
        update={
            "party": Party.model_validate(case.party.model_dump() | _given(party)),
            "agency": Agency.model_validate(case.agency.model_dump() | _given(office)),
        }
    )


def sum_of(text: str | None) -> int | None:
    """Yuan of a sum as typed (200000, 200,000, 20万元, 贰拾万元整); None where nothing is typed. Raises BadInput."""
    written = (text or "").strip().replace(",", "").replace("，", "")
    if not written:
        return None
    found = [a.yuan for a in amounts_in(written if written.endswith(("元", "整")) else f"{written}元")]
    if written[0] in "-－负" or len(found) != 1 or not isinstance(found[0], int) or found[0] <= 0:
        raise BadInput(f"罚款数额“{written[:20]}”看不懂。请写成 200000 或者 20万元。")
    return found[0]


def _given(fields: dict[str, str]) -> dict[str, str]:
    return {k: v.strip() for k, v in fields.items() if v and v.strip()}


def _day(text: str | None, name: str) -> date | None:
    if not (text or "").strip():
        return None
    try:
        return parse_day(str(text))
    except BadInput as error:
        raise BadInput(f"{name}“{str(text).strip()[:20]}”不是有效的日期。请写成 2026-09-03。") from error
