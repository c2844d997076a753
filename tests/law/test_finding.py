"""Tables of (text, citations as printed): what is found and how it is resolved."""

from __future__ import annotations

import pytest

from assistant.law.citation import place
from assistant.law.finding import Found, find_citations
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation

AIR, WATER, SOLID, CODE = "大气污染防治法", "水污染防治法", "固体废物污染环境防治法", "生态环境法典"
PENALTY, EIA, PROTECTION = "行政处罚法", "环境影响评价法", "环境保护法"


def shown(found: Found) -> str:
    return f"{found.citation.law}{place(found.citation)}" if found.citation else f"？{found.problem}"


FULL = [
    ("依据《中华人民共和国大气污染防治法》第九十九条第（二）项的规定", [f"{AIR}第九十九条第二项"]),
    ("违反了《大气污染防治法》第九十九条第二项", [f"{AIR}第九十九条第二项"]),
    ("大气法第99条第（二）项", [f"{AIR}第九十九条第二项"]),
    ("根据大气污染防治法第99条第(2)项处罚", [f"{AIR}第九十九条第二项"]),
    ("《生态环境法典》第1102条", [f"{CODE}第一千一百零二条"]),
    ("法典1102条", [f"{CODE}第一千一百零二条"]),
    ("《中华人民共和国生态环境法典》第一千一百〇二条", [f"{CODE}第一千一百零二条"]),
    ("《中华人民共和国行政处罚法》第三十三条第一款", [f"{PENALTY}第三十三条第一款"]),
    ("《水污染防治法》（2017年修正）第八十三条第（二）项", [f"{WATER}第八十三条第二项"]),
    ("《水污染防治法（2017修正）》第八十三条", [f"{WATER}第八十三条"]),
    ("修订后的固废法第一百一十二条第一款第（一）项", [f"{SOLID}第一百一十二条第一款第一项"]),
    ("2018年修正的大气污染防治法第九十九条", [f"{AIR}第九十九条"]),
    ("新《固废法》第一百一十二条", [f"{SOLID}第一百一十二条"]),
    ("刑法第一百二十条之三", ["刑法第一百二十条之三"]),
    ("《刑法》第一百二十条之一第二款", ["刑法第一百二十条之一第二款"]),
    ("〈环境保护法〉第六十三条", [f"{PROTECTION}第六十三条"]),
    ("“环境保护法”第六十三条", [f"{PROTECTION}第六十三条"]),
    ("《环境影响评价法》的第三十一条第一款", [f"{EIA}第三十一条第一款"]),
    ("《 大气污染防治法 》第 九十九 条第 二 项", [f"{AIR}第九十九条第二项"]),
    ("《大气污染防\n治法》第九十九条", [f"{AIR}第九十九条"]),
    ("《大气法》第九十九条（二）项", [f"{AIR}第九十九条第二项"]),
    ("《大气法》第９９条", [f"{AIR}第九十九条"]),
    ("《中华人民共和国增值税法》第十条第二项第1目", ["增值税法第十条第二项第一目"]),
]

LISTS = [
    ("《水污染防治法》第八十三条第一项、第三项", [f"{WATER}第八十三条第一项", f"{WATER}第八十三条第三项"]),
    ("《生态环境法典》第十条至第十二条", [f"{CODE}第十条", f"{CODE}第十一条", f"{CODE}第十二条"]),
    ("《生态环境法典》第十至十二条", [f"{CODE}第十条", f"{CODE}第十一条", f"{CODE}第十二条"]),
    ("《行政处罚法》第三十二条、第三十三条", [f"{PENALTY}第三十二条", f"{PENALTY}第三十三条"]),
    ("《行政处罚法》第四条、第五条第二款和第七条", [f"{PENALTY}第四条", f"{PENALTY}第五条第二款", f"{PENALTY}第七条"]),
    ("《行政处罚法》第三十三条第一、二款", [f"{PENALTY}第三十三条第一款", f"{PENALTY}第三十三条第二款"]),
    (
        "固废法第一百一十二条第一款第一项、第二款",
        [f"{SOLID}第一百一十二条第一款第一项", f"{SOLID}第一百一十二条第二款"],
    ),
    ("法典第一千零九十五条、一千零九十六条", [f"{CODE}第一千零九十五条", f"{CODE}第一千零九十六条"]),
    ("《大气法》第一百条第（一）（三）项", [f"{AIR}第一百条第一项", f"{AIR}第一百条第三项"]),
    ("《大气法》第一百条第（一）至（二）项", [f"{AIR}第一百条第一项", f"{AIR}第一百条第二项"]),
    (
        "《环保法》第四十二条第四款及第六十三条第（三）项",
        [f"{PROTECTION}第四十二条第四款", f"{PROTECTION}第六十三条第三项"],
    ),
    ("《大气法》第一百条第（一）、（三）项", [f"{AIR}第一百条第一项", f"{AIR}第一百条第三项"]),
    (
        "《大气法》第一百条第一项至第三项",
        [f"{AIR}第一百条第一项", f"{AIR}第一百条第二项", f"{AIR}第一百条第三项"],
    ),
    (
        "《行政处罚法》第五条、《行政强制法》第八条第一款",
        [f"{PENALTY}第五条", "行政强制法第八条第一款"],
    ),
    ("《环评法》第三十一条第一款；《大气法》第九十九条", [f"{EIA}第三十一条第一款", f"{AIR}第九十九条"]),
]

