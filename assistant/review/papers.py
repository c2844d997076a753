"""The folder read: every document as a Paper (what it is, its date, number, party, officers), together with the case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from assistant.drafting.kinds import document_kinds
from assistant.errors import BadInput
from assistant.facts.model import Case
from assistant.facts.reading import read_document
from assistant.pipeline import House
from assistant.reasoning.model import Assessment, Finding
from assistant.validation.context import Context
from assistant.validation.dating import written_dates, zh

from .rubric import PaperKind, rubric

SUFFIXES = (".docx", ".pdf", ".txt", ".md")
MAX_FILES = 300
_HEAD_LINES, _HEAD = 8, 240
_TODO = re.compile(r"【待填：[^】]*】")
_NUMBER = re.compile(r"[\u4e00-\u9fff（）()]{1,14}〔\d{4}〕\d+号")
_PARTY = re.compile(
    r"(?:^|(?<=[\s：，。；|]))(?:当事人|被处罚(?:人|单位|当事人)|被(?:检查|勘察|询问)(?:人|单位)|受送达人|经营者|单位名称|(?:企业|公司)?名称)"
    r"(?:名称|姓名|[（(][^）)\n]{1,10}[)）])?[：:\t |]+(?P<name>[^\s，。；|：:]{2,40})",
    re.M,
)
_UNIT = re.compile("公司|厂|店|场|院|中心|合作社|站|部|所|矿|行|校|社$")
_OFFICER = re.compile(
    r"(?<![\u4e00-\u9fff])(?:由|经办人|办案人员)?(?P<name>(?![由经和及与])[\u4e00-\u9fff·]{2,5})[（(]\s*(?:执法)?证(?:件)?号?(?:码)?[：:]?\s*(?P<no>[0-9A-Za-z]{4,20})\s*[)）]"
)
_CERTIFICATE = re.compile(r"(?:执法)?证(?:件)?(?:编)?号(?:码)?[：:\s]*(?P<no>[0-9A-Za-z]{4,20})")
_DAY_ROW = re.compile(r"^(?:讨论)?(?:时间|日期)[：:\t |]*\d{4}年\d{1,2}月\d{1,2}日(?!\s*至)", re.M)
_USCC = re.compile(r"信用代码[：:\t |]*(?P<code>[0-9A-Za-z]{18})")


@dataclass(frozen=True)
class Paper:
    """One file. ``kind`` None: not recognised. ``context`` is its text taken apart as the validator does."""

    file: str
    text: str
    kind: PaperKind | None
    context: Context
    problem: str = ""

    @property
    def name(self) -> str:
        return self.kind.name if self.kind else "其他材料"

    @cached_property
    def said(self) -> str:
        """The text without what is still to be filled in."""
        return _TODO.sub("", self.text)

    @cached_property
    def dated(self) -> date | None:
        """The day the paper bears: that of its foot, of a row 时间 or 日期, else the last it names."""
        if self.context.dated:
            return self.context.dated
        labelled = _DAY_ROW.search(self.text)
        found = written_dates(labelled.group()) if labelled else ()
        return next((w.value for w in (*found, *reversed(self.context.dates)) if w.value), None)

    @cached_property
    def number(self) -> str:
        head = "\n".join(self.said.strip().splitlines()[:_HEAD_LINES])
        found = _NUMBER.search(head)
        return found.group() if found else ""

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The party's names as labels give them, without officials and persons who stand for a unit."""
        found = dict.fromkeys(m["name"].strip("。|") for m in _PARTY.finditer(self.said))
        units = [n for n in found if _UNIT.search(n)]
        return tuple(units or list(found)[:1])

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m["code"].upper() for m in _USCC.finditer(self.said)))

    @cached_property
    def officers(self) -> dict[str, str]:
        """Officers named with the number of their certificate."""
        return {m["name"]: m["no"] for m in _OFFICER.finditer(self.said)}

    @cached_property
    def certificates(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m["no"] for m in _CERTIFICATE.finditer(self.said)))

    def at(self, words: str) -> str:
        """A place: the file and the words there."""
        short = re.sub(r"\s+", " ", words).strip()
        return f"{self.file}：{short[:60]}" if short else self.file


@dataclass(frozen=True)
class Dossier:
    """The case, what the program concludes of it, and the papers of the folder."""

    case: Case
    assessment: Assessment
    papers: tuple[Paper, ...]
    kind: str = ""
    house: House | None = field(default=None, repr=False, compare=False)

    @property
    def finding(self) -> Finding | None:
        return self.assessment.violations[0] if self.assessment.violations else None

    def of(self, *ids: str) -> tuple[Paper, ...]:
        """The papers of these kinds, by date."""
        found = [p for p in self.papers if p.kind and p.kind.id in ids]
        return tuple(sorted(found, key=lambda p: (p.dated or date.max, p.file)))

    def first(self, *ids: str) -> Paper | None:
        return next(iter(self.of(*ids)), None)

    @property
    def unread(self) -> tuple[Paper, ...]:
        """Files whose words could not be read: what seems to be missing may be among them."""
        return tuple(p for p in self.papers if p.problem)

    @property
    def external(self) -> tuple[Paper, ...]:
        return tuple(p for p in self.papers if p.kind and p.kind.scope == "external")

    @property
    def decision(self) -> Paper | None:
        """The decision that ends the case: the daily fine, else the penalty, else that there is none."""
        return self.first("daily-decision") or self.first("decision") or self.first("no-penalty")

    @property
    def decided_on(self) -> date | None:
        """The day of that decision: as recorded, else as the paper bears it."""
        procedure = self.case.procedure
        if self.kind == "daily" or self.of("daily-decision"):
            return procedure.document("daily-decision").dated or _day(self.first("daily-decision"))
        return procedure.decided_on or _day(self.decision)


