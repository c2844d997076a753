"""Which law governs an act: a view of every regime in force on the days that count, and the choice among them.

What the days are and which law is the lighter is ``transition``; how one regime is applied to the facts is ``regimes``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from assistant.errors import LawNotFound
from assistant.facts.model import Case, CaseFacts, Question
from assistant.knowledge.model import FactKey, Violation
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation

from .model import LegalBasis, RegimeView
from .regimes import Applied, applied, rank_of_kinds
from .transition import CODE, LIGHTER_LAW, Comparison, Timeline, compare, timeline, transition_day, zh

HIGHER_FINE = {"code": Citation(law=CODE, article=1055), "former": Citation(law="行政处罚法", article=29)}
"""One act, several rules: the rule with the higher fine (择一从高)."""


def legal_basis(
    violation: Violation,
    case: Case,
    facts: CaseFacts,
    library: StatuteLibrary,
    vocabulary: Mapping[str, FactKey] | None = None,
) -> LegalBasis:
    """The law that governs this act by this party, with what it was compared with and why.

    Act ended and decided before the Code: the law of the act. Ended before, decided after: the same, unless the Code
    is lighter (Code 1057, 行政处罚法 37). Begun after, or continuing across: the Code. Among rules of the same
    time the one with the higher fine (Code 1055, 行政处罚法 29). ``vocabulary`` words the questions.
    """
    time = timeline(violation, case, facts, transition_day(library))
    chooser = _Chooser(violation, facts, library, time)
    choice = chooser.decide()
    notes = (*time.assumed, *choice.why, chooser.unmentioned())
    asked = dict.fromkeys((*time.needs, *choice.needs, *chooser.asked()))
    return LegalBasis(
        chosen=choice.chosen,
        compared=choice.compared,
        why="".join(f"{part}。" for part in notes if part),
        questions=tuple(_question(key, vocabulary or {}) for key in asked if facts.get(key) is None),
        unsettled=choice.unsettled or any(a.view.unsettled and a.likely for views in chooser.sides for a in views),
    )


def _question(key: str, vocabulary: Mapping[str, FactKey]) -> Question:
    ask = vocabulary[key].ask if key in vocabulary else f"请补充“{key}”"
    return Question(key=key, ask=ask, matters_for=("basis",))


class _Choice(NamedTuple):
    """The chosen view, the views shown beside it, the reasons (sentences), and the fact keys that are missing."""

    chosen: RegimeView | None
    compared: tuple[RegimeView, ...]
    why: tuple[str, ...]
    needs: tuple[str, ...] = ()
    unsettled: bool = False


class _Chooser:
    """The choice for one violation; keeps what was looked at, so that everything can be shown."""

    def __init__(self, violation: Violation, facts: CaseFacts, library: StatuteLibrary, time: Timeline) -> None:
        self.violation, self.facts, self.library, self.time = violation, facts, library, time
        self.sides: list[list[Applied]] = []

    def decide(self) -> _Choice:
        time, code = self.time, f"《{CODE}》"
        day = zh(time.transition)
        if time.phase == "former":
            days = f"行为终了于{zh(time.end)}，拟于{zh(time.decide)}决定"
            reason = f"{days}，都在{code}施行（{day}）以前，适用行为时的法律"
            return self._single(reason)
        if time.phase == "code":
            if time.start < time.transition:
                reason = f"行为自{zh(time.start)}持续到{code}施行（{day}）以后，适用{code}施行后的法律"
            else:
                reason = f"行为发生在{code}施行（{day}）以后，适用施行后的法律"
            return self._single(reason)
        return self._both(day)

    def asked(self) -> list[str]:
        """Keys missing for the fines of rules that apply, and for whether they do, where no rule applies as it stands."""
        found: list[str] = []
        for views in self.sides:
            likely = [a for a in views if a.likely]
            found += [key for a in likely or views for key in (*(() if likely else a.open), *a.needs)]
        return found

    def unmentioned(self) -> str:
        """What was taken not to be so because the file does not mention it."""
        sides = [views for views in self.sides if any(a.likely for a in views)]
        applied = {a.view.statute for views in sides for a in views if a.likely}
        unlikely = (a.view.statute for views in sides for a in views if not a.likely)
        names = dict.fromkeys(f"《{name}》" for name in unlikely if name not in applied)
        return f"材料没有提到适用{'、'.join(names)}的特殊情形，按不存在处理" if names else ""

    def _single(self, reason: str) -> _Choice:
        views = self._on(self.time.end)
        best, notes = self._best(views)
        if best is None:
            return self._nothing((), reason)
        others = tuple(v.view for v in views if v is not best)
        last = () if best.view.punishable else (best.view.why,)
        return _Choice(best.view, (*others, *self._counterpart(best)), (reason, *notes, *last), best.view.fine.needs)

    def _counterpart(self, best: Applied) -> tuple[RegimeView, ...]:
        """The rule on the other side of the transition, shown beside the one that governs; it decides nothing here."""
        later = self.time.phase == "former"
        day = self.time.transition if later else self.time.transition - timedelta(days=1)
        side: Literal["code", "former"] = "code" if later else "former"
        seen = (applied(r, side, day, self.facts.get, self.library) for r in self.violation.regimes)
        other, _ = self._best([a for a in seen if a is not None and a.likely])
        if other is None or _same_rule(best, other):
            return ()
        why = f"{zh(self.time.transition)}{'起施行的规定' if later else '以前的规定'}，仅供对照，本案不适用"
        return (other.view.model_copy(update={"why": why}),)

    def _both(self, day: str) -> _Choice:
        time = self.time
        old_views, new_views = self._on(time.end), self._on(time.decide)
        old, old_notes = self._best(old_views)
        new, new_notes = self._best(new_views)
        reason = (
            f"行为终了于{zh(time.end)}，在《{CODE}》施行（{day}）以前，拟于{zh(time.decide)}决定，在施行以后，"
            f"依照{self._cites(LIGHTER_LAW)}从旧兼从轻"
        )
        rest = tuple(a.view for a in (*old_views, *new_views) if a not in (old, new))
        if old is None:
            shown = tuple(a.view.model_copy(update={"lighter": False}) for a in (new,) if a)
            return self._nothing((*shown, *rest), reason)
        if new is None:
            return self._only_former(old, rest, (reason, *old_notes))
        if _same_rule(old, new):
            said = "所依据的规定在法典施行前后没有变化，仍然适用"
            return _Choice(old.view, rest, (reason, *old_notes, said), old.view.fine.needs)
        result = _compared(old, new)
        chosen, shown = _marked(old.view, new.view, result)
        why = (reason, *old_notes, *new_notes, *_verdict(result, old, new))
        return _Choice(chosen, (*shown, *rest), why, result.needs)

    def _nothing(self, shown: tuple[RegimeView, ...], reason: str) -> _Choice:
        """No rule at the time of the act: certain where the catalogue says that the rule is new or was dropped."""
        said = "行为时没有处罚该行为的规定，后来的规定不溯及既往，不得处罚"
        if any(r.relation in ("new", "dropped") for r in self.violation.regimes):
            return _Choice(None, shown, (reason, said))
        doubt = f"目录没有列出行为时处罚该行为的规定，请法制审核核对有无其他规定；确实没有的，{said}"
        return _Choice(None, shown, (reason, doubt), unsettled=True)

    def _only_former(self, old: Applied, rest: tuple[RegimeView, ...], why: tuple[str, ...]) -> _Choice:
        """The Code side has no rule: dropped (no longer punished), or a gap of the catalogue for a reviewer to see."""
        if old.view.relation == "dropped":
            note = old.regime.note or "法典施行后没有处罚该行为的规定"
            said = f"{note.rstrip('。')}；新的规定不再处罚，较轻，不予处罚"
            heavier = old.view.model_copy(update={"lighter": False})
            return _Choice(None, (heavier, *rest), (*why, said))
        doubt = "目录没有写明法典施行后的对应规定，暂按行为时的法律，请法制审核核对法典是否仍然处罚、是否较轻"
        return _Choice(old.view, rest, (*why, doubt), old.view.fine.needs, unsettled=True)

    def _on(self, day: date) -> list[Applied]:
        """Every regime in force on the day whose conditions are met or may be met."""
        side: Literal["code", "former"] = "code" if day >= self.time.transition else "former"
        seen = (applied(r, side, day, self.facts.get, self.library) for r in self.violation.regimes)
        views = [a for a in seen if a is not None]
        self.sides.append(views)
        return views

    def _best(self, views: Sequence[Applied]) -> tuple[Applied | None, list[str]]:
        """Among rules of one time: likely, certain, settled ones first, and of equals the one with the higher fine."""
        if not views:
            return None, []
        ordered = sorted(views, key=_class)
        peers = [a for a in ordered if _class(a) == _class(ordered[0])]
        doubtful = [a for a in views if a.view.unsettled and a.likely]
        notes = [f"《{a.view.statute}》的规定存疑：{a.regime.doubt.rstrip('。')}" for a in doubtful]
        if len(peers) == 1:
            return peers[0], notes
        if not peers[0].likely:
            names = "、".join(dict.fromkeys(f"《{a.view.statute}》" for a in peers))
            notes.append(f"适用{names}中的哪一部，取决于尚不清楚的事实，暂列第一项")
            return peers[0], notes
        unknown = [a for a in peers if a.view.fine.max is None and a.view.fine.needs]
        if unknown:
            names = "、".join(f"《{a.view.statute}》" for a in peers)
            notes.append(f"{names}都处罚该行为，缺少计算罚款的事实，暂列第一项")
            return peers[0], notes
        best = max(peers, key=_amounts)  # the first of equals
        second = max((a for a in peers if a is not best), key=_amounts)
        if _amounts(second) == _amounts(best):
            notes.append(f"《{best.view.statute}》与《{second.view.statute}》罚款幅度相同，列前者")
        else:
            cite = self._cites((HIGHER_FINE[best.view.regime],))
            notes.append(
                f"同一行为也违反《{second.view.statute}》（{second.view.fine.text}），"
                f"依照{cite}按罚款数额高的《{best.view.statute}》（{best.view.fine.text}）处罚"
            )
        return best, notes

    def _cites(self, citations: Sequence[Citation]) -> str:
        found = []
        for citation in citations:
            try:
                found.append(self.library.provision(citation, self.time.decide).cite)
            except LawNotFound:
                continue  # the Code's own article is not cited for a day on which it was not in force
        return "、".join(found)


def _class(a: Applied) -> tuple[bool, bool, bool, bool]:
    return not a.likely, not a.certain, a.view.unsettled, not a.view.punishable


def _amounts(a: Applied) -> tuple[int, int]:
    return a.view.fine.max or 0, a.view.fine.min or 0


def _compared(old: Applied, new: Applied) -> Comparison:
    """The comparison; where an unknown fact decides among variants, it stands if it is the same under each of them."""
    kinds = (rank_of_kinds(old.view), rank_of_kinds(new.view))
    whole = compare(old.view, new.view, kinds)
    if whole.lighter is not None or not (old.options or new.options):
        return whole
    each = [
        compare(old.view.model_copy(update={"fine": a}), new.view.model_copy(update={"fine": b}), kinds)
        for a in old.options or (old.view.fine,)
        for b in new.options or (new.view.fine,)
    ]
    if len({c.lighter for c in each}) > 1 or each[0].lighter is None:
        return whole
    return Comparison(lighter=each[0].lighter, why=f"无论属于哪一种情形，结论相同：{'；'.join(c.why for c in each)}")


def _same_rule(old: Applied, new: Applied) -> bool:
    return old.regime == new.regime and [p.text for p in old.view.penalty] == [p.text for p in new.view.penalty]


def _marked(old: RegimeView, new: RegimeView, result: Comparison) -> tuple[RegimeView, tuple[RegimeView, ...]]:
    """The chosen view and both, marked which is the lighter; provisional (the former) where it cannot be told."""
    light = {"former": (True, False), "code": (False, True), "same": (False, False)}
    marks = light[result.lighter] if result.lighter else (None, None)
    old, new = (v.model_copy(update={"lighter": m}) for v, m in zip((old, new), marks, strict=True))
    return (new if result.lighter == "code" else old), (old, new)


def _verdict(result: Comparison, old: Applied, new: Applied) -> list[str]:
    if result.lighter is None:
        return [result.why, "两者并列显示，暂按行为时的法律，补充事实后重新比较"]
    name, law = ("法典施行后的规定", new) if result.lighter == "code" else ("行为时的法律", old)
    uncertain = [] if law.likely else ["适用条件中有尚不清楚的事实，结论待核实"]
    return [result.why, f"适用{name}（《{law.view.statute}》）", *uncertain]
