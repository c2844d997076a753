"""Clean documents: complete case files around published facts, drafted in every kind, and a few in other layouts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.drafting.compose import draft
from assistant.drafting.kinds import document_kinds
from assistant.errors import ShuoliError
from assistant.facts.case import case_from_mapping
from assistant.facts.model import Defence
from assistant.paths import data_dir
from assistant.pipeline import House, assess
from assistant.reasoning.model import Assessment
from assistant.reasoning.workdays import after_days, after_workdays
from assistant.validation.identifiers import id_for, uscc_for

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
"""The day on which the samples are checked; every one of them is dated before it."""

SHORT = ("notice", "decision")
PUNISH = (
    "filing", "investigation-report", "rectification", "notice", "defence-review", "legal-review", "deliberation",
    "decision", "daily-notice", "daily-decision", "deferral", "demand", "closing", "reminder", "guidance",
)  # fmt: skip
EXEMPT = ("filing", "investigation-report", "no-penalty-notice", "deliberation", "no-penalty", "commitment", "closing")
_REGIMES = {
    # regime: last day of the act, decision
    "former": (date(2026, 3, 12), date(2026, 6, 10)),
    "code": (date(2026, 8, 20), date(2026, 10, 21)),
    "across": (date(2026, 6, 18), date(2026, 9, 15)),
}
_EXEMPTED = {
    "slight_act": True, "first_offence": True, "corrected": True, "corrected_in_time": True, "harm": "无",
    "intent": "过失", "refused_correction": False, "harm_to_environment": False,
}  # fmt: skip
_DEFAULT = {"harm": "一般", "intent": "过失", "cooperates": True}


@dataclass(frozen=True)
class Sample:
    """One document to check or to spoil, with its case (``assessment``)."""

    name: str
    text: str
    kind: str
    regime: str
    assessment: Assessment
    public: bool = False
    today: date = TODAY

    @property
    def case(self) -> Any:
        return self.assessment.case


def samples(house: House, limit: int | None = None, only: tuple[str, ...] = ()) -> tuple[Sample, ...]:
    """All clean documents, those of the first ``limit`` case files, or of the case files named in ``only``."""
    entries = yaml.safe_load((HERE / "samples.yaml").read_text(encoding="utf-8"))
    chosen = [e for e in entries[:limit] if not only or _name(e) in only]
    return tuple(s for entry in chosen for s in _of_entry(entry, house))


def _name(entry: Mapping[str, Any]) -> str:
    exempt = "-exempt" if entry["kinds"] == "exempt" else ""
    return f"{entry['row']}-{entry['regime']}{exempt}{'-natural' if entry.get('party') else ''}"


def _of_entry(entry: Mapping[str, Any], house: House) -> Iterator[Sample]:
    exempt = entry["kinds"] == "exempt"
    assessment = assess(case_from_mapping(_case(entry, house)), house, TODAY)
    if not assessment.violations:
        return
    assessment = _with_evidence(assessment, house)
    wanted = {
        "short": SHORT,
        "punish": PUNISH,
        "exempt": EXEMPT,
        "refer": (*SHORT, "detention-referral", "crime-referral"),
    }[entry["kinds"]]
    name = _name(entry)
    for kind in wanted:
        if kind not in document_kinds() or (not exempt and document_kinds()[kind].needs == "exempt"):
            continue
        held = _of_kind(assessment, kind)
        try:
            document = draft(held, kind)
        except ShuoliError:
            continue
        text = _filled(document.text)
        yield Sample(f"{name}/{kind}", text, kind, entry["regime"], held)
    if "decision" in wanted:
        from .layouts import other_layout

        yield Sample(f"{name}/decision-other-layout", other_layout(assessment), "decision", entry["regime"], assessment)


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, Any]]:
    path = data_dir("evals") / "cases_dev.jsonl"
    return {r["id"]: r for r in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def _case(entry: Mapping[str, Any], house: House) -> dict[str, Any]:
    """A complete case file: the facts of the row moved to the regime's days, everything formal plainly a sample."""
    row = _rows()[entry["row"]]
    act, decide = _REGIMES[entry["regime"]]
    exempt = entry["kinds"] == "exempt"
    text = moved(row["facts"], date.fromisoformat(row["act_date"]), act)
    answers = (_EXEMPTED if exempt else _DEFAULT) | entry.get("answers", {})
    filed = after_workdays(act, 3).day
    notice = after_workdays(decide - timedelta(days=24), 1).day
    served = after_workdays(decide, 2).day
    case = {
        "id": entry["row"], "text": text, "region": entry["region"], "act": [act, act], "found": act, "decide": decide,
        "place": "示例市示例区示例路1号厂区", "answers": answers, "party": _party(entry.get("party", "legal")),
        "agency": _AGENCY, "evidence": _evidence(act),
        "rectification": {
            "actions": ["停止违法行为", "按照规定完成整改并提交证明材料"], "done_on": act + timedelta(days=5),
            "checked_on": act + timedelta(days=18), "checkers": ["示例人丙", "示例人丁"], "checked": "已按要求完成整改",
        },
    }  # fmt: skip
    case["procedure"] = _procedure(act, filed, notice, decide, served, exempt)
    return case


