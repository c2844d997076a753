"""What an agency imported is used at once: by discretion and exemption, on its days, with its name; and can be removed."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.errors import BadInput
from assistant.facts.model import Case, CaseFacts, Fact
from assistant.knowledge import agency
from assistant.knowledge.agency.store import agency_dir, versions
from assistant.knowledge.load import default_knowledge
from assistant.law.library import default_library
from assistant.reasoning.basis import legal_basis
from assistant.reasoning.discretion import jurisdiction_of, suggest_fine
from assistant.reasoning.exemption import examine

WATER = {"exceed_times": 1, "water_class": "Ⅴ类水体", "offences_2y": 1, "medium": ["水"]}


def facts(**values):
    return CaseFacts(facts=tuple(Fact(key=k, value=v, source="officer") for k, v in values.items()))


def case(day="2026-11-20", region="广西南宁市"):
    decide = date.fromisoformat(day)
    return Case(region=region, act=(date(2026, 9, 1), date(2026, 9, 1)), found=date(2026, 9, 2), decide=decide)


def fine(violation="discharge.over-standard-water", day="2026-11-20", region="广西南宁市", **more):
    knowledge = default_knowledge()
    known = facts(**(WATER | more))
    found = knowledge.violations[violation]
    basis = legal_basis(found, case(day, region), known, default_library(), knowledge.vocabulary)
    return suggest_fine(found, basis.chosen, case(day, region), known, knowledge)


def exemption(violation="permit.ledger-missing", day="2026-11-20", **more):
    knowledge = default_knowledge()
    known = facts(**more)
    found = knowledge.violations[violation]
    basis = legal_basis(found, case(day), known, default_library(), knowledge.vocabulary)
    return examine(found, basis, case(day), known, knowledge, default_library())


def put(**cells):
    def edit(book):
        for place, value in cells.items():
            book["因素"][place].value = value

    return edit


def add(path):
    return agency.add_workbook(path, yes=True)


def test_imported_table_is_used_at_once_under_its_own_name(fill):
    assert fine().benchmark.standing == "generic"
    assert add(fill()).status == "new"
    result = fine()
    assert (result.benchmark.standing, result.benchmark.region) == ("in_force", "广西")
    assert result.benchmark.doc == "测环〔2026〕1号" and "由本机关导入" in result.benchmark.source
    assert result.suggested == 300_000  # 起点10% + 超标20% = 30% of 100万元


def test_the_same_case_elsewhere_is_not_touched(fill):
    before = fine(region="广东")
    add(fill())
    assert fine(region="广东") == before
    assert fine(region="山西").benchmark.standing == "generic"


def test_before_its_first_day_the_import_is_not_used(fill):
    add(fill(start="2026-12-01"))
    assert fine(day="2026-11-30").benchmark.standing == "generic"
    assert fine(day="2026-12-01").benchmark.standing == "in_force"


def test_acts_the_import_does_not_cover_say_so(fill):
    add(fill())
    note = fine("permit.discharge-without-permit").benchmark.note
    assert note.startswith("导入的广西裁量基准没有收录这一行为")
    assert "没有取得广西的裁量基准" not in note


def test_corrections_of_the_import_are_found_with_their_limit(fill):
    add(fill())
    found = next(c for c in fine(mitigated=True).corrections if c.kind == "lenient")
    assert found.cite == "《广西裁量基准（2026版）》第十条"
    assert found.allows == (100_000, 300_000)


def test_a_newer_version_closes_the_older_and_removing_it_opens_the_older_again(fill):
    add(fill())
    add(fill(title="广西裁量基准（2027版）", start="2027-01-01", edit=put(D4=30), name="新.xlsx"))
    newest, oldest = (v for v in versions(agency_dir()) if v.kind == "benchmark")
    assert (oldest.in_force_until, oldest.closed_by) == (date(2027, 1, 1), "广西裁量基准（2027版）")
    assert all(b.in_force_until == date(2027, 1, 1) for b in oldest.benchmarks)
    assert fine(day="2026-12-31").suggested == 300_000
    assert fine(day="2027-01-01").suggested == 400_000
    assert agency.remove_version("广西裁量基准（2027版）")
    assert newest.in_force_until is None and fine(day="2027-01-01").suggested == 300_000


def test_the_days_of_an_expired_import_are_said(fill):
    from .conftest import set_head

    add(fill(edit=lambda book: set_head(book, 失效日期="2026-11-01")))
    result = fine(day="2026-11-20")
    assert result.benchmark.standing == "expired" and "有效期" in result.benchmark.note


def test_the_same_workbook_twice_changes_nothing_and_a_corrected_one_replaces(fill):
    path = fill()
    assert [add(path).status, add(path).status] == ["new", "same"]
    assert add(fill(edit=put(B3="超标情况", B4="超标情况", B5="超标情况"))).status == "changed"
    assert len(versions(agency_dir())) == 1


def test_imported_list_decides_with_its_conditions_and_exclusions(fill):
    add(fill("exemption", title="广西免罚清单（2026版）"))
    known = {"first_offence": True, "corrected_in_time": True, "harm": "轻微"}

    def ground(**more):
        found = exemption(**(known | more)).grounds
        return next(g for g in found if g.list.startswith("广西免罚清单"))

    assert ground().outcome == "needs_facts"  # 书面承诺 has no fact: always asked
    assert ground(harm="严重").outcome == "not_exempt"
    assert ground(area="饮用水水源一级保护区").outcome == "not_exempt"
    assert ground().standing == "in_force"
    assert not any(g.list.startswith("广西免罚清单") for g in exemption(violation="hazwaste.sign", **known).grounds)


def test_origin_tells_that_an_entry_came_from_the_agency(fill):
    add(fill())
    knowledge = default_knowledge()
    own = next(b for b in knowledge.benchmarks if b.startswith("agency."))
    assert knowledge.origin[own].startswith("agency/benchmark-广西")
    assert knowledge.origin["guangdong.1.1"].startswith("benchmarks/guangdong")


def test_a_city_comes_before_its_province(fill):
    add(fill())
    add(fill(region="南宁市", title="南宁裁量基准", name="南宁.xlsx"))
    chain = [j.name for j in jurisdiction_of("广西南宁市", default_knowledge(), date(2026, 11, 20))]
    assert chain == ["南宁", "广西", "广西", "全国"]
    assert fine().benchmark.region == "南宁" and fine(region="柳州").benchmark.region == "广西"


def test_what_was_never_imported_cannot_be_removed(own_home):
    with pytest.raises(BadInput, match="没有导入过"):
        agency.remove_version("没有这份文件")


def test_status_lists_every_version_with_its_days(fill):
    add(fill())
    add(fill("exemption", title="广西免罚清单", name="单.xlsx"))
    rows = {r["kind"]: r for r in agency.imported()}
    assert rows["裁量基准"]["in_force"] == ["2026-10-01", None] and rows["裁量基准"]["entries"] == 2
    assert rows["免罚清单"]["region"] == "广西" and len(rows["免罚清单"]["sha256"]) == 64


def test_the_fingerprint_changes_with_an_import(fill):
    before = default_knowledge().fingerprint
    add(fill())
    assert default_knowledge().fingerprint != before


def test_the_imports_own_rounding_rule_is_quoted(fill):
    from .conftest import set_head

    add(fill(edit=lambda book: set_head(book, 取整办法="千元以下舍去")))
    assert "千元以下舍去" in fine().rounding
    assert "没有规定取整办法" in fine(region="广东").rounding


def test_a_local_hearing_threshold_comes_first(fill):
    from .conftest import set_head

    add(fill(edit=lambda book: set_head(book, **{"听证标准（单位，元）": 30000, "听证标准（个人，元）": "5000元"})))
    own = next(iter(default_knowledge().jurisdictions.values()))
    assert own.hearing_threshold == {"单位": 30000, "个人": 5000}
