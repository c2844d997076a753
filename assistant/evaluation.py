"""Evaluation suites over evals/: how often the right penalty provision comes first, or among the first three.

``cases``: real published cases, for the law at the act (decided then) and for the Code (the act dated 2026-09).
``descriptions``: invented officer-style descriptions with the expected violation, written beside the catalogue.
``llm``: the same cases with language models that obey, err or are real.
``blind``: narratives by writers who had not seen the catalogue, never used to change it; the answer by violation or article.
``parts``: the published cases and the first blind set by each part of recognition alone and together.
``innocent``: notes that show a violation and notes that show none, by writers who had not seen the catalogue.
``several``: narratives two by two in one text.
``ask``: questions with the provisions any of which answers them, or to be refused.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from assistant.ablation import code_articles, parts
from assistant.asking.evaluate import evaluate as evaluate_questions
from assistant.errors import BadInput, ShuoliError
from assistant.facts.case import case_from_text
from assistant.facts.model import Case
from assistant.law.model import Citation
from assistant.mutations import mutations
from assistant.paths import data_dir
from assistant.pipeline import House, assess
from assistant.reasoning.model import Assessment, RegimeView

CODE_DAY = date(2026, 9, 10)
LAST_FORMER_DAY = date(2026, 8, 14)


def run_suites(suite: str, house: House, limit: int | None = None, model_limit: int | None = None) -> dict[str, Any]:
    """Run one suite, or all. Each result has ``summary`` (shares in percent) and ``rows``.

    For the suite ``llm``: ``limit`` takes only the first cases, ``model_limit`` gives the model of the settings, which may
    be slow, only about so many assessments.
    """
    suites: dict[str, Callable[[House], dict[str, Any]]] = {
        "cases": cases, "descriptions": descriptions, "blind": blind, "innocent": innocent, "several": several, "parts": of_parts,
        "ask": asked, "mutations": mutations,
        "llm": lambda h: language_models(h, limit, model_limit),
    }  # fmt: skip
    if suite and suite not in suites:
        raise BadInput(f"没有“{suite}”这个评测。可用：{'、'.join(suites)}。")
    chosen = (
        [suite] if suite else [name for name in suites if name not in ("parts", "mutations", "llm")]
    )  # take minutes: only when named
    return {name: suites[name](house) for name in chosen}


def cases(house: House) -> dict[str, Any]:
    """Top-1 and top-3 of the penalty provision on the published cases, both regimes."""
    return score_cases(read_jsonl(data_dir("evals") / "cases_dev.jsonl"), house)


def blind(house: House) -> dict[str, Any]:
    """Top-1 and top-3 on each of the blind sets, and how often texts without a violation got none."""
    summary: dict[str, Any] = {}
    rows: list[dict[str, Any]] = []
    for path in sorted((data_dir("evals") / "blind").glob("*.jsonl")):
        told = read_jsonl(path)
        result = score_cases(told, house)
        summary |= {f"{path.stem}：{name}": value for name, value in result["summary"].items()}
        innocent = [row for row in told if not _asked_of(row)]
        kept = sum(not assess(_case_of(row, "code"), house, CODE_DAY).violations for row in innocent)
        summary[f"{path.stem}：没有违法的，也没有指出违法"] = _share(kept, len(innocent))
        rows += result["rows"]
    return {"summary": summary, "rows": rows}


def innocent(house: House) -> dict[str, Any]:
    """Of notes that show no violation, how many drew none and how many an established one; of the others, how many were missed."""
    summary: dict[str, Any] = {}
    for path in sorted((data_dir("evals") / "innocent").glob("*.jsonl")):
        found: dict[bool, list[str]] = {True: [], False: []}
        for row in read_jsonl(path):
            violations = _under_code(row["facts"], house).violations
            established = any(f.candidate.established for f in violations)
            found[row["none"]].append("established" if established else "possible" if violations else "none")
        for none, outcomes in found.items():
            if outcomes:
                told = f"{path.stem}：{'没有违法' if none else '有违法'} {len(outcomes)} 件"
                of = {name: _share(outcomes.count(name), len(outcomes)) for name in ("none", "possible", "established")}
                summary[told] = f"什么都不列 {of['none']}，只列可能 {of['possible']}，列为成立 {of['established']}"
    return {"summary": summary, "rows": []}


def several(house: House) -> dict[str, Any]:
    """Two narratives of different violations told as one text: how often both are listed."""
    rows = [r for r in read_jsonl(data_dir("evals") / "narratives" / "dev.jsonl") if r["expect"]]
    half = len(rows) // 2
    listed: list[int] = []
    alone: list[int] = []
    for a, b in zip(rows[:half], rows[half:], strict=False):
        wanted = accepted_ids(a, house), accepted_ids(b, house)
        if wanted[0] & wanted[1]:
            continue
        found = _listed(f"{a['facts']}\n{b['facts']}", house)
        listed.append(sum(bool(found & ids) for ids in wanted))
        alone.append(sum(bool(_listed(r["facts"], house) & ids) for r, ids in zip((a, b), wanted, strict=True)))
    return {
        "summary": {
            "两段合成一段": len(listed),
            "两项都列出": _share(listed.count(2), len(listed)),
            "只列出一项": _share(listed.count(1), len(listed)),
            "分开写时两项都列出": _share(alone.count(2), len(alone)),
        },
        "rows": [],
    }


def _listed(text: str, house: House) -> set[str]:
    return {f.candidate.violation.id for f in _under_code(text, house).violations}


def _under_code(text: str, house: House) -> Assessment:
    return assess(case_from_text(text, act=(CODE_DAY, CODE_DAY), found=CODE_DAY), house, CODE_DAY)


def of_parts(house: House) -> dict[str, Any]:
    """What each part of recognition adds: on the published cases, the first blind set, and the narratives that measured its weights."""
    evals = data_dir("evals")
    summary: dict[str, Any] = {}
    for name in ("cases_dev.jsonl", "blind/one.jsonl", "narratives/dev.jsonl"):
        result = parts(read_jsonl(evals / name), house, CODE_DAY)["summary"]
        summary |= {f"{name.removesuffix('.jsonl')}：{way}": value for way, value in result.items()}
    return {"summary": summary, "rows": []}


def accepted_ids(row: dict[str, Any], house: House) -> set[str]:
    """The violations a narrative's answer names (``expect``, ``also``), with those that the Code punishes by the same article."""
    expect = row["expect"] if isinstance(row["expect"], list) else [row["expect"]]
    named = {*expect, *row.get("also", [])}
    articles = {a for i in named for a in code_articles(house.knowledge.violations[i])}
    return named | {v.id for v in house.knowledge.violations.values() if code_articles(v) & articles}


