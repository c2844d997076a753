"""Questions about a law as a whole: its parts and how many, its articles, since when and until when it holds."""

from __future__ import annotations

import re
from datetime import date

from assistant.law.citation import official
from assistant.law.model import Article, Citation, Provision, Statute
from assistant.law.numerals import to_chinese, to_int
from assistant.pipeline import House

from .crosswalk import repeal_of
from .model import Sentence, quote

_LEVELS = ("编", "分编", "章", "节")
_N = r"[零一二三四五六七八九十百\d]+"
_PART = re.compile(rf"第({_N})(分编|编|章|节)")
_HOW_MANY = re.compile(r"(?:几|多少|哪几|哪些|哪)个?(分编|编|章|节)|分(?:为|成)?(?:几|多少|哪)")
_ARTICLES = re.compile(r"(?:多少|几|一共|共|总共)[有几多少]{0,4}条|条数|多少个条文")
_WHERE = re.compile(
    r"在(?:第)?(?:哪|几|第几)(?:一)?(?:编|分编|章|节|部分|几条|些条)|(?:哪|第几)(?:一)?(?:编|分编|章)|从哪一?条|哪一?条开始|(?:哪几|哪些)条"
)
_CONTENTS = re.compile(
    r"结构|框架|目录|体例|组成|哪几部分|几部分|哪些部分|主要内容|讲(?:了)?什么|讲的是什么|是什么|规定了什么|包括哪些内容|有哪些内容"
)
_DAYS = re.compile(
    r"施行|生效|实施(?:日|时|的时间|了吗)|什么时候(?:开始)?实施|废止|失效|还有效|有效吗|有没有效|还能用|还适用|取消了|作废|何时起|现行|时间效力"
)
_WHO = re.compile(r"谁(?:制定|发布|通过)|制定机关|发布机关|哪个机关")
_REPEALED = re.compile(
    r"(?:废止|取代|代替|替代)了?(?:哪些|哪几|几|多少|什么)|(?:哪些|哪几|几|多少)(?:部|件)?法.{0,8}(?:废止|取代|失效)"
)


def about_law(law: str, question: str, on: date | None, house: House) -> list[Sentence]:
    """The sentences on a law as a whole; empty where the question is not of this kind."""
    statute = house.library.statute(law, on)
    if _REPEALED.search(question):
        return _repeals(statute, house)
    if _DAYS.search(question) and not _PART.search(question):
        return _in_force(statute, house)
    parts = _named_parts(question)
    if parts:
        return _part(statute, parts, house)
    if _WHERE.search(question):
        return _where(statute, question, house)
    if _HOW_MANY.search(question) or _CONTENTS.search(question) or _ARTICLES.search(question):
        return _outline(statute, question, house)
    return []


def asks_structure(question: str) -> bool:
    """Whether a question that names no law asks for a part of one (第二编讲什么), or in which part something stands."""
    part = _PART.search(question) and (_CONTENTS.search(question) or _HOW_MANY.search(question))
    return bool(part or _WHERE.search(question)) or "本法" in question


def _repeals(statute: Statute, house: House) -> list[Sentence]:
    """Which laws this one repealed: its article that says so."""
    found = [a for a in statute.articles if re.search(r"同时废止|予以废止", a.text)]
    return [quote(_provision(statute, found[-1], house))] if found else []


def _in_force(statute: Statute, house: House) -> list[Sentence]:
    start, end = statute.in_force.start, statute.in_force.end
    saying = next(
        (a for a in reversed(statute.articles) if "施行" in a.text and len(a.text) < 600), statute.articles[-1]
    )
    source = _provision(statute, saying, house)
    today = date.today()
    said = []
    if end and end <= today:
        said += repeal_of(statute.name, house) or [
            Sentence(text=f"《{statute.title}》自{_day(end)}起不再有效。", cites=(source,))
        ]
        if start:
            said.append(Sentence(text=f"其最后的文本自{_day(start)}起施行。", cites=(source,)))
    elif start:
        state = "现行有效" if start <= today else "尚未施行"
        said.append(Sentence(text=f"《{statute.title}》现有文本自{_day(start)}起施行，{state}。", cites=(source,)))
    return [*said, quote(source)]


