"""The amounts of a document: which are imposed, which stand in the law or the case, and how each is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assistant.law.library import Verdict
from assistant.law.model import Citation
from assistant.law.money import Amount, amounts_in
from assistant.law.numerals import to_int

from .arithmetic import equations
from .catalogue import Range, index, ranges
from .context import Context, once
from .grounds import deciding
from .held import held
from .judging import Outcome

_BEFORE = re.compile(
    r"(?:罚款|处以|并处|罚金|罚没款?)(?:金额|数额|总额)?(?:为|计|共计|合计)?[：:]?\s*(?:人民币)?\s*(?:[（(]?大写[）)]?[：:]?)?[（(]?\s*(?:人民币)?[：:]?\s*$"
)
_IMPOSING = re.compile(r"(?:决定|拟|建议)[^。；]{0,30}处以?(?:人民币)?[￥¥]?\s*$")
_OF_FINE = re.compile(r"(?:整)?\s*(?:[（(][^（）()]{1,30}[)）])?\s*的?(?:行政)?(?:罚款|处罚款)")
_DECIDES = re.compile(
    r"作出(?:如下|以下)?[^。]{0,14}处罚|决定[^。]{0,60}罚款|拟[^。]{0,60}罚款|建议[^。]{0,40}罚款|处(?:以)?罚款|罚款[^。]{0,4}(?:人民币)?"
)
_ANNOUNCED = re.compile(r"告知[^。]{0,60}(?:拟|罚款)|拟(?:对|处|作出)[^。]{0,60}罚款")
_DAYS = re.compile(r"(?:连续处罚|计罚|共|计)[^。]{0,8}?(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})\s*[日天]")
_PAST = re.compile(r"曾|此前|过去|上次|前次|原处罚|原决定|历次|往年|加处罚款")
_PERSON = re.compile("责任人员|主管人员|责任人|实际控制人")
_TOTAL = re.compile("合计|共计|总计")
_GAP = re.compile(r"[（(\s：:，,即￥¥人民币整大小写]*")
_NUMBER_OF_RANGE = re.compile(
    r"(?P<low>[\d.零一二两三四五六七八九十百千万亿]+元?)以上(?P<high>[\d.零一二两三四五六七八九十百千万亿]+元)以下"
)


class Imposed(NamedTuple):
    """A fine the document imposes or proposes. ``announced``: told as proposed before (告知书拟罚款)."""

    yuan: int
    span: tuple[int, int]
    announced: bool


class JudgedAmount(NamedTuple):
    """One amount with its outcome and why."""

    amount: Amount
    outcome: Outcome
    why: str


@once
def imposed_all(context: Context) -> tuple[Imposed, ...]:
    """Amounts written right after 罚款 in a sentence that decides or announces, outside quoted law."""
    found = []
    for amount in context.amounts:
        start, end = amount.span
        if (
            amount.yuan is None
            or context.in_quotes(start)
            or (context.text[end : end + 2] in ("以上", "以下") or context.text[end : end + 1] in ("×", "*"))
        ):
            continue
        before = context.text[max(0, start - 26) : start]
        fined = _BEFORE.search(before) or _fined_after(context, amount)
        from_here = context.text.rfind("。", 0, start) + 1
        sentence = context.text[from_here:end]
        if _PERSON.search(sentence[-40:]):
            continue
        if fined and (_DECIDES.search(sentence) or _fined_after(context, amount)) and not _PAST.search(sentence[-40:]):
            announced = bool(_ANNOUNCED.search(sentence)) and not re.search(r"决定对|作出如下", sentence)
            found.append(Imposed(int(amount.yuan), amount.span, announced))
    return tuple(found)


def _fined_after(context: Context, amount: Amount) -> bool:
    """决定处20万元（大写：贰拾万元整）的罚款: the sum stands before the word."""
    start, end = amount.span
    return bool(_IMPOSING.search(context.text[max(0, start - 40) : start]) and _OF_FINE.match(context.text, end))


@once
def imposed(context: Context) -> tuple[Imposed, ...]:
    """The fines this document itself decides on or proposes; in a decision, not those announced before it."""
    count = daily(context)
    every = tuple(f for f in imposed_all(context) if count is None or f.yuan != count[2].yuan)
    every = _without_total(context, every)
    proposal = context.kind is None or context.kind.id != "decision"
    own = tuple(f for f in every if not f.announced)
    return every if proposal and not own else own or every


def _without_total(context: Context, fines: tuple[Imposed, ...]) -> tuple[Imposed, ...]:
    """Without 合计: the sum of several fines is no fine of its own."""
    totals = {f.yuan for f in fines if _TOTAL.search(context.text[max(0, f.span[0] - 20) : f.span[0]])}
    parts = tuple(f for f in fines if f.yuan not in totals)
    return parts if parts else fines


@once
def daily(context: Context) -> tuple[int, int, Imposed] | None:
    """按日连续处罚: the original fine, the days counted, and the total imposed; None where one of them is not told."""
    fines = []
    for amount in context.amounts:
        before = context.text[max(0, amount.span[0] - 26) : amount.span[0]]
        if (
            isinstance(amount.yuan, int)
            and _BEFORE.search(before)
            and context.text[amount.span[1] : amount.span[1] + 1] != "×"
        ):
            fines.append(Imposed(amount.yuan, amount.span, False))
    totals = [f for f in fines if "连续处罚" in context.text[max(0, f.span[0] - 40) : f.span[0]]]
    originals = [f for f in fines if totals and f.span[0] < totals[0].span[0]]
    if not totals or not originals:
        return None
    days = _DAYS.search(context.text, max(0, totals[0].span[0] - 60), totals[0].span[0])
    return (originals[0].yuan, _count(days["n"]), totals[0]) if days else None


def _count(text: str) -> int:
    return int(text) if text.isdigit() else to_int(text)


@once
def pairs(context: Context) -> tuple[tuple[Amount, Amount], ...]:
    """Amounts written twice side by side, in capitals and in digits."""
    found = []
    for first, second in pairwise(context.amounts):
        gap = context.text[first.span[1] : second.span[0]]
        if {first.kind, second.kind} == {"capital", "plain"} and _GAP.fullmatch(gap):
            found.append((first, second))
    return tuple(found)


@once
def statutory_ranges(context: Context) -> frozenset[Range]:
    """Fines in yuan the law allows: as assessed where the case is known, else of every penalty provision cited."""
    views = [f.basis.chosen for f in context.findings if f.basis.chosen]
    if views and context.finding and context.finding.basis.chosen:
        steps = [s for v in views for s in v.heavier_steps if s.step and s.step in context.unquoted]
        fines = [*(v.fine for v in views), *steps]
        return frozenset((f.min, f.max) for f in fines if f.max is not None)
    catalogue = index(context.knowledge, context.library)
    cited = tuple(c for _, c in deciding(context) or context.resolved)
    found: set[Range] = set()
    for citation in cited:
        found |= ranges(citation, context.unquoted, catalogue, context.data["field_words"]) or set(
            _ranges_in_text(context, citation)
        )
    return frozenset(found)


def _ranges_in_text(context: Context, citation: Citation) -> Iterator[Range]:
    """Ranges written in the cited provision itself, where the catalogue does not know it; those of persons left out."""
    if not context.library.exists(citation):
        return
    text = context.library.provision(citation).text
    for match in _NUMBER_OF_RANGE.finditer(text):
        clause = text[max(0, match.start() - 30) : match.start()]
        low = next((a.yuan for a in amounts_in(match["low"].rstrip("元") + "元")), None)
        high = next((a.yuan for a in amounts_in(match["high"])), None)
        if isinstance(low, int) and isinstance(high, int) and "责任人员" not in clause and "主管人员" not in clause:
            yield low, high


@once
def legal_amounts(context: Context) -> frozenset[int | Decimal]:
    """Amounts that stand in a cited provision."""
    found: set[int | Decimal] = set()
    for _, citation in context.resolved:
        if context.library.verdict(citation) is Verdict.STANDS:
            text = context.library.provision(citation).text
            found |= {a.yuan for a in amounts_in(text) if a.yuan is not None}
    return frozenset(found)


@once
def judged_amounts(context: Context) -> tuple[JudgedAmount, ...]:
    """Every amount of the document, judged."""
    case = held(context)
    known, legal = case.sums if case else None, legal_amounts(context)
    unlike = {a.span for pair in pairs(context) if pair[0].yuan != pair[1].yuan for a in pair}
    alike = {a.span for pair in pairs(context) if pair[0].yuan == pair[1].yuan for a in pair}
    fines = {f.span: f.yuan for f in imposed(context)}
    fines |= {b.span: fines[a.span] for a, b in pairs(context) if a.span in fines and a.yuan == b.yuan}
    computed = _computed(context)
    if (count := daily(context)) and count[0] * count[1] == count[2].yuan:
        computed |= {Decimal(count[2].yuan)}
    return tuple(_judge(a, known, legal, unlike, alike, fines, computed, context) for a in context.amounts)


def _judge(
    amount: Amount,
    known: frozenset[int | Decimal] | None,
    legal: frozenset[int | Decimal],
    unlike: set[tuple[int, int]],
    alike: set[tuple[int, int]],
    fines: dict[tuple[int, int], int],
    computed: frozenset[Decimal],
    context: Context,
) -> JudgedAmount:
    if amount.yuan is None:
        return JudgedAmount(amount, "unresolved", "像金额但读不出数额")
    if amount.span in unlike:
        return JudgedAmount(amount, "failed", "大写与数字不一致")
    allowed = statutory_ranges(context)
    if amount.span in fines and allowed and not any((low or 0) <= amount.yuan <= high for low, high in allowed):
        return JudgedAmount(amount, "failed", "不在法定幅度内")
    if amount.yuan in legal:
        return JudgedAmount(amount, "verified", "所引条款中的数额")
    if known is not None:
        if amount.yuan in known or amount.yuan in computed or amount.span in fines:
            return JudgedAmount(amount, "verified", "案卷或者裁量计算中的数额")
        return JudgedAmount(amount, "failed", "案卷、法条和裁量计算中都没有这个数额")
    if amount.span in fines and allowed:
        return JudgedAmount(amount, "verified", "在法定幅度内的罚款")
    if amount.span in alike:
        return JudgedAmount(amount, "verified", "大写与数字相互印证")
    if amount.yuan in computed:
        return JudgedAmount(amount, "verified", "文书所列算式的结果")
    return JudgedAmount(amount, "unresolved", "没有案件材料可以核对")


def _computed(context: Context) -> frozenset[Decimal]:
    """Results of the sums in the document that come out right."""
    return frozenset(e.stated for e in equations(context.text) if e.money and e.right)
