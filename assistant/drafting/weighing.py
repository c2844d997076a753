"""裁量 as the reasons of a decision: the benchmark and how it stands, each factor with what shows it, the arithmetic, why.

The program's own traces (defaults, generic weights) never stand in a decision: a figure that no benchmark of an
authority supports asks for the officer's reasons instead.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.model import Case, Fact
from assistant.knowledge.load import Knowledge, default_knowledge
from assistant.knowledge.model import Benchmark, FactKey
from assistant.law.citation import official, parse_place
from assistant.law.library import StatuteLibrary, default_library
from assistant.law.money import format_yuan
from assistant.reasoning.fines import money as wan
from assistant.reasoning.model import Correction, Finding, FineResult, FineStep

from .bases import cited
from .words import Voice, clause, readable_days, sentence, stripped, todo

_CORRECTION = {"lenient": "从轻", "reduced": "减轻", "aggravated": "从重"}
_NUMBERED = re.compile(r"〔\d{4}〕")
_SPAN = re.compile(r"^(\d{4}-\d{2}-\d{2})至(\d{4}-\d{2}-\d{2})$")
_PLACE = re.compile(r"^(?P<law>.+?)(?P<place>第.+?条.*)$")
_MADE_FOR = re.compile(r"（依[^（）]*）")
_HEADER = ("裁量因素", "本案认定", "百分值", "认定的事实依据")


class Weighing(NamedTuple):
    """The reasons for the sum: range, benchmark, factor table (with its header), arithmetic, corrections, conclusion."""

    range: str
    benchmark: str
    table: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def text(self) -> list[str]:
        return [line for line in (self.range, self.benchmark, *self.lines) if line]


def weigh(finding: Finding, case: Case, fine: int | None, voice: Voice) -> Weighing:
    """How the sum was weighed. ``fine`` is what is imposed or proposed (yuan); it may differ from the computed one."""
    knowledge, result = default_knowledge(), finding.fine
    table = knowledge.benchmarks.get(result.benchmark.id) if result.benchmark else None
    official_table = table is not None and result.benchmark is not None and result.benchmark.standing != "generic"
    lines = []
    if official_table:
        lines += _defaults(result, voice.you) + _arithmetic(result)
    lines += [_correction(c, case, knowledge) for c in result.corrections]
    lines += _conclusion(result, case, fine, official_table)
    return Weighing(
        range=_range(finding),
        benchmark=_benchmark(finding, table, case, voice.we),
        table=_table(result, case, knowledge, official_table),
        lines=tuple(lines),
        notes=_notes(result),
    )


def _range(finding: Finding) -> str:
    view = finding.basis.chosen
    if view is None or not view.fine.text:
        return ""
    step = f"本案属于{view.fine.step}的情形，" if view.fine.step else ""
    said = stripped(view.fine.text)
    if said.startswith("可以处"):
        return f"{step}法律规定{said}的罚款。"
    return f"{step}法定的罚款幅度为{said}。"


def _benchmark(finding: Finding, table: Benchmark | None, case: Case, we: str) -> str:
    """Which table was used and how it stands; what no authority has published is not called a benchmark."""
    ref, view = finding.fine.benchmark, finding.basis.chosen
    if ref is None or view is None:
        return ""
    if table is None or ref.standing in ("generic", "none"):
        return f"当地裁量基准中没有可以直接适用于本条的裁量表，{we}按照{cited('weighing', case.decide or case.found)}列明的情节进行裁量。"
    name = _named(table, default_knowledge())
    if ref.standing == "made_under_former_law":
        made = f"依据{_laws(table.legal_basis, case)}制定，" if table.legal_basis else ""
        return (
            f"{name}{made}公布于《{view.statute}》施行之前。在按照《{view.statute}》修订的裁量表公布以前，"
            f"{we}沿用该表的裁量因素和百分值，在《{view.statute}》规定的罚款幅度内确定数额。"
        )
    if ref.standing == "expired":
        return f"{we}参照{name}。{todo('该裁量基准已过有效期，写明继续参照的理由')}"
    return f"{we}适用{name}确定罚款数额。"


def _named(table: Benchmark, knowledge: Knowledge) -> str:
    """《广东省…规定》（粤环发〔2021〕7号）裁量表第2.5.2项（无证排放水污染物）."""
    rules = knowledge.jurisdictions[table.jurisdiction].rules
    book = rules if rules and "、" not in rules else table.doc
    number = f"（{table.doc}）" if _NUMBERED.search(table.doc) and table.doc not in book else ""
    what = _MADE_FOR.sub("", table.name.removeprefix(table.table).strip())
    place = f"第{table.table[1:]}项" if table.table.startswith("§") else table.table.removeprefix("表")
    return f"《{book}》{number}裁量表{place}（{what}）"


def _table(result: FineResult, case: Case, knowledge: Knowledge, scored: bool) -> tuple[tuple[str, ...], ...]:
    if not result.steps:
        return ()
    with_score = scored and any(s.score is not None for s in result.steps)
    rows = [_HEADER if with_score else (_HEADER[0], _HEADER[1], _HEADER[3])]
    for step in result.steps:
        if not scored and step.chosen_by == "default":
            continue
        score = () if not with_score else ("—" if step.score is None else f"{step.score.normalize():f}%",)
        rows.append((step.factor, step.level, *score, _shown(step, case, knowledge.vocabulary)))
    return tuple(rows) if len(rows) > 1 else ()


def _shown(step: FineStep, case: Case, vocabulary: dict[str, FactKey]) -> str:
    """What in the file shows the level: its words, else what the officer has stated."""
    if step.chosen_by == "default":
        return "现有证据不能认定更重的档次"
    read = [f for f in step.facts if f.quote]
    told = list(dict.fromkeys(_fact(f, case, vocabulary) for f in read or step.facts))
    return "；".join(told) or readable_days(step.because)


def _fact(fact: Fact, case: Case, vocabulary: dict[str, FactKey]) -> str:
    if fact.span and fact.quote:
        return f"案卷记载“{clause(case.text, fact.quote)}”"
    counted = _SPAN.match(fact.quote)
    if counted:
        alone = counted[1] == counted[2]
        return readable_days(f"{counted[1]}当日" if alone else f"自{counted[1]}至{counted[2]}")
    definition = vocabulary.get(fact.key)
    label = definition.label.split("（")[0] if definition else fact.key
    if isinstance(fact.value, bool):
        return f"经执法人员核实，{label if fact.value else f'没有{label}的情形'}"
    value = fact.value
    unit = definition.unit if definition else ""
    if definition and definition.kind == "money":
        value, unit = wan(int(fact.value)), ""
    return f"经执法人员核实，{label}为{readable_days(str(value))}{unit}"


def _defaults(result: FineResult, you: str) -> list[str]:
    unknown = [s.factor for s in result.steps if s.chosen_by == "default"]
    if not unknown:
        return []
    return [f"{'、'.join(unknown)}，现有证据不能认定属于更重的档次，按对{you}有利的最低档计算。"]


def _arithmetic(result: FineResult) -> list[str]:
    if not result.formula:
        return []
    sums = result.formula.removesuffix(result.clamped).rstrip("；。") if result.clamped else stripped(result.formula)
    legend = ""
    if "ΣP" in sums:
        legend = "（Y为法定最低罚款与最高罚款之比，ΣP为各因素百分值之和）"
    lines = [f"计算过程{legend}：{sums}。"]
    if result.clamped:
        bound = "最低" if "低于" in result.clamped else "最高"
        sum_ = result.min if bound == "最低" else result.max
        lines.append(
            f"计算所得数额{'低于' if bound == '最低' else '高于'}法定{bound}罚款，"
            f"应当按照法定{bound}数额{format_yuan(sum_ or 0)}确定。"
        )
    return lines


def _correction(correction: Correction, case: Case, knowledge: Knowledge) -> str:
    kind = _CORRECTION[correction.kind]
    shown = [q for q in re.findall("“([^”]+)”", correction.because) if q in case.text]
    proof = "，案卷记载“" + "”“".join(clause(case.text, q) for q in shown) + "”" if shown else ""
    should = "应当" if correction.effect == "should" else "可以"
    return f"{stripped(correction.text)}{proof}，依照{_cite(correction.cite, knowledge)}，{should}{kind}处罚。"


def _cite(text: str, knowledge: Knowledge, library: StatuteLibrary | None = None) -> str:
    """生态环境法典第…条 as printed; 广东规定第…条 by the name of the rules; anything else as it stands."""
    match = _PLACE.match(text)
    if not match or text.startswith("《"):
        return text
    library = library or default_library()
    name = library.resolve_name(match["law"])
    if name:
        return official(parse_place(name, match["place"]), library.head(name).title)
    for jurisdiction in knowledge.jurisdictions.values():
        if match["law"].startswith(jurisdiction.name) and jurisdiction.rules:
            return f"《{jurisdiction.rules}》{match['place']}"
    return text


def _laws(text: str, case: Case) -> str:
    """The laws a table was made for, by name alone: 原《中华人民共和国固体废物污染环境防治法》 where since repealed."""
    library, found = default_library(), []
    for part in text.split("、"):
        match = _PLACE.match(part)
        name = library.resolve_name(match["law"]) if match and not match["law"].startswith("第") else None
        if name:
            head = library.versions(name)[-1]
            end, on = head.in_force.end, case.decide or case.found
            found.append(f"{'原' if end and on and end <= on else ''}《{head.title}》")
    return "、".join(dict.fromkeys(found)) or text


def _conclusion(result: FineResult, case: Case, fine: int | None, official_table: bool) -> list[str]:
    """Why this sum: the computed one stands by its arithmetic; any other needs the officer's reasons."""
    reason = case.procedure.fine_reason
    computed = official_table and fine is not None and fine == result.suggested
    if reason:
        return [sentence(reason)]
    if computed and not result.corrections:
        return []
    if computed:
        return [todo("上述从重、从轻、减轻情形是否影响罚款数额，写明集体讨论的结论和理由")]
    if fine is None:
        return []
    if not official_table:
        return [todo("没有可以直接适用的裁量表，写明确定该数额的理由")]
    return [todo(f"罚款数额与裁量计算的{format_yuan(result.suggested or 0)}不同，写明理由和依据")]


def _notes(result: FineResult) -> tuple[str, ...]:
    """For the officer: doubts about the benchmark and other ways to compute."""
    notes = [sentence(result.benchmark.note)] if result.benchmark and result.benchmark.note else []
    notes += [sentence(result.note)] if result.note else []
    notes += [f"{a['name']}：{a['text']}（{a['amount']}元）。" for a in result.alternatives]
    return tuple(notes)
