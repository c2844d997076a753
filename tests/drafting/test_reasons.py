"""The reasons: quotations as printed, facts with their clause, discretion without the program's own traces."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.drafting import provisions, reasons, words
from assistant.drafting.compose import draft
from assistant.drafting.weighing import weigh
from assistant.drafting.words import voice_of
from assistant.facts.case import case_from_text
from assistant.facts.model import Evidence, Fact
from assistant.law.model import Citation, Period, Provision, Standing
from assistant.pipeline import assess
from assistant.reasoning.model import Assessment, BenchmarkRef, Correction, FineStep

from .conftest import house, sample, with_case, with_procedure

VOICE = voice_of("legal", "示例市生态环境局")


def provision(text: str, standing: Standing = Standing.VERBATIM) -> Provision:
    return Provision(
        citation=Citation(law="行政处罚法", article=1),
        cite="《中华人民共和国行政处罚法》第一条",
        text=text,
        standing=standing,
        in_force=Period(),
    )


def with_fine(assessment: Assessment, **changes: Any) -> Assessment:
    finding = assessment.violations[0]
    fine = finding.fine.model_copy(update=changes)
    return assessment.model_copy(update={"violations": (finding.model_copy(update={"fine": fine}),)})


def weighed(assessment: Assessment, fine: int | None = None) -> str:
    finding = assessment.violations[0]
    return "\n".join(weigh(finding, assessment.case, fine or finding.fine.suggested, VOICE).text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("甲。", "《中华人民共和国行政处罚法》第一条规定：“甲。”"),
        ("甲", "《中华人民共和国行政处罚法》第一条规定：“甲”。"),
        ("甲：\n（一）乙；", "《中华人民共和国行政处罚法》第一条规定：“甲：（一）乙；……”。"),
    ],
)
def test_a_quotation_ends_with_one_stop(text: str, printed: str) -> None:
    assert provisions.quote(provision(text)) == printed


def test_an_item_is_quoted_with_what_is_left_out_before_it_marked() -> None:
    item = house().library.provision(Citation(law="生态环境法典", article=1130, item=2))
    printed = provisions.quote(item)
    assert "停业整治：……（二）未密闭贮存" in printed and printed.endswith("；……”。")


def test_an_article_is_not_named_beside_its_own_item() -> None:
    library = house().library
    article = Citation(law="生态环境法典", article=1130)
    both = tuple(library.provision(c) for c in (article.model_copy(update={"item": 2}), article))
    assert provisions.cites(both, "处罚条款") == "《中华人民共和国生态环境法典》第一千一百三十条第二项"
    other = library.provision(article.model_copy(update={"article": 1131}))
    assert provisions.finest((*both, other)) == (both[0], other)


def test_a_gist_is_never_quoted_and_asks_for_the_official_text() -> None:
    printed = provisions.quote(provision("我们自己的话。", Standing.GIST))
    assert "“" not in printed and "【待填：导入官方文本" in printed


def test_quoted_articles_stand_in_the_library_word_for_word() -> None:
    finding = sample("after").violations[0]
    view = finding.basis.chosen
    assert view
    text = draft(sample("after"), "decision").text
    for p in (*view.duty, *view.penalty):
        assert house().library.provision(p.citation, p.in_force.start).text.replace("\n", "") in text


def test_a_short_quote_is_read_with_its_clause() -> None:
    text = "该公司系首次被查处，检查后已停止生产。甲乙。"
    assert words.clause(text, "系首次") == "该公司系首次被查处"
    assert words.clause(text, "后已停止生产") == "检查后已停止生产"
    assert words.clause(text, "不在其中") == "不在其中"
    assert words.clauses(text, ("系首次", "首次被查处")) == ["该公司系首次被查处"]


def test_evidence_is_told_by_its_four_elements() -> None:
    lines = reasons.evidence_lines(
        (Evidence(name="笔录", copies=2, provider="甲局", proves="排放。"), Evidence(name="照片")), "甲局"
    )
    assert lines[0] == "1.笔录（2份），【待填：日期】由甲局制作，证明排放；"
    assert lines[1] == "2.照片（1份），【待填：日期】由【待填：提供单位】提供，证明【待填：证明内容】。"


def test_an_element_without_proof_is_not_claimed() -> None:
    finding = sample("after").violations[0]
    bare = tuple(e.model_copy(update={"quotes": ()}) for e in finding.candidate.elements)
    unproved = finding.model_copy(update={"candidate": finding.candidate.model_copy(update={"elements": bare})})
    assert all("【待填" in line for line in reasons.elements(unproved, sample("after").case))


def test_motive_follows_the_file_and_else_the_burden_of_the_law() -> None:
    case = sample("after").case
    known = sample("after").facts.with_facts(Fact(key="intent", value="故意", source="officer"))
    unknown = known.model_copy(update={"facts": tuple(f for f in known.facts if f.key != "intent")})
    assert reasons.motive(case, known, "你单位") == "主观上为故意"
    assert reasons.motive(case, unknown, "你单位") == "案卷中没有足以证明你单位没有过错的证据"


def test_a_consequence_that_is_not_known_is_asked_for() -> None:
    facts = sample("after").facts
    bare = facts.model_copy(update={"facts": tuple(f for f in facts.facts if f.key != "harm")})
    assert reasons.consequence(sample("after").case, bare) == "【待填：危害后果及其证据】"


def test_a_fine_raised_to_the_floor_is_said_once() -> None:
    text = weighed(sample("after"))
    assert text.count("低于法定最低") == 1 and "按照法定最低数额20万元确定" in text
    assert "罚款＝10%×100万元＝10万元。" in text


def test_a_table_made_for_the_former_law_is_said_to_be_so() -> None:
    text = weighed(sample("after"))
    assert "《广东省生态环境行政处罚自由裁量权规定》（粤环发〔2021〕7号）裁量表第2.5.2项（无证排放水污染物）" in text
    assert "公布于《生态环境法典》施行之前" in text and "沿用该表的裁量因素和百分值" in text


def test_a_factor_not_shown_is_taken_at_its_lightest_and_said() -> None:
    base = sample("after")
    step = FineStep(
        factor="区域", level="一般", score=Decimal(0), because="未查明（地点），按最低档", missing=("area",)
    )
    changed = with_fine(base, steps=(*base.violations[0].fine.steps[:1], step))
    table = weigh(changed.violations[0], changed.case, 200_000, VOICE).table
    assert table[-1] == ("区域", "一般", "0%", "现有证据不能认定更重的档次")
    assert "区域，现有证据不能认定属于更重的档次，按对你单位有利的最低档计算" in weighed(changed)


def test_a_sum_other_than_the_computed_one_needs_the_officers_reason() -> None:
    assert "【待填：罚款数额与裁量计算的20万元不同" in weighed(sample("after"), 300_000)
    explained = with_procedure(sample("after"), fine_reason="当事人主动公开道歉")
    assert "当事人主动公开道歉。" in weighed(explained, 300_000)
    assert "【待填" not in weighed(explained, 300_000)


def test_no_generic_weights_of_the_program_stand_in_a_decision() -> None:
    base = sample("crime")
    assert base.violations[0].fine.benchmark and base.violations[0].fine.benchmark.standing == "generic"
    text = weighed(base)
    assert "ΣP" not in text and "计算过程" not in text
    assert "没有可以直接适用" in text and "【待填：没有可以直接适用的裁量表，写明确定该数额的理由】" in text
    table = weigh(base.violations[0], base.case, 560_000, VOICE).table
    assert table and "百分值" not in table[0]


def test_an_expired_benchmark_asks_why_it_is_still_used() -> None:
    base = sample("after")
    ref = base.violations[0].fine.benchmark
    assert isinstance(ref, BenchmarkRef)
    changed = with_fine(base, benchmark=ref.model_copy(update={"standing": "expired"}))
    assert "已过有效期，写明继续参照的理由" in weighed(changed)


def test_a_correction_names_its_provision_and_waits_for_deliberation() -> None:
    found = Correction(
        kind="aggravated", text="拒不改正违法行为", effect="should", cite="生态环境法典第一千零五十六条第一款"
    )
    text = weighed(with_fine(sample("after"), corrections=(found,)))
    assert "拒不改正违法行为，依照《中华人民共和国生态环境法典》第一千零五十六条第一款，应当从重处罚。" in text
    assert "写明集体讨论的结论和理由】" in text


def test_grounds_not_met_are_named_by_law_with_the_reason() -> None:
    text = "\n".join(
        reasons.exemption_considered(
            sample("after").violations[0].exemption, sample("after").case, sample("after").facts, "你单位"
        )
    )
    assert "（违法行为轻微并及时改正，没有造成危害后果）" in text
    assert "在二年追责期限" in text
    assert "不满十四周岁" not in text, "a company is no minor"


def test_met_grounds_are_told_condition_by_condition() -> None:
    base = sample("exempt")
    lines = reasons.met_grounds(base.violations[0].exemption, base.case)
    assert any("案卷记载“该公司系初次违法”，符合" in line for line in lines)
    assert any(line.startswith("《广东省生态环境不予行政处罚的轻微违法行为目录》（粤环发") for line in lines), (
        "a list by its own name"
    )


def test_money_is_written_in_capitals_and_digits() -> None:
    assert words.money(200_000) == "人民币贰拾万元整（200000元）"
    assert words.money(None) == "【待填：金额】"


@pytest.mark.parametrize(
    ("kind", "agency", "you", "we"),
    [
        ("legal", "甲市生态环境局", "你单位", "我局"),
        ("natural", "甲省生态环境厅", "你", "我厅"),
        ("", "执法支队", "当事人", "我队"),
    ],
)
def test_a_document_speaks_in_its_agencys_voice(kind: str, agency: str, you: str, we: str) -> None:
    assert voice_of(kind, agency) == (you, we)


def test_gains_confiscated_are_imposed_beside_the_fine() -> None:
    gains = with_procedure(sample("crime"), confiscated=30_000)
    text = draft(gains, "decision").text
    assert "2.没收违法所得人民币叁万元整（30000元）。" in text
    none = with_procedure(sample("crime"), confiscated=0)
    assert "没收违法所得" not in draft(none, "decision").text.split("四、处罚决定")[1]


def test_the_place_of_the_act_is_asked_for() -> None:
    assert "违法行为地点" in draft(with_case(sample("after"), place=""), "decision").todo


def test_a_long_name_is_called_by_its_cause_and_defined_in_full() -> None:
    case = case_from_text(
        "2026年9月10日，执法人员检查某石材厂，磨边车间干磨作业，没有喷水也没有集气罩，石粉飘到厂外路上，正在生产。"
    )
    assessment = assess(case, house(), date(2026, 11, 22))
    violation = assessment.violations[0].candidate.violation
    assert violation.id == "air.dust-gas-uncollected" and violation.called != violation.name
    text = draft(assessment, "decision").text
    assert "你单位未采取措施控制、减少粉尘和气态污染物排放一案" in text
    assert f"上述行为属于{violation.name}" in text
    assert draft(assessment, "filing").text.count(f"涉嫌{violation.called}案") >= 1


def test_a_cause_reads_on_after_the_party() -> None:
    causes = {v.id: v.cause for v in house().knowledge.violations.values() if v.cause}
    assert len(causes) > 100
    subject = re.compile(r"(?:企业|单位|机构|责任人|使用权人|产生者|承运人|养殖场)(?:未|对|在|使用|违反|拒|无|将|向)")
    assert [i for i, cause in causes.items() if subject.search(cause[:14])] == []
