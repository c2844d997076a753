"""The template is a workbook a lawyer can fill in: lists to choose from, examples, an explanation; it explains itself."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from assistant.errors import BadInput
from assistant.knowledge.agency.examples import ROWS
from assistant.knowledge.agency.sheets import MARKERS, PLANS
from assistant.knowledge.agency.template import DICTIONARY, template, template_called
from assistant.knowledge.load import default_knowledge


@pytest.fixture(scope="module", params=["benchmark", "exemption"])
def book(request):
    return request.param, load_workbook(io.BytesIO(template(request.param, default_knowledge())))


def test_first_sheet_carries_the_marker_and_the_steps(book):
    kind, workbook = book
    sheet = workbook.worksheets[0]
    text = [row[0].value for row in sheet.iter_rows() if row[0].value]
    assert text[0] == MARKERS[kind]
    assert any("基本信息" in line for line in text) and any("shuoli corpus add" in line for line in text)


def test_every_sheet_has_its_headings_in_the_second_row(book):
    kind, workbook = book
    for plan in PLANS[kind]:
        assert [c.value for c in workbook[plan.name][2]] == [c.heading for c in plan.columns]


def test_every_column_with_choices_has_a_drop_down_on_a_filled_list(book):
    kind, workbook = book
    options = workbook[DICTIONARY]
    for plan in PLANS[kind]:
        rules = workbook[plan.name].data_validations.dataValidation
        assert len(rules) == sum(bool(c.choices) for c in plan.columns)
        for rule in rules:
            first, last = rule.formula1.split("!")[1].replace("$", "").split(":")
            assert options[first].value and options[last].value
            assert rule.type == "list"


def test_violations_and_facts_are_offered_in_full(book):
    _, workbook = book
    knowledge = default_knowledge()
    columns = {options[0].value: [c.value for c in options[1:] if c.value] for options in workbook[DICTIONARY].columns}
    assert len(columns["违法行为"]) == len(knowledge.violations)
    assert len(columns["事实"]) == len(knowledge.vocabulary)
    assert "未取得排污许可证排放污染物｜permit.discharge-without-permit" in columns["违法行为"]


def test_the_example_of_every_sheet_is_filled_in(book):
    kind, workbook = book
    for plan in PLANS[kind]:
        assert workbook[plan.name].max_row - 2 == len(ROWS[kind][plan.name]) > 0


def test_another_kind_is_refused_by_name():
    with pytest.raises(BadInput, match="benchmark"):
        template_called("基准", default_knowledge())
