"""Sabotage: spoils clean documents with the operators of evals/mutations and sees which check reports each fault.

``shuoli eval mutations`` writes evals/results/mutations.md (operators × families) and mutations.csv (× checks).
"""

from __future__ import annotations

import csv
import importlib.util
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from assistant.paths import data_dir
from assistant.pipeline import House
from assistant.validation.check import CHECKS
from assistant.validation.model import FAMILIES, CheckResult
from assistant.validation.run import validate_document

_PACKAGE = "shuoli_mutations"
_PER_OPERATOR, _WITHOUT_CASE_PER_OPERATOR = 60, 12


def load() -> ModuleType:
    """The package evals/mutations, which is data beside the code in a checkout and inside the wheel."""
    if _PACKAGE not in sys.modules:
        folder = data_dir("evals") / "mutations"
        spec = importlib.util.spec_from_file_location(
            _PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[_PACKAGE] = module
        spec.loader.exec_module(module)
    return sys.modules[_PACKAGE]


def clean_samples(house: House, limit: int | None = None) -> tuple[Any, ...]:
    """The clean documents (evals/mutations/samples.py), or those of the first ``limit`` case files."""
    load()
    return tuple(importlib.import_module(f"{_PACKAGE}.samples").samples(house, limit))


def in_turn(samples: tuple[Any, ...]) -> tuple[Any, ...]:
    """The documents ordered so that kinds and regimes take turns: the first few are as different as can be."""
    seen: Counter[tuple[str, str]] = Counter()
    ranked: list[Any] = []
    for sample in samples:
        key = (sample.kind, sample.regime)
        ranked.append((seen[key], len(ranked), sample))
        seen[key] += 1
    return tuple(sample for _, _, sample in sorted(ranked, key=lambda r: r[:2]))


def operators() -> list[Any]:
    """Every operator of evals/mutations/operators."""
    load()
    return list(importlib.import_module(f"{_PACKAGE}.operators").OPERATORS)


def results_of(sample: Any, house: House, with_case: bool = True) -> tuple[CheckResult, ...]:
    """What the validator says of one document, with or without its case."""
    return validate_document(
        sample.text,
        house.library,
        house.knowledge,
        assessment=sample.assessment if with_case else None,
        kind=sample.kind,
        public=sample.public,
        today=sample.today,
    ).checks


def news(before: tuple[CheckResult, ...], after: tuple[CheckResult, ...]) -> set[str]:
    """Ids of checks that report something of the spoilt document they did not report of the clean one."""
    old = Counter(_said(c) for c in before if c.status in ("fail", "warn"))
    new = Counter(_said(c) for c in after if c.status in ("fail", "warn"))
    return {said[0] for said in new - old}


def _said(result: CheckResult) -> tuple[str, str, str]:
    return result.id, result.status, result.message


@dataclass
class Tried:
    """One operator over all documents: to how many it applied, and what reported it."""

    operator: Any
    applied: int = 0
    caught: int = 0
    silent: int = 0
    alone_tried: int = 0
    alone_caught: int = 0
    checks: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


def mutations(house: House, most: int = _PER_OPERATOR, write: bool = True) -> dict[str, Any]:
    """Spoil the clean documents with every operator (each on at most ``most``, of all kinds and regimes in turn).

    ``summary`` counts, ``rows`` has one entry an operator.
    """
    started = time.perf_counter()
    samples = in_turn(clean_samples(house))
    clean = {s.name: results_of(s, house) for s in samples}
    alone = {s.name: results_of(s, house, with_case=False) for s in samples}
    tried = [_try(operator, samples, clean, alone, house, most) for operator in operators()]
    blocking = {n: [r for r in found if r.status == "fail" and r.severity == "blocking"] for n, found in clean.items()}
    result = _result(samples, tried, blocking, time.perf_counter() - started)
    if write:
        _write(result, tried, samples)
    return result


def _try(
    operator: Any,
    samples: tuple[Any, ...],
    clean: dict[str, tuple[CheckResult, ...]],
    alone: dict[str, tuple[CheckResult, ...]],
    house: House,
    most: int,
) -> Tried:
    tried = Tried(operator)
    for sample in samples:
        if tried.applied >= most:
            break
        spoilt = operator.spoil(sample)
        if spoilt is None:
            continue
        found = news(_clean_of(sample, spoilt, clean, house), results_of(spoilt, house))
        tried.applied += 1
        tried.checks.update(found)
        if found & set(operator.checks):
            tried.caught += 1
        else:
            tried.silent += not found
            tried.missed.append(sample.name)
        if tried.alone_tried < _WITHOUT_CASE_PER_OPERATOR and spoilt.text != sample.text:
            tried.alone_tried += 1
            seen = results_of(spoilt, house, with_case=False)
            before = alone[sample.name] if not spoilt.public else _clean_of(sample, spoilt, {}, house, with_case=False)
            tried.alone_caught += bool(news(before, seen))
    return tried


def _clean_of(
    sample: Any, spoilt: Any, clean: dict[str, tuple[CheckResult, ...]], house: House, with_case: bool = True
) -> tuple[CheckResult, ...]:
    """What was said of the clean document, read the same way (for publication) as the spoilt one."""
    if not spoilt.public:
        return clean[sample.name]
    from dataclasses import replace

    return results_of(replace(sample, public=True), house, with_case)


def _result(
    samples: tuple[Any, ...], tried: list[Tried], blocking: dict[str, list[CheckResult]], seconds: float
) -> dict[str, Any]:
    injected, caught = sum(t.applied for t in tried), sum(t.caught for t in tried)
    alone_tried, alone = sum(t.alone_tried for t in tried), sum(t.alone_caught for t in tried)
    false_alarms = sum(bool(found) for found in blocking.values())
    return {
        "summary": {
            "干净文书": len(samples),
            "文书种类": len({s.kind for s in samples}),
            "算子": len(tried),
            "没有用上的算子": sum(t.applied == 0 for t in tried),
            "注入的错误": injected,
            "由应报的检查报出": f"{caught}/{injected}（{100 * caught / max(1, injected):.1f}%）",
            "无声漏过": sum(t.silent for t in tried),
            "没有案件时也报出（抽样）": f"{alone}/{alone_tried}（{100 * alone / max(1, alone_tried):.1f}%）",
            "有严重误报的干净文书": false_alarms,
            "检查": len(CHECKS),
            "用时（秒）": round(seconds, 1),
        },
        "rows": [
            {
                "operator": t.operator.name, "about": t.operator.about, "checks": list(t.operator.checks),
                "applied": t.applied, "caught": t.caught, "silent": t.silent, "missed": t.missed,
                "alone": [t.alone_caught, t.alone_tried], "reported_by": dict(t.checks.most_common()),
            }
            for t in tried
        ],
        "false_alarms": {n: [f"{c.id}：{c.message}" for c in found] for n, found in blocking.items() if found},
    }  # fmt: skip


def _write(result: dict[str, Any], tried: list[Tried], samples: tuple[Any, ...]) -> None:
    folder = data_dir("evals") / "results"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mutations.md").write_text(_markdown(result, tried, samples), encoding="utf-8")
    _csv(folder / "mutations.csv", tried)


def _csv(path: Path, tried: list[Tried]) -> None:
    """Operators × checks: on how many documents each check newly reported the spoilt one."""
    ids = [c.id for c in CHECKS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["算子", "适用", "应报的检查报出", *ids])
        for t in tried:
            writer.writerow([t.operator.name, t.applied, t.caught, *(t.checks.get(i, 0) or "" for i in ids)])


def _markdown(result: dict[str, Any], tried: list[Tried], samples: tuple[Any, ...]) -> str:
    family = {c.id: c.family for c in CHECKS}
    used = [f for f in FAMILIES if any(family[i] == f for t in tried for i in t.checks)]
    lines = [
        "# 变异测试：每种错误由哪一类检查报出",
        "",
        f"命令：`shuoli eval mutations`　日期：{date.today().isoformat()}",
        "",
        *(f"- {k}：{v}" for k, v in result["summary"].items() if k != "用时（秒）"),
        "",
        _kinds(samples),
        "",
        "“应报”是必须报出该错误的检查（其一即可）；右边各列是各类检查新报出该错误的文书数，明细到每项检查见 mutations.csv。"
        "每个算子至多用 60 份文书，各种文书、各个时点轮流。“无案件”是只给文书、不给案件时也有检查报出的数（每个算子至多抽 12 份）；改动的是案件而不是文书的，不计。",
        "",
        f"| 算子 | 说明 | 应报 | 适用 | 报出 | 无案件 | {' | '.join(FAMILIES[f] for f in used)} |",
        f"| --- | --- | --- | ---: | ---: | ---: | {' | '.join('---:' for _ in used)} |",
    ]
    for t in tried:
        by_family: dict[str, int] = defaultdict(int)
        for i, n in t.checks.items():
            by_family[family[i]] = max(by_family[family[i]], n)
        cells = " | ".join(str(by_family[f]) if by_family[f] else "" for f in used)
        alone = f"{t.alone_caught}/{t.alone_tried}" if t.alone_tried else "—"
        checks = "、".join(f"`{c}`" for c in t.operator.checks)
        lines.append(
            f"| {t.operator.name} | {t.operator.about} | {checks} | {t.applied} | {t.caught} | {alone} | {cells} |"
        )
    missed = [(t, n) for t in tried for n in t.missed]
    lines += ["", "## 应报的检查没有报出的", ""]
    lines += [f"- {t.operator.name}：{n}" for t, n in missed] or ["没有。"]
    lines += ["", "## 干净文书上的严重误报", ""]
    lines += [f"- {n}：{'；'.join(found)}" for n, found in result["false_alarms"].items()] or ["没有。"]
    return "\n".join(lines) + "\n"


def _kinds(samples: tuple[Any, ...]) -> str:
    kinds = Counter(s.kind for s in samples)
    regimes = Counter(s.regime for s in samples)
    names = {"former": "法典施行前", "code": "法典施行后", "across": "跨施行日"}
    listed = "、".join(f"{k} {n}" for k, n in kinds.most_common())
    return f"文书种类：{listed}。法律时点：{'、'.join(f'{names[r]} {n}' for r, n in regimes.items())}。"
