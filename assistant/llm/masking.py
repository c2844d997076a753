"""Personal data taken out of a text before it is sent, and put back into what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.facts.model import Case
from assistant.facts.parties import Parties
from assistant.facts.passages import Document
from assistant.facts.rules import Extraction
from assistant.knowledge.load import Knowledge, default_knowledge

_KINDS = "原文|单位|人员|证件|代码|电话|邮箱|车牌|账号|地址"
_PLACEHOLDER = re.compile(rf"【\s*(?P<kind>{_KINDS})\s*(?P<no>\d+)\s*】")
_EDGE = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_PLATE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_HAN = "\u4e00-\u9fa5"

# In order: what is longer and surer comes first.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("邮箱", re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("证件", re.compile(rf"{_EDGE[0]}[1-9]\d{{5}}(?:19|20)\d{{2}}[01]\d[0-3]\d\d{{3}}[0-9Xx]{_EDGE[1]}")),
    ("代码", re.compile(rf"{_EDGE[0]}[0-9A-HJ-NPQRTUWXY]{{2}}\d{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}(?:\d{{3}}[A-Z])?{_EDGE[1]}")),
    ("账号", re.compile(r"(?<![0-9])\d{16,19}(?![0-9])")),
    ("账号", re.compile(r"(?<=账号)[:：为是]?\s*(?P<v>\d[\d ]{6,30}\d)")),
    ("证件", re.compile(r"(?:身份证|证件)(?:号码?)?[:：为是]?\s*(?P<v>[0-9A-Za-z]{6,20})")),
    ("电话", re.compile(r"(?<![0-9])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9])")),
    ("电话", re.compile(r"(?<![0-9])0\d{2,3}[-—－ ]\d{7,8}(?![0-9])")),
    ("车牌", re.compile(rf"[{_PLATE}][A-Z][·• ]?[A-Z0-9]{{5,6}}{_EDGE[1]}")),
    ("地址", re.compile(
        rf"(?:[{_HAN}]{{2,7}}(?:省|自治区))?(?:[{_HAN}]{{2,7}}(?:市|州|盟))?(?:[{_HAN}]{{1,7}}(?:区|县|旗|市))?"
        rf"[{_HAN}A-Za-z0-9]{{1,14}}(?:路|街|大道|巷|村|镇|乡|工业园|开发区)[{_HAN}A-Za-z0-9]{{0,10}}?\d+[-\d]*(?:号|栋|弄|室|幢)(?:[{_HAN}A-Za-z0-9]{{0,6}}(?:栋|室|楼|单元))?"
    )),
    ("地址", re.compile(rf"(?:住址|住所|地址|经营场所)[:：为是在]\s*(?P<v>[{_HAN}A-Za-z0-9（）()-]{{4,40}})")),
)  # fmt: skip


class Masker:
    """Replaces what identifies somebody by placeholders, the same for the same value, and puts it back.

    ``known`` are values to replace wherever they stand, by kind (单位, 人员, 证件 …). ``restore(mask(t)) == t`` for any text.
    """

    def __init__(self, known: Mapping[str, Iterable[str]] | None = None, knowledge: Knowledge | None = None) -> None:
        self._person = _person_pattern(knowledge or default_knowledge())
        self._knowledge = knowledge or default_knowledge()
        self._values: dict[str, str] = {}
        self._placeholders: dict[str, str] = {}
        for kind, values in (known or {}).items():
            for value in values:
                if len(value.strip()) > 1:
                    self._of(kind, value.strip())

    def mask(self, text: str) -> str:
        """The text with placeholders; what was replaced is remembered."""
        text = _PLACEHOLDER.sub(lambda m: self._of("原文", m.group()), text)
        for kind, value in self._found(text):
            self._of(kind, value)
        for value in sorted(self._values, key=len, reverse=True):
            if not _PLACEHOLDER.fullmatch(value):
                text = _outside(text, value, self._values[value])
        return text

    def restore(self, text: str) -> str:
        """The text with the values in place of their placeholders; a placeholder never given out stays as it is."""
        return _PLACEHOLDER.sub(lambda m: self._placeholders.get(f"【{m['kind']}{m['no']}】", m.group()), text)

    def leaks(self, text: str) -> tuple[str, ...]:
        """What still identifies somebody in a text that should be masked: nothing, unless the masking is wrong."""
        bare = _PLACEHOLDER.sub(" ", text)
        return tuple(v for v in self._values if v in bare and not _PLACEHOLDER.fullmatch(v)) + tuple(
            m.group()
            for kind, shape in _SHAPES
            if kind in ("证件", "代码", "电话", "账号")
            for m in shape.finditer(bare)
        )

    def _of(self, kind: str, value: str) -> str:
        if value not in self._values:
            number = sum(p.startswith(f"【{kind}") for p in self._values.values()) + 1
            self._values[value] = f"【{kind}{number}】"
            self._placeholders[f"【{kind}{number}】"] = value
        return self._values[value]

    def _found(self, text: str) -> Iterable[tuple[str, str]]:
        bare = _PLACEHOLDER.sub(lambda m: " " * len(m.group()), text)
        for kind, shape in _SHAPES:
            for match in shape.finditer(bare):
                value = match["v"] if "v" in shape.groupindex else match.group()
                yield kind, value.strip()
        for match in self._person.finditer(bare):
            yield "人员", match["name"]
        parties, extraction = _reader(_Same(self._knowledge))
        document = Document(text, extraction.masks)
        for name in parties.names(document):
            words = document.quote(name.start, name.end).strip()
            if "某" not in words and not re.search("[【】]", words):
                yield "单位", words


def masker_of(case: Case, knowledge: Knowledge) -> Masker:
    """A masker that knows the names in a case's formal data."""
    party, agency, procedure = case.party, case.agency, case.procedure
    people = [party.representative, agency.contact, *procedure.investigators, *procedure.certificates]
    if party.kind in ("natural", "soho_unnamed"):
        people.append(party.name)
    return Masker(
        {
            "单位": [party.name] if party.kind in ("legal", "soho_named") else [],
            "人员": people,
            "证件": [party.id_no, *procedure.certificates.values()],
            "代码": [party.uscc],
            "电话": [agency.phone],
            "账号": [agency.account],
            "地址": [party.address, case.place, agency.address],
        },
        knowledge,
    )


