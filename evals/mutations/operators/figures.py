"""Invented figures."""

from __future__ import annotations

from ..samples import Sample
from ..tools import in_facts, operator


@operator("事实中编造金额", "numbers.from_case")
def invented_sum(sample: Sample) -> Sample | None:
    return in_facts(sample, "该项目总投资8731万元。")


@operator("事实中编造数量", "numbers.other")
def invented_number(sample: Sample) -> Sample | None:
    return in_facts(sample, "现场共有储罐47个。")


@operator("事实中编造日期", "date.from_case")
def invented_day(sample: Sample) -> Sample | None:
    return in_facts(sample, "该设备于2019年4月7日购入。")


@operator("事实中编造违法所得", "numbers.from_case")
def invented_gains(sample: Sample) -> Sample | None:
    return in_facts(sample, "经核算违法所得为36500元。")
