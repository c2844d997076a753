"""What a template may use: plain values and sentences, made from an Assessment for one kind of document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assistant.facts.model import Case, CaseFacts, Party
from assistant.knowledge.load import default_knowledge
from assistant.law.numerals import to_chinese
from assistant.reasoning.daily import DailyFine, daily_fine
from assistant.reasoning.model import Assessment, Finding, ProcedurePlan
from assistant.reasoning.procedure import plan

from . import reasons, steps
from .bases import cited
from .blocks import Raw
from .branches import branches
from .kinds import DocumentKind, document_kind
from .referral import referrals
from .weighing import weigh
from .words import Voice, count, day, money, stripped, todo, voice_of

_NUMBERS = "一二三四五六七八九十"
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_KINDS = {"单位": "legal", "个体工商户": "soho_named", "个人": "natural"}
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
        self.left_out: tuple[str, ...] = ()
        self._as_it_stood()
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

    def _as_it_stood(self) -> None:
        """The case on the day of the document: what came into the file later is not yet there."""
        on = self.issued.dated
        if on is None:
            return
        text, self.left_out = until(self.case.text, on)
        evidence = tuple(e for e in self.case.evidence if e.obtained_on is None or e.obtained_on <= on)
        order = self.case.rectification
        if order.done_on and order.done_on > on:
            order = order.model_copy(update={"done_on": None, "checked": "", "checked_on": None})
        if order.checked_on and order.checked_on > on:
            order = order.model_copy(update={"checked": "", "checked_on": None})
        if self.procedure.filed_on and self.procedure.filed_on > on:
            self.procedure = self.procedure.model_copy(update={"filed_on": None})
        held = self.procedure.hearing.held_on if self.procedure.hearing else None
        if held and held > on:
            later = {"hearing": None, "requested_hearing": None, "made_statement": None, "defences": ()}
            self.procedure = self.procedure.model_copy(update=later)
        known = {"text": text, "evidence": evidence, "rectification": order, "procedure": self.procedure}
        if self.case.act and self.case.act[1] > on:
            known["act"] = (self.case.act[0], on)
        self.case = self.case.model_copy(update=known)
        told = tuple(f for f in self.facts.facts if not f.quote or not f.span or f.quote in text)
        self.facts = self.facts.model_copy(update={"facts": told})

    def _daily(self) -> DailyFine | None:
        ordered = self.procedure.document("rectification").served_on
        if not ordered or not self.fine:
            return None
        return daily_fine(self.fine, ordered, self.procedure.rechecks)

    def _plan(self) -> ProcedurePlan:
        """The procedure for the sum of this document, where it is not the suggested one."""
        sum_ = self.daily.amount if self.daily else self.fine
        if sum_ == self.finding.fine.suggested:
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

    def basis(self, id: str, on: date | None = None) -> str:
        """A general legal basis in force on the document's day (or on ``on``)."""
        if id not in self.kind.bases:
            raise KeyError(f"{self.kind.id} does not declare the basis {id}")
        return cited(id, on or self.law_day)

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
        items += [stripped(p) for p in self.procedure.other_penalties]
        return items or [todo("处罚种类和数额")]

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
        return [("案件调查报告", "1"), *((e.name, str(e.copies)) for e in self.case.evidence)]

    def cause(self) -> str:
        """案由."""
        return f"涉嫌{self.finding.candidate.violation.name}案"

    def case_name(self) -> str:
        return f"{self.case.party.name or todo('当事人名称')}{self.cause()}"


def known_party(party: Party, facts: CaseFacts) -> Party:
    """The party as given; what is not given, as far as the text names it. A party of which nothing is given has the kind
    the text says."""
    kind = _KINDS.get(str(facts.get("party_kind")), party.kind) if party == Party() else party.kind
    read = {
        key: facts.get(fact)
        for key, fact in (("name", "party_name"), ("uscc", "uscc"), ("representative", "representative"))
    }
    found = {key: str(value) for key, value in read.items() if value and not getattr(party, key)}
    return party.model_copy(update={"kind": kind, **found})


def until(text: str, on: date) -> tuple[str, tuple[str, ...]]:
    """The text as far as it speaks of days up to ``on``, and what was left out.

    Each paragraph is cut before the first sentence that names a later day, for what follows it tells of that day.
    """
    kept, left = [], []
    for paragraph in text.split("\n"):
        sentences = re.findall(r"[^。]*。|[^。]+$", paragraph)
        first = next((n for n, s in enumerate(sentences) if _names_later(s, on)), len(sentences))
        kept.append("".join(sentences[:first]))
        left += ["".join(sentences[first:])] if first < len(sentences) else []
    return "\n".join(kept), tuple(left)


def _names_later(sentence: str, on: date) -> bool:
    return any((int(y), int(m), int(d)) > (on.year, on.month, on.day) for y, m, d in _DAY.findall(sentence))