def _outside(text: str, value: str, placeholder: str) -> str:
    """The value replaced wherever it stands outside a placeholder."""
    if value not in text:
        return text
    pieces = re.split(rf"(【(?:{_KINDS})\d+】)", text)
    return "".join(p if n % 2 else p.replace(value, placeholder) for n, p in enumerate(pieces))


class _Same:
    """A Knowledge compared by its vocabulary and lexicon, so that the compiled rules are kept."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __hash__(self) -> int:
        return hash((id(self.knowledge.vocabulary), id(self.knowledge.lexicon)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and hash(self) == hash(other)


@lru_cache(maxsize=2)
def _reader(same: _Same) -> tuple[Parties, Extraction]:
    extraction = Extraction(same.knowledge.vocabulary, same.knowledge.lexicon)
    return Parties(extraction), extraction


def _person_pattern(knowledge: Knowledge) -> re.Pattern[str]:
    """A surname and one or two more characters right after a role (法定代表人张三), closed by what ends a name."""
    words = knowledge.data("llm.yaml")
    roles = "|".join(sorted(words["roles"], key=len, reverse=True))
    name = rf"[{words['surnames']}][{_HAN}]{{1,2}}"
    end = r"(?=[，。、；;,.（(）)：:\s”\"/]|在|于|到|等|表示|称|陈述|说|陪同|签|的|和|与|及|$)"
    return re.compile(rf"(?:{roles})(?:姓名)?(?:为|是|系|[:：])?\s*(?P<name>{name}){end}")
