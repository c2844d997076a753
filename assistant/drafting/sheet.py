"""One document in the making: its case as it stood, its sum, branches and number, and the words templates call for."""

from __future__ import annotations

from datetime import date

from assistant.facts.model import Case, CaseFacts
from assistant.knowledge.load import default_knowledge
from assistant.law.numerals import to_chinese
from assistant.reasoning.daily import DailyFine, daily_fine
from assistant.reasoning.model import Assessment, Finding, ProcedurePlan
from assistant.reasoning.procedure import plan
from assistant.reasoning.regimes import imposed_beside, penalty_kinds

from .asof import as_it_stood, known_party
from .bases import cited
from .blocks import Raw
from .branches import branches
from .kinds import DocumentKind, document_kind
from .words import Voice, count, day, money, stripped, todo, voice_of

_NUMBERS = "一二三四五六七八九十"
_SIGN = "签名：　　　　　　　　日期：　　　　　　"


class Sheet:
    """One document in the making: the case, the finding, the sum, the branches, and the day the document bears."""

    def __init__(self, assessment: Assessment, finding: Finding, kind: DocumentKind, fine: int | None) -> None:
        self.assessment, self.finding, self.kind = assessment, finding, kind
        self.case: Case = assessment.case
        self.facts: CaseFacts = assessment.facts
        self.case = self.case.model_copy(update={"party": known_party(self.case.party, self.facts)})
        self.procedure = self.case.procedure
        spoken_to = self.case.party.kind if kind.addressee == "party" else ""
        self.voice: Voice = voice_of(spoken_to, self.case.agency.name)
        self.fine = fine if fine is not None else self.procedure.fine
        if self.fine is None:
            self.fine = finding.fine.suggested
        self.daily = self._daily() if kind.fine == "daily" else None
        self.plan = self._plan()
        self.issued = self.procedure.document(kind.id)
        stood = as_it_stood(self.case, self.facts, self.issued.dated)
        self.case, self.facts, self.left_out = stood.case, stood.facts, stood.left_out
        self.procedure = self.case.procedure
        self.branches = branches(self.case, finding, self.plan, self.fine)
        self._sections = 0

    @property
    def day(self) -> date | None:
        """The day the document bears: its own, else (for what is decided) the day of decision."""
        if self.issued.dated or self.kind.fine not in ("imposed",):
            return self.issued.dated
        return self.case.decide

    @property
    def law_day(self) -> date | None:
        """The day on which general rules are cited."""
        return self.day or self.case.decide or self.case.found

    def _daily(self) -> DailyFine | None:
        ordered = self.procedure.document("rectification").served_on
        if not ordered or not self.fine:
            return None
        return daily_fine(self.fine, ordered, self.procedure.rechecks)

    def _plan(self) -> ProcedurePlan:
        """The procedure for the sum of this document, where it is not the suggested one."""
        sum_ = self.daily.amount if self.daily else self.fine
        first = self.finding is self.assessment.violations[0]
        if first and sum_ == self.finding.fine.suggested:
            return self.assessment.procedure
        altered = self.finding.fine.model_copy(update={"suggested": sum_})
        finding = self.finding.model_copy(update={"fine": altered})
        return plan((finding,), self.case, self.facts, default_knowledge())

    # ---- helpers of the templates ----
    def section(self, id: str) -> Raw:
        """The next numbered heading, as the kind declares it."""
        self._sections += 1
        title = self.kind.section(id).heading(self.branches)
        return Raw(f"## {_NUMBERS[self._sections - 1]}、{title}")

    def has(self, *names: str) -> bool:
        """Whether any of these branches holds."""
        return any(n in self.branches for n in names)

    def basis(self, *ids: str, on: date | None = None) -> str:
        """General legal bases in force on the document's day (or on ``on``), a law named once."""
        if missing := [id for id in ids if id not in self.kind.bases]:
            raise KeyError(f"{self.kind.id} does not declare the basis {'、'.join(missing)}")
        return cited(ids, on or self.law_day)

    def reference(self, kind: str, dated: bool = False) -> str:
        """《责令改正违法行为决定书》（示环责改〔2026〕1号): another document of the file."""
        other, issued = document_kind(kind), self.procedure.document(kind)
        on = f"{day(issued.dated)}作出的" if dated and issued.dated else ""
        return f"{on}《{other.name}》（{issued.number or todo(other.name + '文号')}）"

    def served(self, kind: str) -> str:
        issued = self.procedure.document(kind)
        return day(issued.served_on) if issued.served_on else todo(f"{document_kind(kind).name}送达日期")

    def opinion(self, role: str) -> str:
        """The opinion given on this form, else a blank to be signed by hand."""
        given = next((o for o in self.procedure.opinions if (o.document, o.role) == (self.kind.id, role)), None)
        if given is None:
            return f"　\n{_SIGN}"
        return self.signed(given.text, (given.signer,) if given.signer else (), given.day)

    def signed(self, text: str, names: tuple[str, ...], on: date | None) -> str:
        """A text with the names and the day under it."""
        if not names:
            return f"{text}\n{_SIGN}"
        return f"{text}\n签名：{'、'.join(names)}　　日期：{day(on) if on else '　　　　　　'}"

    def boxes(self, options: str, chosen: str) -> str:
        """☑ for what is chosen, ☐ for the rest."""
        return "　".join(f"{'☑' if o == chosen else '☐'}{o}" for o in self.kind.options[options])

    def officers(self) -> str:
        """The investigators with their certificate numbers."""
        named = self.procedure.investigators
        told = [f"{n}（执法证号：{self.procedure.certificates.get(n) or todo(n + '的执法证号')}）" for n in named]
        return "、".join(told) or todo("两名以上办案人员姓名和执法证号")

    # ---- values ----
    def number(self) -> str:
        """文号 or 编号; internal forms carry the 立案号."""
        if self.issued.number:
            return self.issued.number
        if self.kind.numbering == "none":
            return self.procedure.filing_no or todo("立案号")
        if self.kind.numbering == "serial":
            return todo("编号")
        day_ = self.day or self.law_day
        year = day_.year if day_ else todo("年份")
        return f"{self.case.agency.code or todo('机关代字')}{self.kind.code}〔{year}〕{todo('序号')}号"

    def party(self) -> list[tuple[str, str]]:
        """当事人 as on the licence, line by line; the same in every document of the file."""
        party = self.case.party
        name = party.name or todo("当事人名称")
        if party.kind == "natural":
            return [
                ("当事人", name),
                ("身份证件号码", party.id_no or todo("证件号码")),
                ("住址", party.address or todo("住址")),
            ]
        head = "经营者" if party.kind == "soho_unnamed" else "当事人"
        where = "住所" if party.kind == "legal" else "经营场所"
        rows = [
            (head, name),
            (where, party.address or todo(where)),
            ("统一社会信用代码", party.uscc or todo("统一社会信用代码")),
        ]
        if party.kind != "soho_unnamed":
            title = party.representative_title if party.kind == "legal" else "经营者"
            rows.append((title, party.representative or todo(title)))
        return rows

    def penalties(self) -> list[str]:
        """What is imposed or proposed: fine, confiscation, other kinds."""
        items = [f"罚款{money(self.fine)}"] if self.fine else []
        view = self.finding.basis.chosen
        for what in view.confiscation if view else ():
            items += self._confiscated(what)
        others = [stripped(p) for p in self.procedure.other_penalties]
        items += [*others, *self._beside(view.measures if view else (), "；".join(others))]
        return items or [todo("处罚种类和数额")]

    def _beside(self, measures: tuple[str, ...], decided: str) -> list[str]:
        """What the law imposes beside the fine without leaving a choice (警告; 责令停产整治 …), and nobody has decided yet."""
        return [
            m
            if m in ("警告", "通报批评")
            else todo(f"法律规定同时{m}，写明决定的内容；另行决定的，写明决定书的名称、文号")
            for m in imposed_beside(measures)
            if not penalty_kinds(m) & penalty_kinds(decided)
        ]

    def _confiscated(self, what: str) -> list[str]:
        sum_ = self.procedure.confiscated
        if sum_ is None and what == "违法所得":
            sum_ = self.facts.get("illegal_gains")
        if sum_ is None:
            return [f"没收{what}：{todo(f'{what}的数额；经查没有的，写明没有{what}')}"]
        return [f"没收{what}{money(int(sum_))}"] if sum_ else []

    def order(self, paper: str, verb: str = "责令") -> str:
        """责令改正: at once or within the days, with what exactly is to be done. ``paper``: 本决定书 …; ``verb``: 请."""
        order, you = self.case.rectification, self.voice.you
        when = f"自收到{paper}之日起{count(order.days)}日内" if order.days else "立即"
        actions = [stripped(a) for a in order.actions]
        what = "；".join(f"（{to_chinese(n)}）{a}" for n, a in enumerate(actions, 1)) if len(actions) > 1 else ""
        what = what or (actions[0] if actions else todo("改正的具体内容和期限"))
        return f"{verb}{you}{when}改正违法行为：{what}。"

    def materials(self) -> list[tuple[str, str]]:
        """What goes with a referral: as listed, else the evidence of the case and the documents issued."""
        given = [(name, str(n)) for name, n in self.procedure.handover.materials]
        if given:
            return given
        decided = [("行政处罚决定书", "1")] if self.procedure.document("decision").number else []
        return [("案件调查报告", "1"), *decided, *((e.name, str(e.copies)) for e in self.case.evidence)]

    def cause(self) -> str:
        """案由."""
        return f"涉嫌{self.finding.candidate.violation.called}案"

    def case_name(self) -> str:
        return f"{self.case.party.name or todo('当事人名称')}{self.cause()}"
