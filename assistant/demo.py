"""``make demo``: one case under the Code and the same case before it, assessed and compared, with the decisions drafted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.console import Console

from assistant import service
from assistant.contract import assessment_json
from assistant.drafting.kinds import document_kind
from assistant.facts.case import load_case
from assistant.law.money import format_yuan
from assistant.paths import data_dir
from assistant.reasoning.model import Assessment
from assistant.reporting import assessment_text
from assistant.terminal import ready

_STAGES = {"按日连续处罚": "daily-decision", "环境犯罪": "crime-referral", "催告": "demand"}
"""The document a sample whose name says so is about; the others end in a decision."""


def _kind(name: str, assessment: Assessment) -> str:
    exempt = assessment.violations[0].exemption.outcome == "must_exempt"
    return next((kind for word, kind in _STAGES.items() if word in name), "no-penalty" if exempt else "decision")


def run(out: Path) -> list[Path]:
    """Assess and draft every sample; returns the files written, the comparison printed to stdout."""
    house, written = ready(), []
    for path in sorted((data_dir("evals") / "samples").glob("*.yaml")):
        case = load_case(path)
        assessment, report = service.assess_case(case, house)
        for suffix, text in (
            (".txt", assessment_text(assessment, report)),
            (".json", json.dumps(assessment_json(assessment, report), ensure_ascii=False, indent=2)),
        ):
            target = out / f"{path.stem}-研判{suffix}"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            written.append(target)
        kind = document_kind(_kind(path.stem, assessment))
        document, checked, file = service.draft_case(case, house, kind.id, out / f"{path.stem}-{kind.name}.docx")
        written.append(file)
        finding = assessment.violations[0]
        cites = "、".join(p.cite for p in finding.basis.chosen.penalty) if finding.basis.chosen else "无"
        fine = format_yuan(finding.fine.suggested) if finding.fine.suggested is not None else "没有建议数"
        sys.stdout.write(
            f"{path.stem}\n  违法行为：{finding.candidate.violation.name}\n  处罚依据：{cites}\n  {finding.basis.why}\n"
            f"  建议罚款：{fine}\n  {kind.name}校验：严重 {checked.blocking} 项，提醒 {checked.warnings} 项"
            f"{'；待填：' + '、'.join(document.todo) if document.todo else ''}\n\n"
        )
    return written


if __name__ == "__main__":
    files = run(Path("out"))
    Console().print("已写出：", *[f"\n  {f}" for f in files], sep="", highlight=False)
