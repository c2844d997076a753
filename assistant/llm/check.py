"""``shuoli llm check``: in about a minute, whether an endpoint is fit, with which method, and for which of the four jobs.

Every task is invented for this purpose and has one right answer. The answers go through the same checks as in use.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal

from assistant.facts.model import CaseFacts
from assistant.knowledge.cues import Patterns
from assistant.knowledge.load import Knowledge
from assistant.law.library import StatuteLibrary
from assistant.law.model import Citation, Frozen, Period, Provision, Standing
from assistant.reasoning.model import Candidate, ElementFinding
from assistant.settings import Settings

from .answering import answer
from .connect import connector, is_public
from .desk import options_of
from .door import Door, Session
from .grounding import changes, inventions
from .log import Log
from .masking import Masker
from .model import Call, Phrased
from .ranking import first_choice
from .reading import read_facts
from .wire import Method, Wire

_SECONDS = 60.0
_A_METHOD = 12.0
"""Of the minute, the most that trying one method may take, so that the jobs get their turn."""
_METHODS: tuple[Method, ...] = ("json_schema", "function_calling", "json_mode")
_TEXT = (
    "检查组到场时，老板说锅炉房那个项目前前后后投资额大约320万元，早就开起来了。"
    "检查后第三天，他们自己把那台炉子拆掉，厂区恢复了原样，改正完成。"
)
_ACTS = ("permit.discharge-without-permit", "eia.build-without-approval")
_STORY = "查遍许可平台没有这家厂的证号，没有取得排污许可证，三条线却都开着，废水直接排进厂外的沟里。"
_LINE = "不符合《中华人民共和国行政处罚法》第三十三条第一款“违法行为轻微并及时改正”的条件：没有证据证明已经及时改正。"


class Result(Frozen):
    """One item of the check. ``fit`` None: not tried."""

    item: str
    fit: bool | None
    said: str
    seconds: float = 0.0


class Checked(Frozen):
    """The whole check. ``method`` is the first that worked; ``usable`` where at least one job can be left to the model."""

    results: tuple[Result, ...]
    method: Literal["json_schema", "function_calling", "json_mode"] | None = None

    @property
    def usable(self) -> bool:
        return self.method is not None and any(r.fit for r in self.results if r.item.startswith("任务"))


def check_endpoint(settings: Settings, library: StatuteLibrary, knowledge: Knowledge) -> Checked:
    """Tries the endpoint of the settings. Raises BadConfig where the settings themselves are wrong."""
    connect = connector(settings)
    results = [_address(settings)]
    until = time.monotonic() + _SECONDS
    method: Method | None = None
    order = dict.fromkeys([settings.llm_method, *_METHODS])
    for name in order:
        door = _door(connect, name, settings, min(until, time.monotonic() + _A_METHOD))
        results.append(_method(name, door, knowledge))
        if results[-1].fit and method is None:
            method = name
        if method:
            break
    if method is None:
        return Checked(results=tuple(results))
    jobs: dict[str, Callable[[Session], tuple[bool, str]]] = {
        "任务：读事实": lambda s: _reads(s, knowledge),
        "任务：排候选": lambda s: _ranks(s, knowledge),
        "任务：写理由": lambda s: _writes(s, library),
        "任务：答问题": lambda s: _answers(s, library),
    }
    for item, job in jobs.items():
        left = until - time.monotonic()
        results.append(_tried(item, job, _door(connect, method, settings, until)) if left > 1 else _untried(item))
    return Checked(results=tuple(results), method=method)


def _door(connect: Callable[[], Any], method: Method, settings: Settings, until: float) -> Door:
    left = max(until - time.monotonic(), 1.0)
    options = options_of(settings).__class__(
        **{
            **vars(options_of(settings)),
            "retries": 0,
            "timeout": min(settings.llm_timeout, left),
            "budget_seconds": left,
        }
    )
    wire = Wire(connect, method, settings.llm_stream, settings.llm_output_tokens, settings.llm_concurrency)
    return Door(wire, options, Log(settings.llm_log))


def _address(settings: Settings) -> Result:
    public = is_public(settings)
    said = {
        None: "地址解析不了，请核对。",
        True: "地址在公网：案情（遮盖后）会离开本单位网络，请确认允许。",
        False: "地址在本单位网络内。",
    }[public]
    return Result(item="地址", fit=None if public else public is False, said=said)


def _method(name: Method, door: Door, knowledge: Knowledge) -> Result:
    session = door.session(Masker(knowledge=knowledge))
    started = time.monotonic()
    read_facts(_TEXT, CaseFacts(text=_TEXT), [knowledge.vocabulary["total_investment"]], knowledge, session)
    good = session.answers > 0
    said = "能按要求的结构回答" if good else session.notices[0].split("，")[0]
    return Result(item=f"方式 {name}", fit=good, said=said, seconds=round(time.monotonic() - started, 1))


def _tried(item: str, job: Callable[[Session], tuple[bool, str]], door: Door) -> Result:
    session = door.session(Masker())
    started = time.monotonic()
    fit, said = job(session)
    said = said if session.answers else session.notices[0]
    return Result(item=item, fit=fit, said=said, seconds=round(time.monotonic() - started, 1))


def _untried(item: str) -> Result:
    return Result(item=item, fit=None, said="一分钟已到，没有来得及试")


def _reads(session: Session, knowledge: Knowledge) -> tuple[bool, str]:
    wanted = [knowledge.vocabulary[k] for k in ("total_investment", "corrected", "toxic", "complaint_verified")]
    reading = read_facts(_TEXT, CaseFacts(text=_TEXT), wanted, knowledge, session)
    got = {f.key: f.value for f in (*reading.used, *reading.asked)}
    right = got.get("total_investment") == 3_200_000 and got.get("corrected") is True
    extra = sorted(set(got) - {"total_investment", "corrected"})
    if right and not extra:
        return True, "两项都读到，没有多报"
    return False, f"应读到投资额和已改正两项，实际通过核对的有 {len(got)} 项" + (
        f"，多报 {'、'.join(extra)}" if extra else ""
    )


def _ranks(session: Session, knowledge: Knowledge) -> tuple[bool, str]:
    candidates = [
        Candidate(
            violation=v,
            confidence=0.2,
            elements=tuple(ElementFinding(element=e.id, text=e.text, status="unknown") for e in v.elements),  # type: ignore[arg-type]
        )
        for v in (knowledge.violations[i] for i in _ACTS)
    ]
    opinion = first_choice(_STORY, candidates, Patterns(knowledge.lexicon), session)
    if opinion is None:
        return False, "换了先后再问，没有坚持同一个回答"
    if opinion.id != _ACTS[0]:
        return False, "排在首位的不对"
    return (True, "排对了，引文核对无误") if opinion.quotes else (False, "排对了，引文没有通过核对")


def _writes(session: Session, library: StatuteLibrary) -> tuple[bool, str]:
    values = {"section": "不予处罚", "lines": f"1. {_LINE}", "facts": "", "provisions": ""}
    given = session.ask(Call("phrase_reasons", values, Phrased))
    sentences = [s.text for s in given.answer.sentences if s.line == 1] if given else []
    if not sentences:
        return False, "没有写出句子"
    wrong = [w for s in sentences for w in inventions(s, [_LINE], library.resolve_name)]
    wrong += changes(_LINE, sentences, library.resolve_name)
    return not wrong, "改写没有增减" if not wrong else f"没有通过核对：{'；'.join(wrong[:2])}"


def _answers(session: Session, library: StatuteLibrary) -> tuple[bool, str]:
    text = "没有按照要求设置标志牌的，由主管部门责令改正，处三千元以上一万元以下的罚款。"
    provision = Provision(
        citation=Citation(law="行政处罚法", article=1),
        cite="《示例条例》第九条",
        text=text,
        standing=Standing.GIST,
        in_force=Period(start=date(2020, 1, 1)),
    )
    said = answer("没有按要求设置标志牌，罚多少？", [provision], library.resolve_name, session)
    good = any("三千元以上一万元以下" in s.text for s in said)
    refused = answer("今年的梅雨季节从哪一天开始？", [provision], library.resolve_name, session)
    if good and not refused:
        return True, "答案有据，条款答不了的没有硬答"
    return False, "没有答出条款中的罚款幅度" if not good else "条款答不了的问题也作了回答"


def lines_of(checked: Checked) -> Iterator[str]:
    """The check for people."""
    for r in checked.results:
        mark = {True: "可以", False: "不行", None: "——"}[r.fit]
        yield f"{mark}  {r.item}：{r.said}" + (f"（{r.seconds} 秒）" if r.seconds else "")
    if checked.method is None:
        yield "结论：不能使用。没有一种结构化方式能用；不接模型时程序照常工作。"
    elif not checked.usable:
        yield f"结论：连接正常（方式 {checked.method}），四项任务都没有做对；接上也不会有帮助。"
    else:
        fit = "、".join(r.item.removeprefix("任务：") for r in checked.results if r.fit and r.item.startswith("任务"))
        yield f"结论：可以使用，适合{fit}；设置 SHUOLI_LLM_METHOD={checked.method}。再用 shuoli eval llm 评测。"