def _outline(statute: Statute, question: str, house: House) -> list[Sentence]:
    """How many parts and articles, then the top parts, each cited by its first article."""
    last = statute.articles[-1]
    end = _provision(statute, last, house)
    counted = [(level, len(_parts(statute, level))) for level in _LEVELS]
    whole = "、".join(f"{to_chinese(n)}{level}" for level, n in counted if n)
    total = len(statute.articles)
    said = [
        Sentence(
            text=f"《{statute.title}》共{to_chinese(total)}条（{total}条）"
            + (f"，分为{whole}" if whole else "")
            + "。",
            cites=(end,),
        )
    ]
    asked = _HOW_MANY.search(question)
    level = asked[1] if asked and asked[1] else next((lv for lv, n in counted if n), "")
    parts = _parts(statute, level) if level else []
    if len(parts) <= 40:
        said += [_sentence_of(statute, name, articles, house) for name, articles in parts]
    return said


def _part(statute: Statute, parts: list[tuple[int, str]], house: House) -> list[Sentence]:
    """What one part holds, as named with the parts above it (第五编第二章): its range and what stands below it."""
    for path, articles in _paths(statute, parts[-1][1]):
        numbered = [(to_int(m[1]), m[2]) for h in path if (m := _PART.match(h))]
        if numbered[-1] == parts[-1] and set(parts) <= set(numbered):
            below = _below(articles, path[-1])
            level = m[2] if below and (m := _PART.match(below[0][0])) else ""
            said = _sentence_of(statute, path[-1], articles, house)
            if level:
                text = f"{said.text.rstrip('。')}，下分{to_chinese(len(below))}{level}。"
                said = said.model_copy(update={"text": text})
            return [said, *(_sentence_of(statute, sub, group, house) for sub, group in below)]
    return []


def _where(statute: Statute, question: str, house: House) -> list[Sentence]:
    """The part whose title shares most of the question's words: 大气污染防治在哪一编."""
    found: list[tuple[int, str, list[Article]]] = []
    for level in _LEVELS:
        for name, articles in _parts(statute, level):
            title = name.split(" ", 1)[-1]
            if title in question:
                found.append((len(title), name, articles))
    if not found:
        return []
    _, name, articles = max(found, key=lambda f: f[0])
    above = [h for h in articles[0].headings if h != name][: articles[0].headings.index(name)]
    inside = f"，属于{'、'.join(above)}" if above else ""
    sentence = _sentence_of(statute, name, articles, house)
    return [sentence.model_copy(update={"text": sentence.text.rstrip("。") + inside + "。"})]


def _parts(statute: Statute, level: str) -> list[tuple[str, list[Article]]]:
    """The parts of one level in order, each with its articles."""
    return [(path[-1], articles) for path, articles in _paths(statute, level)]


def _paths(statute: Statute, level: str) -> list[tuple[tuple[str, ...], list[Article]]]:
    """As ``_parts``, each part with the headings above it, by which parts of the same number are told apart."""
    groups: dict[tuple[str, ...], list[Article]] = {}
    for article in statute.articles:
        for depth, heading in enumerate(article.headings):
            match = _PART.match(heading)
            if match and match[2] == level:
                groups.setdefault(article.headings[: depth + 1], []).append(article)
    return list(groups.items())


def _below(articles: list[Article], name: str) -> list[tuple[str, list[Article]]]:
    groups: dict[str, list[Article]] = {}
    for article in articles:
        at = article.headings.index(name) + 1
        if at < len(article.headings):
            groups.setdefault(article.headings[at], []).append(article)
    return list(groups.items())


def _named_parts(question: str) -> list[tuple[int, str]]:
    return [(to_int(m[1]), m[2]) for m in _PART.finditer(question)]


def _sentence_of(statute: Statute, name: str, articles: list[Article], house: House) -> Sentence:
    first, last = articles[0], articles[-1]
    text = f"{name}：第{to_chinese(first.no)}条至第{to_chinese(last.no)}条。"
    return Sentence(text=text, cites=(_provision(statute, first, house),))


def _provision(statute: Statute, article: Article, house: House) -> Provision:
    citation = Citation(law=statute.name, article=article.no, article_sub=article.sub)
    return Provision(
        citation=citation,
        cite=official(citation, statute.title),
        text=article.text,
        standing=statute.standing,
        in_force=statute.in_force,
        level=statute.level,
        source=statute.source,
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