_AGENCY = {
    "name": "示例市生态环境局", "code": "示", "address": "示例市示例路2号", "postcode": "510000", "contact": "示例人乙",
    "phone": "020-12345678", "bank": "示例商业银行", "account_name": "示例市财政局", "account": "6200123456789",
    "reconsideration_body": "示例市人民政府", "court": "示例市示例区人民法院",
}  # fmt: skip


def _party(kind: str) -> dict[str, str]:
    if kind == "natural":
        return {
            "kind": "natural",
            "name": "示例人甲",
            "id_no": id_for("44010019800101001"),
            "address": "示例市示例区示例街3号",
        }
    return {
        "kind": "legal", "name": "示例环保材料有限公司", "uscc": uscc_for("91440000MA5EXAMP1"[:17]),
        "address": "示例市示例区示例路1号", "representative": "示例人甲",
    }  # fmt: skip


def _evidence(act: date) -> list[dict[str, Any]]:
    return [
        {
            "name": "现场检查（勘察）笔录",
            "copies": 1,
            "obtained_on": act,
            "provider": "示例市生态环境局",
            "proves": "检查时的现场情况和违法行为的经过",
        },
        {
            "name": "现场照片和执法视频",
            "copies": 1,
            "obtained_on": act,
            "provider": "示例市生态环境局",
            "proves": "设备、场地和违法行为的状况",
        },
        {
            "name": "调查询问笔录",
            "copies": 1,
            "obtained_on": act + timedelta(days=1),
            "provider": "示例市生态环境局",
            "proves": "违法行为的时间、经过和当事人的认识",
        },
        {
            "name": "营业执照或者身份证件复印件",
            "copies": 1,
            "obtained_on": act,
            "provider": "示例市示例区市场监督管理局",
            "proves": "当事人主体资格",
        },
    ]