def context(sheet: Sheet) -> Mapping[str, Any]:
    """Everything a template sees."""
    case, finding, facts, voice = sheet.case, sheet.finding, sheet.facts, sheet.voice
    view, result = finding.basis.chosen, finding.fine
    you = voice.you
    weighing = weigh(finding, case, sheet.fine, voice)
    helpers: dict[str, Callable[..., Any]] = {
        name: getattr(sheet, name)
        for name in (
            "section",
            "has",
            "basis",
            "reference",
            "served",
            "opinion",
            "signed",
            "boxes",
            "officers",
            "order",
        )
    }
    return {
        **helpers,
        "kind": sheet.kind,
        "case": case,
        "procedure": case.procedure,
        "agency": case.agency.name or todo("机关名称"),
        "number": sheet.number(),
        "party": sheet.party(),
        "you": you,
        "we": voice.we,
        "party_name": case.party.name or todo("当事人名称"),
        "document_day": day(sheet.day) if sheet.day else todo("文书日期"),
        "violation": finding.candidate.violation.name,
        "cause": sheet.cause(),
        "case_name": sheet.case_name(),
        "period": reasons.period(case, facts),
        "narrative": reasons.narrative(case),
        "found": reasons.found(finding, case, facts, voice, sheet.kind.id != "rectification"),
        "six": reasons.circumstances(finding, case, facts, you),
        "correction": reasons.correction(case, facts),
        "evidence": reasons.evidence_lines(case.evidence, case.agency.name),
        "elements": reasons.elements(finding, case),
        "duty": [reasons.quote(p) for p in view.duty] if view else [],
        "duty_cites": reasons.cites(view.duty if view else (), "违反的义务条款"),
        "penalty": [reasons.quote(p) for p in view.penalty] if view else [todo("处罚条款及其内容")],
        "penalty_cites": reasons.cites(view.penalty if view else (), "处罚条款"),
        "law_in_time": reasons.law_in_time(
            finding.basis, sheet.kind.fine == "imposed" or sheet.kind.id == "no-penalty"
        ),
        "weighing": weighing,
        "fine": sheet.fine,
        "fine_text": money(sheet.fine),
        "penalties": sheet.penalties(),
        "exemption_outcome": finding.exemption.outcome,
        "considered": reasons.exemption_considered(finding.exemption, case, facts, you),
        "grounds": reasons.met_grounds(finding.exemption, case) or [todo("不予处罚的法定理由和逐项条件")],
        "ground_cites": reasons.ground_cites(finding.exemption),
        "answers": reasons.answers(case.procedure.defences, you),
        "referrals": referrals(finding, case, facts),
        "plan": sheet.plan,
        "result": result,
        "daily": sheet.daily,
        "materials": sheet.materials(),
        "doubts": doubts(finding, sheet.assessment),
        "facts": facts,
    } | _steps(sheet)


def _steps(sheet: Sheet) -> dict[str, Any]:
    """What the forms of the procedure need beside the reasons."""
    case, finding, p = sheet.case, sheet.finding, sheet.procedure
    agency = case.agency.name or todo("机关名称")
    crime = [f"{r.text}（{r.cite}），涉嫌{r.crime}" for r in referrals(finding, case, sheet.facts)["crime"]]
    checks = [r for r in p.rechecks if r.still or r.obstructed]
    return {
        "conditions": steps.filing_conditions(finding, case, sheet.facts, agency),
        "review_rows": steps.review_rows(finding, case, sheet.plan, agency, crime, money(sheet.fine)),
        "attending": steps.attendance(p, "参加"),
        "present": steps.attendance(p, "列席"),
        "paid": steps.paid(p),
        "owed": steps.owed(sheet.fine, p),
        "surcharge": steps.surcharge_until(sheet.fine, p, sheet.issued.dated),
        "refusal": steps.refusal(finding),
        "first_evidence": reasons.evidence_lines(_before_recheck(case), case.agency.name),
        "evidence_of": lambda evidence: reasons.evidence_lines(evidence, case.agency.name),
        "obstructed_only": bool(checks) and not any(r.still for r in checks),
    }


def _before_recheck(case: Case) -> tuple[Evidence, ...]:
    """The evidence of the first inspection: what was obtained before the first recheck."""
    first = min((r.day for r in case.procedure.rechecks), default=None)
    return tuple(e for e in case.evidence if not (first and e.obtained_on and e.obtained_on >= first))


def doubts(finding: Finding, assessment: Assessment) -> list[str]:
    """What an internal reviewer should look at: warnings, unsettled law, elements without proof, open questions."""
    found = [w for w in assessment.procedure.warnings if not w.startswith("涉嫌环境犯罪")]
    if finding.basis.unsettled:
        found.append(finding.basis.why)
    found += [f"构成要件“{e.text}”没有证据" for e in finding.candidate.elements if not e.quotes]
    found += [q.ask for q in assessment.questions if "violation" in q.matters_for or "basis" in q.matters_for]
    return list(dict.fromkeys(stripped(f) for f in found))