POINTING = [
    (
        "《大气污染防治法》第十八条规定应当达标。同法第九十九条第二项规定处罚",
        [f"{AIR}第十八条", f"{AIR}第九十九条第二项"],
    ),
    ("《大气污染防治法》施行后，该法第九十九条", [f"{AIR}第九十九条"]),
    ("《水污染防治法》第十条，依据第八十三条第二项处罚", [f"{WATER}第十条", f"{WATER}第八十三条第二项"]),
    ("将刑法第三百三十八条修改为", ["刑法第三百三十八条"]),
    (
        "《中华人民共和国大气污染防治法》（以下简称“《大气法》”）有规定。依照《大气法》第九十九条",
        [f"{AIR}第九十九条"],
    ),
    (
        "《中华人民共和国固体废物污染环境防治法》（以下简称固体法）第八十条。依照固体法第一百一十四条",
        [f"{SOLID}第八十条", f"{SOLID}第一百一十四条"],
    ),
    ("《行政处罚法》第五十七条第一款、本条第二款", [f"{PENALTY}第五十七条第一款", f"{PENALTY}第五十七条第二款"]),
    (
        "《环境保护法》第六十三条第二款对前款作了补充",
        [f"{PROTECTION}第六十三条第二款", f"{PROTECTION}第六十三条第一款"],
    ),
    (
        "《行政处罚法》第三十三条第一款不适用，但第二款适用",
        [f"{PENALTY}第三十三条第一款", f"{PENALTY}第三十三条第二款"],
    ),
]

UNRESOLVED = [
    ("依照《广西壮族自治区大气污染防治条例》第五十条", ["？资料库里没有《广西壮族自治区大气污染防治条例》"]),
    ("依照广西壮族自治区大气污染防治条例第五十条", ["？资料库里没有“广西壮族自治区大气污染防治条例”"]),
    ("违反深圳市建设项目环境保护管理条例第五条", ["？资料库里没有“深圳市建设项目环境保护管理条例”"]),
    ("根据供水法第三条", ["？资料库里没有“供水法”"]),
    ("当事人违反第三条", ["？“第三条”没有写明是哪部法"]),
    ("依照本法第九条", ["？前文没有写明“本法”是哪部法"]),
    ("《公证法》第五条、民法通则第十条", ["公证法第五条", "？资料库里没有“民法通则”"]),
    ("有前款第一项情形的", ["？前文不足以断定“前款”所指"]),
]

NOTHING = [
    "厂内第三条生产线停产，第2条输送带在运行",
    "第二项证据是照片，第（三）项是笔录",
    "会议第一项议程",
    "合同第三条约定了期限，本决定书第二条所列",
    "本案适用法律正确，法人代表到场",
    "共3条管线，12条意见",
    "2026年第3期，第五批",
]


@pytest.mark.parametrize(("text", "expected"), FULL + LISTS + POINTING + UNRESOLVED)
def test_citations_are_found_as_written_and_resolved(text: str, expected: list[str], library: StatuteLibrary) -> None:
    assert [shown(f) for f in find_citations(text, library.resolve_name)] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_things_counted_are_no_citations(text: str, library: StatuteLibrary) -> None:
    assert find_citations(text, library.resolve_name) == ()


def test_inside_a_law_its_own_places_are_meant(library: StatuteLibrary) -> None:
    own = Citation(law=CODE, article=1060, paragraph=3)
    text = "增加第一款规定的种类；依照本法第一千零五十四条；第二十条；前款规定的"
    found = find_citations(text, library.resolve_name, own)
    assert [shown(f) for f in found] == [
        f"{CODE}第一千零六十条第一款",
        f"{CODE}第一千零五十四条",
        f"{CODE}第二十条",
        f"{CODE}第一千零六十条第二款",
    ]


def test_two_paragraphs_before_are_two_citations(library: StatuteLibrary) -> None:
    found = find_citations("有前两款行为的", library.resolve_name, Citation(law=CODE, article=1178, paragraph=3))
    assert [shown(f) for f in found] == [f"{CODE}第一千一百七十八条第一款", f"{CODE}第一千一百七十八条第二款"]


def test_every_reference_inside_the_code_is_found_and_stands(library: StatuteLibrary) -> None:
    found = [
        f
        for article in library.statute(CODE).articles
        for paragraph in article.paragraphs
        for f in find_citations(
            paragraph.full, library.resolve_name, Citation(law=CODE, article=article.no, paragraph=paragraph.no)
        )
    ]
    assert len(found) > 150
    assert [f.quote for f in found if f.citation is None] == []
    assert [f.quote for f in found if f.citation and not library.exists(f.citation)] == []


def test_the_quote_holds_the_name_of_the_law_and_its_place(library: StatuteLibrary) -> None:
    text = "经查，违反《大气污染防治法》第十八条、第二十条第一款的规定。"
    found = find_citations(text, library.resolve_name)
    assert [f.quote for f in found] == ["《大气污染防治法》第十八条", "第二十条第一款"]
    assert all(text[slice(*f.span)] == f.quote for f in found)


@pytest.mark.parametrize(("text", "inferred"), [("《水法》第一条，依第二条", [False, True]), ("水法第一条", [False])])
def test_a_law_taken_from_the_sentence_is_marked(text: str, inferred: list[bool], library: StatuteLibrary) -> None:
    assert [f.inferred for f in find_citations(text, library.resolve_name)] == inferred
