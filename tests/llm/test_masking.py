"""What identifies somebody becomes a placeholder, the same each time, and comes back exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts.model import Agency, Case, Party
from assistant.knowledge.load import default_knowledge
from assistant.llm.masking import Masker, masker_of

PIECES = st.sampled_from(
    [
        "13812345678", "0771-1234567", "450102198001011234", "91440000MA0000000X", "粤A12345", "a.b@c.cn", "6222020200112233445",
        "法定代表人王小明，", "执法人员对广西明远化工有限公司检查", "【单位1】", "【人员", "罚款20万元", "2026年9月3日", "住址：南宁市民族大道100号",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("".join))
def test_restoring_a_masked_text_gives_the_text(text: str) -> None:
    masker = Masker({"单位": ["明远化工"]})
    assert masker.restore(masker.mask(text)) == text


@pytest.mark.parametrize(
    ("text", "secret", "kind"),
    [
        ("联系电话13812345678", "13812345678", "电话"),
        ("座机0771-5671234。", "0771-5671234", "电话"),
        ("身份证号码45010219800101123X，", "45010219800101123X", "证件"),
        ("统一社会信用代码：91440000MA0000000X", "91440000MA0000000X", "代码"),
        ("许可证编号91440000MA0000000X001V", "91440000MA0000000X001V", "代码"),
        ("车牌号桂A·12345的货车", "桂A·12345", "车牌"),
        ("新能源车粤BD12345", "粤BD12345", "车牌"),
        ("账号：4500 1604 2520 5050 1234", "4500 1604 2520 5050 1234", "账号"),
        ("发邮件到hb.zhang@example.com", "hb.zhang@example.com", "邮箱"),
        ("法定代表人：李建国，", "李建国", "人员"),
        ("厂长黄永强在场", "黄永强", "人员"),
        ("位于南宁市西乡塘区科园大道62号的厂房", "科园大道62号", "地址"),
        ("执法人员对桂林恒昌再生资源有限公司检查", "桂林恒昌再生资源有限公司", "单位"),
    ],
)
def test_what_identifies_somebody_is_masked(text: str, secret: str, kind: str) -> None:
    masked = Masker().mask(text)
    assert secret not in masked
    assert f"【{kind}1】" in masked


@pytest.mark.parametrize(
    "text",
    [
        "2026年9月3日，总投资额3200000元，罚款20万元，COD 180mg/L，超标0.35倍，GB 16297-1996。",
        "依据《中华人民共和国生态环境法典》第一千一百零二条。",
        "负责人高度重视，当场安排整改。",
        "某建材公司的法定代表人王某在场。",
    ],
)
def test_facts_and_law_stay_readable(text: str) -> None:
    assert Masker().mask(text).replace("【人员1】", "王某") == text


def test_the_same_value_gets_the_same_placeholder_in_every_text() -> None:
    masker = Masker()
    assert masker.mask("法定代表人李建国，") == "法定代表人【人员1】，"
    assert masker.mask("经理李建国表示") == "经理【人员1】表示"


def test_names_of_the_case_are_masked_wherever_they_stand() -> None:
    case = Case(
        party=Party(kind="natural", name="覃小燕", id_no="450102198001011234"),
        agency=Agency(contact="韦大海", phone="0771-111"),
    )
    masked = masker_of(case, default_knowledge()).mask("覃小燕的猪舍，韦大海联系，0771-111。")
    assert masked == "【人员2】的猪舍，【人员1】联系，【电话1】。"


def test_an_invented_placeholder_is_not_restored() -> None:
    masker = Masker({"单位": ["明远化工"]})
    assert masker.restore("【单位1】和【单位9】") == "明远化工和【单位9】"


def test_a_value_left_in_the_text_is_found_before_sending() -> None:
    masker = Masker({"人员": ["覃小燕"]})
    assert masker.leaks("覃小燕在场") == ("覃小燕",)
    assert masker.leaks("电话13812345678")
    assert not masker.leaks(masker.mask("覃小燕在场，电话13812345678"))
