"""Job (c): the reasons of a drafted document in a model's words, sentence by sentence; what cannot be shown to say the same falls.

A paragraph changes only if every number, citation, quotation and verdict of it stands in the new words, in the same order,
and nothing stands there that the line, the facts or the provisions named do not hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.blocks import Block, Document
from assistant.facts.reading import suspicious_instructions
from assistant.knowledge.load import Knowledge
from assistant.law.model import Provision
from assistant.reasoning.model import Assessment, Finding

from .door import Session
from .grounding import Resolver, changes, inventions
from .model import Call, Phrased, PhrasedSentence

_MOST_LINES = 12
_MOST_TEXT = 3_000


def phrase(
    document: Document,
    assessment: Assessment,
    finding: Finding,
    knowledge: Knowledge,
    resolver: Resolver,
    session: Session,
) -> Document:
    """The document with those paragraphs of its reasons rephrased that pass; each is marked as a model's."""
    facts = [f"{f.key} {_label(f.key, knowledge)}：{f.quote or f.value}" for f in assessment.facts.facts]
    view = finding.basis.chosen
    provisions = [_provision(p) for p in (*view.duty, *view.penalty)] if view else []
    for section, indices in _sections(document, knowledge):
        lines = {n: document.blocks[i].text for n, i in enumerate(indices, 1)}
        by, words = _phrased(section, lines, facts, provisions, resolver, session)
        for number, text in words.items():
            document = document.rephrased(indices[number - 1], text, by)
            session.tell(f"“{text[:16]}……”由语言模型改写（{by}），已逐句核对，请通读。")
    return document


def _phrased(
    section: str, lines: dict[int, str], facts: list[str], provisions: list[str], resolver: Resolver, session: Session
) -> tuple[str, dict[int, str]]:
    """The model and prompt, and the lines that may be replaced with their new words."""
    values = {
        "section": section,
        "lines": "\n".join(f"{n}. {t}" for n, t in lines.items()),
        "facts": "\n".join(facts),
        "provisions": "\n".join(provisions),
    }
    given = session.ask(Call("phrase_reasons", values, Phrased))
    if given is None:
        return "", {}
    grounds = {f"line{n}": t for n, t in lines.items()}
    grounds |= {row.split(" ", 1)[0]: row for row in facts} | {row.split("：", 1)[0]: row for row in provisions}
    kept: dict[int, str] = {}
    struck: dict[str, list[str]] = {}
    for number, line in lines.items():
        sentences = [s for s in given.answer.sentences if s.line == number]
        if not sentences:
            continue
        wrong = _wrong(line, sentences, grounds, resolver)
        text = "".join(s.text.strip() for s in sentences)
        if wrong:
            struck[str(number)] = wrong[:5]
        elif text != line:
            kept[number] = text
    session.checked(given, section=section, kept=sorted(kept), struck=struck)
    if struck:
        session.tell(f"语言模型改写的“{section}”有 {len(struck)} 句没有通过核对，已用程序原句。")
    return given.by, kept


def _wrong(line: str, sentences: Sequence[PhrasedSentence], grounds: dict[str, str], resolver: Resolver) -> list[str]:
    found: list[str] = []
    for sentence in sentences:
        named = [grounds[g] for g in sentence.rests_on if g in grounds]
        if not named:
            found.append("没有写明根据")
        found += ["是对程序发号施令的话"] if suspicious_instructions(sentence.text) else []
        found += inventions(sentence.text, [line, *named], resolver)
    return [*found, *changes(line, [s.text for s in sentences], resolver)]


def _sections(document: Document, knowledge: Knowledge) -> list[tuple[str, list[int]]]:
    """The paragraphs that may be rephrased, by the heading above them."""
    words = knowledge.data("llm.yaml")
    found: list[tuple[str, list[int]]] = []
    heading, lasting = "", False
    for index, block in enumerate(document.blocks):
        if block.kind in ("heading", "subheading", "title"):
            heading = block.text
            lasting = any(w in heading for w in words["sections"])
        elif lasting and _may_change(block, words["keep"]):
            if not found or found[-1][0] != heading:
                found.append((heading, []))
            if len(found[-1][1]) < _MOST_LINES:
                found[-1][1].append(index)
    return found


def _may_change(block: Block, keep: Sequence[str]) -> bool:
    return (
        block.kind == "paragraph"
        and block.source == "code"
        and 12 <= len(block.text) <= _MOST_TEXT // 4
        and not any(word in block.text for word in keep)
    )


def _provision(provision: Provision) -> str:
    return f"{provision.cite}：{provision.text.replace(chr(10), '')}"


def _label(key: str, knowledge: Knowledge) -> str:
    return knowledge.vocabulary[key].label if key in knowledge.vocabulary else key