def _with_evidence(assessment: Assessment, house: House) -> Assessment:
    """The same case with evidence that names the elements it supports (known only once the violation is)."""
    elements = tuple(e.id for e in assessment.violations[0].candidate.violation.elements)
    evidence = tuple(
        e.model_copy(update={"elements": elements if n < 3 else ()}) for n, e in enumerate(assessment.case.evidence)
    )
    procedure = assessment.case.procedure
    if procedure.fine is None and assessment.violations[0].fine.suggested is None:
        fine = assessment.violations[0].fine
        if fine.max is not None:
            procedure = procedure.model_copy(update={"fine": ((fine.min or 0) + fine.max) // 2})
    case = assessment.case.model_copy(update={"evidence": evidence, "procedure": procedure})
    return assessment.model_copy(update={"case": case})


def _of_kind(assessment: Assessment, kind: str) -> Assessment:
    """The file as it stands for a kind: a daily fine means that the party did not correct, all others that it did; who is
    pressed to pay was given no other day."""
    case = assessment.case
    if kind.startswith("daily"):
        undone = {"done_on": None, "checked_on": None, "checkers": (), "checked": ""}
        answered = {"made_statement": True, "defences": _DAILY_DEFENCES}
        case = case.model_copy(
            update={
                "rectification": case.rectification.model_copy(update=undone),
                "procedure": case.procedure.model_copy(update=answered),
            }
        )
    else:
        alone: dict[str, Any] = {"rechecks": ()} | ({"deferral": None} if kind == "demand" else {})
        case = case.model_copy(update={"procedure": case.procedure.model_copy(update=alone)})
    return assessment.model_copy(update={"case": case})


_DAILY_DEFENCES = (
    Defence(
        opinion="正在联系设备厂家，请求不再按日连续处罚",
        accepted=False,
        reason="责令改正决定书要求立即改正，复查时仍在继续违法行为，联系厂家不改变该事实",
    ),
)


def _procedure(act: date, filed: date, notice: date, decide: date, served: date, exempt: bool) -> dict[str, Any]:
    ordered, year = act + timedelta(days=1), decide.year
    due = after_days(served, 15).day
    procedure = {
        "filing_no": f"示环立〔{year}〕1号", "source": "现场检查",
        "source_detail": "示例市生态环境局在示例市示例区示例路1号厂区进行日常检查时发现", "filed_on": filed,
        "investigators": ["示例人丙", "示例人丁"], "certificates": {"示例人丙": "190001001", "示例人丁": "190001002"},
        "rectification_no": f"示环责改〔{year}〕1号", "rectification_served_on": ordered,
        "notice_no": f"示环{'不' if exempt else ''}罚告〔{year}〕1号", "notice_served_on": notice,
        "made_statement": True, "requested_hearing": False,
        "defences": [
            {"opinion": "本单位已经积极整改，请求从轻处理", "accepted": True, "reason": "经核实，整改情况属实，裁量时已经考虑"},
            {"opinion": "违法行为系员工个人所为", "accepted": False, "reason": "员工履行职务的行为由用人单位承担责任"},
        ],
        "legal_review_on": decide - timedelta(days=8),
        "review": {"sent_on": decide - timedelta(days=10), "reviewer": "示例人戊", "result": "同意"},
        "deliberated_on": decide - timedelta(days=4),
        "deliberation": {
            "place": "示例市生态环境局会议室", "host": "示例人己", "clerk": "示例人辛",
            "speeches": [
                {"name": "示例人己", "post": "局长", "view": "同意办案部门的意见", "reason": "事实有证据证明，适用法律正确"},
                {"name": "示例人庚", "post": "副局长", "view": "同意办案部门的意见", "reason": "处理与情节相当"},
                {"name": "示例人丙", "post": "执法人员", "role": "列席"},
            ],
            "conclusion": "参加人一致同意办案部门的处理意见",
        },
        "decision_no": f"示环{'不' if exempt else ''}罚〔{year}〕1号", "decided_on": decide, "served_on": served,
        "fine_reason": "该数额综合考虑了违法行为的情节、危害后果和改正情况",
        "education": ["学习所违反的规定和应当承担的责任", "完善管理制度，落实专人负责"],
        "advice": ["对照许可和环评要求逐项自查，建立台账", "每季度组织一次培训"],
        "issued": {
            "rectification": {"number": f"示环责改〔{year}〕1号", "dated": act, "served_on": ordered},
            "notice": {"number": f"示环{'不' if exempt else ''}罚告〔{year}〕1号", "dated": notice - timedelta(days=1), "served_on": notice},
            "no-penalty-notice": {"number": f"示环不罚告〔{year}〕1号", "dated": notice - timedelta(days=1), "served_on": notice},
            "daily-notice": {"number": f"示环连罚告〔{year}〕1号", "dated": after_workdays(served, 2).day, "served_on": after_workdays(served, 3).day},
            "daily-decision": {"number": f"示环连罚〔{year}〕1号", "dated": after_workdays(served, 11).day},
            "deferral": {"number": f"示环延（分）缴〔{year}〕1号", "dated": after_workdays(served, 3).day},
            "demand": {"number": f"示环催〔{year}〕1号", "dated": after_workdays(due, 3).day},
            "detention-referral": {"number": f"示环拘移〔{year}〕1号", "dated": after_workdays(served, 2).day},
            "crime-referral": {"number": f"示环刑移〔{year}〕1号", "dated": after_workdays(served, 2).day},
            "commitment": {"number": "1", "dated": ordered}, "reminder": {"number": "1", "dated": ordered}, "guidance": {"number": "1", "dated": ordered},
        },
        "rechecks": [{"day": act + timedelta(days=20), "still": True, "found": "现场仍在继续上述违法行为", "evidence": [
            {"name": "复查笔录", "copies": 1, "obtained_on": act + timedelta(days=20), "provider": "示例市生态环境局", "proves": "复查时仍在继续违法行为"}]}],
        "deferral": {"applied_on": served + timedelta(days=1), "reason": "资金周转困难，已提交财务报表", "until": due + timedelta(days=60)},
        "handover": {"to": "示例市公安局", "persons": ["示例人甲，法定代表人"], "approved_on": after_workdays(served, 1).day},
        "commitment": {
            "ground": "exempt_first_minor" if exempt else "lenient", "promises": [{"text": "立即完成整改", "due": act + timedelta(days=10), "proof": "整改照片"}],
            "signed_on": ordered, "checked_on": act + timedelta(days=18), "checked": "已按期履行承诺",
        },
        "closing": {"ground": "不予处罚等无须执行" if exempt else "处罚决定由当事人履行完毕", "litigation": "没有申请行政复议，也没有提起行政诉讼"},
        "confiscated": 0,
    }  # fmt: skip
    unused = ("notice", "daily-notice", "daily-decision", "demand", "deferral") if exempt else ("no-penalty-notice",)
    procedure["issued"] = {k: v for k, v in procedure["issued"].items() if k not in unused}
    return procedure


_FULL = re.compile(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_MONTH = re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?!\d)")
_YEAR = re.compile(r"(?P<y>20[12]\d)年(?!\d|版)")


def moved(text: str, old: date, new: date) -> str:
    """The facts with every date moved by as many days as lie between two days."""
    shift = new - old

    def full(match: re.Match[str]) -> str:
        day = date(int(match["y"] or old.year), int(match["m"]), int(match["d"])) + shift
        return f"{f'{day.year}年' if match['y'] else ''}{day.month}月{day.day}日\x00"

    def month(match: re.Match[str]) -> str:
        day = date(int(match["y"]), int(match["m"]), 15) + shift
        return f"{day.year}年{day.month}月\x00"

    text = _MONTH.sub(month, _FULL.sub(full, text))
    text = re.sub(
        r"(20[12]\d)年(?!\d|版)(?![^\x00]{0,6}\x00)", lambda m: f"{int(m[1]) + round(shift.days / 365)}年", text
    )
    return text.replace("\x00", "")


def _filled(text: str) -> str:
    """What the templates leave to the officer, filled in as an officer would (evals/mutations/filled.yaml)."""
    rules: dict[str, str] = yaml.safe_load((HERE / "filled.yaml").read_text(encoding="utf-8"))

    def fill(match: re.Match[str]) -> str:
        return next((v for k, v in rules.items() if re.search(k, match[1])), match[0])

    return re.sub(r"【待填：([^】]+)】", fill, text)
