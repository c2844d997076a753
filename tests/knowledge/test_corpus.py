"""The shipped corpus is sound, and a mistake in a file is named with file, entry, field and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from assistant.errors import CorpusError
from assistant.knowledge.check import check_corpus
from assistant.knowledge.coverage import coverage
from assistant.knowledge.figures import stands_in
from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary
from assistant.paths import data_dir

ENTRY = {
    "id": "permit.example",
    "name": "示例行为",
    "field": "排污许可",
    "described_as": ["甲", "乙", "丙", "丁"],
    "elements": [{"id": "e", "text": "示例要件", "cues": ["示例"]}],
    "regimes": [{"statute": "生态环境法典", "penalty": "第一千一百零二条", "fine": {"min": 200000, "max": 1000000}}],
}


def test_the_corpus_has_no_mistake(knowledge: Knowledge, library: StatuteLibrary) -> None:
    report = check_corpus(knowledge, library)
    assert [e.message for e in report.errors] == []
    assert report.counts["违法行为"] > 300
    assert report.counts["核对的数额"] > 1500


def test_every_provision_with_a_fine_has_an_entry(knowledge: Knowledge, library: StatuteLibrary) -> None:
    gaps = [g.cite for c in coverage(knowledge, library) for g in c.gaps]
    assert gaps == []


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus with the shipped words and one violation of our own."""
    for part in ("vocabulary", "lexicon"):
        shutil.copytree(data_dir("corpus") / part, tmp_path / part)
    for part in ("violations", "benchmarks", "exemptions", "precedents"):
        (tmp_path / part).mkdir()
    return tmp_path


def _errors(root: Path, library: StatuteLibrary, **changes: object) -> list[CorpusError]:
    (root / "violations" / "x.yaml").write_text(yaml.safe_dump([{**ENTRY, **changes}], allow_unicode=True), "utf-8")
    return check_corpus(Knowledge(root), library).errors


def test_a_sound_entry_passes(small: Path, library: StatuteLibrary) -> None:
    assert _errors(small, library) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"regimes": [{**ENTRY["regimes"][0], "fine": {"min": 210000, "max": 1000000}}]}, "没有“210000元”这个数额"),
        ({"regimes": [{**ENTRY["regimes"][0], "penalty": "第一千二百四十三条"}]}, "第一千二百四十三条"),
        ({"regimes": [{**ENTRY["regimes"][0], "penalty": "1102条"}]}, "不是规范的条款写法"),
        ({"regimes": [{**ENTRY["regimes"][0], "statute": "没有这部法"}]}, "没有“没有这部法”"),
        ({"elements": [{"id": "e", "text": "t", "cues": ["{nowhere}"]}]}, "词组库里没有“nowhere”"),
        ({"elements": [{"id": "e", "text": "t", "cues": ["("]}]}, "不是有效的正则表达式"),
        ({"ask": ["nowhere"]}, "事实词表中没有“nowhere”"),
        ({"prefer_over": ["nowhere.nothing"]}, "目录中没有违法行为“nowhere.nothing”"),
        ({"described_as": ["只有一条"]}, "只有 1 条描述"),
        ({"cause": "这个案由比违法行为的名称长得多得多得多得多得多得多得多"}, "案由不比名称短"),
    ],
)
def test_a_mistake_is_named(small: Path, library: StatuteLibrary, changes: dict[str, object], words: str) -> None:
    messages = [e.message for e in _errors(small, library, **changes)]
    assert any(words in m for m in messages), messages
    assert all("violations/x.yaml" in m and "permit.example" in m and "请" in m for m in messages)


def test_an_unknown_field_and_broken_yaml_are_named(small: Path, library: StatuteLibrary) -> None:
    with pytest.raises(CorpusError, match=r"violations/x\.yaml 的条目“permit\.example”字段“nmae”有误：没有这个字段名"):
        _errors(small, library, nmae="手误")
    (small / "violations" / "x.yaml").write_text("- id: [\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="不是有效的 YAML"):
        check_corpus(Knowledge(small), library)


def test_a_repeated_id_is_refused(small: Path, library: StatuteLibrary) -> None:
    (small / "violations" / "y.yaml").write_text(yaml.safe_dump([ENTRY], allow_unicode=True), "utf-8")
    with pytest.raises(CorpusError, match="重复"):
        _errors(small, library)


@pytest.mark.parametrize(
    ("figure", "text", "expected"),
    [
        ("200000元", "处二十万元以上一百万元以下的罚款", True),
        ("100000元", "处二十万元以上一百万元以下的罚款", False),
        ("200000元", "处一百二十万元以下的罚款", False),
        ("20000元", "处2万元以上20万元以下", True),
        ("5000元", "处每辆五千元的罚款", True),
        ("1%", "总投资额百分之一以上百分之五以下", True),
        ("5倍", "货值金额一倍以上五倍以下", True),
        ("5倍", "十五倍以下", False),
    ],
)
def test_a_figure_stands_in_a_text_only_as_a_whole(figure: str, text: str, expected: bool) -> None:
    assert stands_in(figure, text) is expected