def asked(house: House) -> dict[str, Any]:
    """Questions answered from an expected provision, or refused."""
    return evaluate_questions(read_jsonl(data_dir("evals") / "ask.jsonl"), house)


def score_cases(rows: list[dict[str, Any]], house: House) -> dict[str, Any]:
    """Score cases of the published set's form (fields facts, act_date, former, former_ok, code, code_ok)."""
    results, seconds = [], []
    for row in rows:
        entry: dict[str, Any] = {"id": row["id"], "kind": row.get("violation_kind")}
        for regime in _asked_of(row):
            started = time.perf_counter()
            try:
                case = _case_of(row, regime)
                assessment = assess(case, house, CODE_DAY)
            except ShuoliError as error:
                entry[regime] = {"rank": None, "error": error.message}
                continue
            seconds.append(time.perf_counter() - started)
            entry[regime] = _rank(assessment, row, regime, house)
        results.append(entry)
    return {"summary": _summary(results, seconds), "rows": results}


def _asked_of(row: dict[str, Any]) -> list[str]:
    """The laws a row gives an answer for; one that names violations instead is asked for the Code."""
    return ["code"] if row.get("expect") else [regime for regime in ("former", "code") if row.get(regime)]


def _case_of(row: dict[str, Any], regime: str) -> Case:
    """The case under one law: as it was decided then, or as if it had happened and been decided under the Code."""
    act = _act_day(row, regime)
    decide = act + timedelta(days=5) if regime == "code" else min(act + timedelta(days=60), LAST_FORMER_DAY)
    case = case_from_text(row["facts"], region=row.get("province") or "", act=(act, act), found=act)
    return case.model_copy(update={"decide": decide})


def language_models(house: House, limit: int | None, model_limit: int | None = None) -> dict[str, Any]:
    """The published cases without a model, with stand-ins that obey or answer at random, and with the model set."""
    from assistant.llm.log import Log
    from assistant.llm.suite import Trial, run

    trials = [
        Trial(
            id=f"{row['id']} {regime}",
            case=_case_of(row, regime),
            score=lambda a, row=row, regime=regime: _rank(a, row, regime, house),  # type: ignore[misc]
            exempted=row.get("exempted") if regime == "former" else None,
            fine=row.get("fine_yuan") if regime == "former" else None,
        )
        for row in read_jsonl(data_dir("evals") / "cases_dev.jsonl")[:limit]
        for regime in ("former", "code")
        if row.get(regime)
    ]
    with tempfile.TemporaryDirectory(prefix="shuoli-eval-") as folder:
        names = count()
        return run(trials, house, CODE_DAY, lambda: Log(Path(folder) / f"{next(names)}.db"), model_limit)