def _day(paper: Paper | None) -> date | None:
    return paper.dated if paper else None


def read_folder(folder: Path, house: House, assessment: Assessment) -> tuple[Paper, ...]:
    """Every document below a folder. A file that cannot be read is kept with its problem, never passed over.

    Raises BadInput where the folder is none, holds no document, or too many.
    """
    if not folder.is_dir():
        raise BadInput(f"“{folder}”不是文件夹。请给出存放案卷文书的文件夹。")
    files = sorted(
        p
        for p in folder.rglob("*")
        if p.is_file() and not any(q.startswith((".", "~$")) for q in p.relative_to(folder).parts)
    )
    chosen = [p for p in files if p.suffix.lower() in SUFFIXES]
    if not chosen:
        raise BadInput(f"文件夹“{folder}”里没有文书。请放入 {'、'.join(s[1:] for s in SUFFIXES)} 格式的文书。")
    if len(files) > MAX_FILES:
        raise BadInput(f"文件夹“{folder}”里有 {len(files)} 个文件，超过 {MAX_FILES} 个。一个文件夹只放一件案件的文书。")
    return tuple(_read(p, folder, house, assessment) for p in files)


def _read(path: Path, folder: Path, house: House, assessment: Assessment) -> Paper:
    name, text, problem = path.relative_to(folder).as_posix(), "", ""
    if path.suffix.lower() in SUFFIXES:
        try:
            text = read_document(path)
            text = _unmarked(text) if path.suffix.lower() == ".md" else re.sub(r"\n{2,}", "\n", text)
        except BadInput as error:
            problem = error.message
    else:
        problem = f"{path.suffix or '没有后缀'}格式读不出文字"
    return paper_of(name, text, house, assessment, problem)


def _unmarked(text: str) -> str:
    """Markdown as plain lines: no marks of headings, quotes, emphasis, tables, escapes."""
    lines = []
    for line in text.splitlines():
        if not line.strip() or re.fullmatch(r"[|\s:\-]+", line):
            continue
        bare = re.sub(r"^\s*(?:#{1,6}|>)\s*", "", line)
        if bare.startswith("|"):
            bare = "\t".join(cell.strip() for cell in bare.strip().strip("|").split("|")).strip("\t")
        bare = re.sub(r"<br\s*/?>", "\n", bare.replace("**", ""))
        lines.append(re.sub(r"\\([\\`*_{}\[\]<>#|+\-.)])", r"\1", bare))
    return "\n".join(lines)


def paper_of(name: str, text: str, house: House, assessment: Assessment, problem: str = "") -> Paper:
    """A text as a paper; ``name`` is its file name, by which it is recognised where its title says nothing."""
    kind = recognised(text, Path(name).stem)
    drafted = document_kinds().get(kind.kind) if kind and kind.kind else None
    day = max(filter(None, (assessment.case.decide, date.today())))
    context = Context(text, house.library, house.knowledge, assessment, 0, drafted, False, day)
    return Paper(file=name, text=text, kind=kind, context=context, problem=problem)


def recognised(text: str, stem: str) -> PaperKind | None:
    """The kind whose title stands in a line of its own near the top, the longest first; else in the file's name."""
    lines = [re.sub(r"\s", "", line) for line in text.strip()[: _HEAD * 3].splitlines()[:_HEAD_LINES]]
    for line in lines:
        if len(line) <= 46 and (kind := _titled(line, whole=True)):
            return kind
    return _titled(re.sub(r"\s", "", stem), whole=False)


def _titled(line: str, whole: bool) -> PaperKind | None:
    """The kind of the longest title in a line; as a title only where it ends the line (or a bracket follows)."""
    best: tuple[int, PaperKind] | None = None
    for pattern, kind in _titles():
        for match in pattern.finditer(line):
            if whole and (re.search(r"[，。；：:]|依据|根据|关于", line) or len(line) - match.end() > 8):
                continue
            size = match.end() - match.start()
            if best is None or size > best[0]:
                best = (size, kind)
    return best[1] if best else None


@lru_cache(maxsize=1)
def _titles() -> tuple[tuple[re.Pattern[str], PaperKind], ...]:
    return tuple((re.compile(t), kind) for kind in rubric().papers.values() for t in kind.titles)


def told(day: date | None) -> str:
    """2026年9月3日, or that it is not known."""
    return zh(day) if day else "日期不明"


def joined(papers: Iterable[Paper]) -> str:
    return "、".join(dict.fromkeys(p.file for p in papers))
