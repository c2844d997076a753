"""Several violations in one text: what may be one act, which rule applies to it, the total, and the procedure for it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.facts.case import case_from_text
from assistant.knowledge.acts import FILE, one_act, wrong_families
from assistant.knowledge.load import Knowledge
from assistant.pipeline import House, assess
from assistant.reasoning.acts import together
from assistant.reasoning.model import Assessment
from assistant.reporting import assessment_text, places_shown
from assistant.service import not_in_it, written
from assistant.ui.panels import fine_panel
from assistant.validation.run import validate_assessment

TODAY = date(2026, 11, 22)
WATER = (
    "某五金厂电镀车间正在生产，没有办理排污许可证，废水经一根软管直接排入雨水沟，总镍浓度2.3mg/L，超过排放限值0.5mg/L。"
)
DRUMS = "危废间内废槽液桶未贴识别标志。"
LEDGER = "危险废物管理台账自2026年3月以来没有记录。"


def of(text: str, house: House) -> Assessment:
    case = case_from_text(f"2026年10月9日检查：{text}", region="广东", found=date(2026, 10, 9))
    return assess(case, house, TODAY)


def ids(assessment: Assessment) -> set[str]:
    return {f.candidate.violation.id for f in assessment.violations if f.candidate.established}


def test_one_violation_is_not_added_up(plain_house: House) -> None:
    assessment = of(DRUMS, plain_house)
    assert ids(assessment) == {"hazwaste.sign"}
    assert assessment.together is None and all(f.competing == () for f in assessment.violations)


def test_different_acts_are_each_fined_and_added(plain_house: House) -> None:
    assessment = of(DRUMS + LEDGER, plain_house)
    several = assessment.together
    assert several is not None
    assert {a.applied for a in several.acts} == {"hazwaste.sign", "hazwaste.ledger"}
    fines = [f.fine.suggested for f in assessment.violations if f.candidate.established]
    assert several.total == sum(f or 0 for f in fines) and several.at_most is None


def test_what_may_be_one_act_is_fined_by_the_higher_rule_and_says_so(plain_house: House) -> None:
    assessment = of(WATER, plain_house)
    several = assessment.together
    assert several is not None
    assert ids(assessment) >= {
        "permit.discharge-without-permit",
        "discharge.evasion-water",
        "discharge.over-standard-water",
    }
    (act,) = several.acts
    fines = {f.candidate.violation.id: f.fine for f in assessment.violations if f.candidate.established}
    highest = max(fines.values(), key=lambda f: (f.max or 0, f.min or 0, f.suggested or 0))
    assert fines[act.applied] == highest and several.total == highest.suggested
    assert "第一千零五十五条" in act.why and "废水" in act.what
    assert several.at_most == sum(f.suggested or 0 for f in fines.values())
    for finding in assessment.violations:
        if finding.candidate.established:
            assert set(finding.competing) == set(fines) - {finding.candidate.violation.id}


def test_for_a_former_act_the_penalty_statute_is_cited(plain_house: House) -> None:
    case = case_from_text(WATER, region="广东", act=(date(2025, 3, 1), date(2025, 3, 1)), found=date(2025, 3, 2))
    several = assess(case.model_copy(update={"decide": date(2025, 6, 1)}), plain_house, TODAY).together
    assert several is not None and "《中华人民共和国行政处罚法》第二十九条" in several.acts[0].why


def test_the_hearing_follows_the_total(plain_house: House) -> None:
    assessment = of(DRUMS + LEDGER + WATER, plain_house)
    several = assessment.together
    assert several is not None and len(several.acts) == 3
    assert several.total is not None and several.total >= 200_000
    assert several.procedure.hearing is True and several.procedure.legal_review is True


def test_what_must_go_unpunished_is_not_counted(plain_house: House) -> None:
    found = of(DRUMS + LEDGER, plain_house)
    exempt = [
        f.model_copy(update={"exemption": f.exemption.model_copy(update={"outcome": "must_exempt"})})
        for f in found.violations
    ]
    assert together(exempt, found.case, found.facts, plain_house.knowledge, plain_house.library) is None


def test_a_fine_that_is_not_known_leaves_the_total_open(plain_house: House) -> None:
    found = of(DRUMS + LEDGER, plain_house)
    open_ = [f.model_copy(update={"fine": f.fine.model_copy(update={"suggested": None})}) for f in found.violations]
    several = together(open_, found.case, found.facts, plain_house.knowledge, plain_house.library)
    assert several is not None and several.total is None and len(several.unknown) == 2
    unknown = found.model_copy(update={"violations": tuple(open_), "together": several})
    assert "合计待定" in assessment_text(
        unknown, validate_assessment(found, plain_house.library, plain_house.knowledge)
    )
    assert fine_panel(unknown, 0, TODAY).count("待定") >= 3


def test_every_established_violation_is_told_wherever_it_stands(plain_house: House) -> None:
    assessment = of(DRUMS + LEDGER + WATER, plain_house)
    told = assessment_text(assessment, validate_assessment(assessment, plain_house.library, plain_house.knowledge))
    for place in places_shown(assessment):
        assert f"（{assessment.violations[place].candidate.violation.id}，把握" in told
    assert "合并：成立的违法行为看作 3 个行为" in told and "程序（只处罚第一项时）" in told


def test_a_document_names_the_acts_it_leaves_out(plain_house: House) -> None:
    assessment = of(DRUMS + LEDGER, plain_house)
    note = not_in_it(assessment, 0)
    assert len(note) == 1 and assessment.violations[0].candidate.violation.name in note[0]
    assert note[0] in written(assessment, plain_house, "decision").notes
    assert not_in_it(of(WATER, plain_house), 0) == (), "one act under several rules leaves nothing out"


def test_families_are_checked(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(wrong_families(knowledge)) == [] and len(one_act(knowledge).families) > 10
    wrong = {
        "unverified": True,
        "families": [
            {"act": "甲", "violations": ["eia.no-acceptance", "无此编号"]},
            {"act": "乙", "violations": ["eia.no-acceptance"]},
        ],
    }
    monkeypatch.setattr(Knowledge, "data", lambda self, name: wrong if name == FILE else None)
    said = [e.message for e in wrong_families(knowledge)]
    assert len(said) == 2 and "无此编号" in said[0] and FILE in said[0] and "不足两项" in said[1]


def test_however_many_are_listed_every_established_one_is(plain_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.reasoning import characterize

    everything = ids(of(DRUMS + LEDGER + WATER, plain_house))
    monkeypatch.setattr(characterize, "SHOWN_AT_MOST", 1)
    few = of(DRUMS + LEDGER + WATER, plain_house)
    assert ids(few) == everything and len(everything) >= 5
    assert sum(not f.candidate.established for f in few.violations) <= 1
