"""What was understood of a workbook, for reading before it is used."""

from __future__ import annotations

from decimal import Decimal

from assistant.knowledge.fines import PerUnitFine, RangeFine, ShareFine
from assistant.knowledge.load import Knowledge
from assistant.knowledge.model import Benchmark, ExemptionItem
from assistant.law.money import format_yuan

from .reading import Read
from .sheets import FORMULAS
from .store import NAMES, Version, closing

_NAMES = {v: k for k, v in FORMULAS.items()}


def preview(read: Read, existing: list[Version], knowledge: Knowledge) -> str:
    """Everything read, in the order of the workbook, with what it replaces and what to look at again."""
    version = read.version
    until = f"，{version.in_force_until} 起不再适用" if version.in_force_until else ""
    lines = [
        f"{version.file}",
        f"  {NAMES[version.kind]}：《{version.title}》{version.number}",
        f"  适用地区：{version.region}　施行：{version.in_force_from}{until}",
        *(_table(t, knowledge) for t in version.benchmarks),
        *_corrections(version),
        *(_item(i, knowledge) for i in version.exemptions),
    ]
    older, newer = closing(version, existing)
    if any(v.file_name == version.file_name for v in existing):
        lines.append("  替换：同一文件、同一施行日期的版本已经导入过，将被替换")
    if older:
        lines.append(f"  此前导入的《{older.title}》自 {version.in_force_from} 起不再适用")
    if newer:
        lines.append(f"  已经导入了更新的《{newer.title}》，本文件到 {newer.in_force_from} 为止")
    if read.skipped:
        lines.append(f"  跳过示例 {read.skipped} 行")
    lines += [f"  请核对：{w}" for w in read.warnings]
    return "\n".join(lines) + "\n"


def _table(table: Benchmark, knowledge: Knowledge) -> str:
    acts = "、".join(knowledge.violations[v].name for v in table.covers) or "没有专用表的违法行为"
    how = _NAMES.get(table.formula, "百分值累加×法定最高")
    return f"  {table.name}：{acts}；{how}；{_fine(table)}{_reach(table)}"


def _fine(table: Benchmark) -> str:
    fine = table.statutory
    if isinstance(fine, RangeFine):
        return f"法定幅度 {format_yuan(fine.min or 0)}至{format_yuan(fine.max)}"
    if isinstance(fine, ShareFine):
        return f"法定幅度 基数的{(fine.min or 0) * 100:f}%至{fine.max * 100:f}%"
    if isinstance(fine, PerUnitFine):
        return f"法定幅度 每{fine.unit}{format_yuan(fine.min)}至{format_yuan(fine.max)}"
    return "按所适用条文的幅度" if fine is None else "法定幅度 按倍数"


def _reach(table: Benchmark) -> str:
    if table.bands:
        return f"；{len(table.bands)} 种情形"
    low = (table.start or Decimal(0)) + sum((min(v.score for v in f.levels) for f in table.factors), Decimal(0))
    high = (table.start or Decimal(0)) + sum((max(v.score for v in f.levels) for f in table.factors), Decimal(0))
    count = sum(len(f.levels) for f in table.factors)
    text = f"；{len(table.factors)} 个因素 {count} 个档次，百分值最低 {low:f}、最高 {high:f}"
    if isinstance(table.statutory, RangeFine) and table.formula == "weights_times_max":
        floor, top = Decimal(table.statutory.min or 0), Decimal(table.statutory.max)
        least, most = max(floor, top * low / 100), min(top, top * high / 100)
        text += f"（罚款 {format_yuan(int(least))}至{format_yuan(int(most))}）"
    return text


def _corrections(version: Version) -> list[str]:
    rules = version.jurisdiction.corrections if version.jurisdiction else ()
    return [f"  从重从轻减轻情形 {len(rules)} 条"] if rules else []


def _item(item: ExemptionItem, knowledge: Knowledge) -> str:
    acts = "、".join(knowledge.violations[v].name for v in item.covers)
    effect = {"must": "应当不予处罚", "may": "可以不予处罚"}[item.effect]
    asked = sum(c.when is None for c in item.conditions)
    note = f"，其中 {asked} 个没有对应事实、由执法人员回答" if asked else ""
    number = item.id.rsplit(".", 1)[-1]
    return f"  {number} {item.violation}（{acts}）：{effect}；条件 {len(item.conditions)} 个{note}；排除情形 {len(item.excluded_when)} 个"