def _act_day(row: dict[str, Any], regime: str) -> date:
    if regime == "code":
        return CODE_DAY
    return date.fromisoformat(row["act_date"]) if row.get("act_date") else date(row.get("year") or 2023, 6, 1)


def _rank(assessment: Assessment, row: dict[str, Any], regime: str, house: House) -> dict[str, Any]:
    """The 1-based rank of the first violation whose penalty provision is accepted, and what came first."""
    if "expect" in row:
        return _rank_of_violation(assessment, accepted_ids(row, house))
    accepted = [row[regime], *row.get(f"{regime}_ok", [])]
    wanted = {_place(a, regime) for a in accepted}
    got = [_articles(f.basis.chosen) for f in assessment.violations]
    rank = next((n for n, places in enumerate(got, 1) if places & wanted), None)
    exact = bool(got) and _exact(assessment.violations[0].basis.chosen, row, regime)
    first = assessment.violations[0].candidate.violation.id if assessment.violations else None
    return {"rank": rank, "exact": exact, "first": first, "got": [sorted(g) for g in got[:3]], "want": sorted(wanted)}


def _rank_of_violation(assessment: Assessment, wanted: set[str]) -> dict[str, Any]:
    got = [f.candidate.violation.id for f in assessment.violations]
    rank = next((n for n, i in enumerate(got, 1) if i in wanted), None)
    return {"rank": rank, "first": got[0] if got else None, "got": got[:3], "want": sorted(wanted)}


def _place(accepted: Any, regime: str) -> str:
    if isinstance(accepted, int):
        return f"生态环境法典 {accepted}"
    law = accepted.get("law", "生态环境法典") if regime == "former" else "生态环境法典"
    return f"{law} {accepted['article']}"


def _articles(view: RegimeView | None) -> set[str]:
    return {f"{p.citation.law} {p.citation.article}" for p in view.penalty} if view else set()


def _exact(view: RegimeView | None, row: dict[str, Any], regime: str) -> bool:
    """Paragraph and item right as well, where the answer names them and the main article matched."""
    want = row[regime]
    if view is None or not view.penalty:
        return False
    citation: Citation = view.penalty[0].citation
    if citation.article != want["article"]:
        return False
    paragraphs = row.get(f"{regime}_paragraph_ok") or [want["paragraph"]]
    paragraph_ok = want["paragraph"] is None or citation.paragraph is None or citation.paragraph in paragraphs
    return paragraph_ok and (want["item"] is None or citation.item == want["item"])


def _summary(results: list[dict[str, Any]], seconds: list[float]) -> dict[str, Any]:
    summary: dict[str, Any] = {"案件数": len(results)}
    for regime, label in (("former", "行为时法"), ("code", "法典")):
        ranks = [r[regime]["rank"] for r in results if regime in r]
        if ranks:
            summary[f"{label} 首位正确"] = _share(sum(r == 1 for r in ranks), len(ranks))
            summary[f"{label} 前三正确"] = _share(sum(r is not None and r <= 3 for r in ranks), len(ranks))
            exact = [r[regime]["exact"] for r in results if "exact" in r.get(regime, {})]
            summary |= {f"{label} 首位款项也正确": _share(sum(exact), len(ranks))} if exact else {}
    if seconds:
        ordered = sorted(seconds)
        summary["每件用时中位数（秒）"] = round(ordered[len(ordered) // 2], 3)
    return summary


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}（{100 * part / whole:.1f}%）"


def descriptions(house: House) -> dict[str, Any]:
    """Whether the expected violation of each invented description comes first, or among the first three."""
    results = []
    for row in _all_descriptions():
        case = case_from_text(row["facts"], act=(CODE_DAY, CODE_DAY), found=CODE_DAY)
        assessment = assess(case.model_copy(update={"decide": CODE_DAY + timedelta(days=5)}), house, CODE_DAY)
        ids = [f.candidate.violation.id for f in assessment.violations]
        expected = row["expect"] if isinstance(row["expect"], list) else [row["expect"]]
        rank = next((n for n, i in enumerate(ids, 1) if i in expected), None)
        results.append({"id": row["id"], "expect": row["expect"], "rank": rank, "got": ids[:3]})
    total = len(results)
    first, three = sum(r["rank"] == 1 for r in results), sum((r["rank"] or 9) <= 3 for r in results)
    return {
        "summary": {"描述数": total, "首位正确": _share(first, total), "前三正确": _share(three, total)},
        "rows": results,
    }


def _all_descriptions() -> Iterator[dict[str, Any]]:
    for path in sorted((data_dir("evals") / "descriptions").glob("*.jsonl")):
        yield from read_jsonl(path)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
