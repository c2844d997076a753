"""A Review as text for the terminal, as JSON, and as a Document for docx, pdf, html and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from assistant.drafting.blocks import Block, Document
from assistant.drafting.export import save, to_html
from assistant.errors import BadInput

from .model import STATUS, Line, Review, Score

_MACHINE = {"yes": "可判定", "partly": "只查形式", "no": "由人评"}
_VETO = {"kept": "未发现", "lost": "成立", "open": "待评", "na": "不涉及"}


def number(value: float) -> str:
    """1.5, 10: without a trailing .0."""
    return f"{value:g}"


def score_lines(score: Score) -> list[str]:
    """The score in words: a number only where nothing is open."""
    standard = number(score.standard[0])
    if score.vetoed:
        return ["案卷得分：0分（有重大问题成立）"]
    if score.total is not None:
        return [
            f"案卷得分：{number(score.total)}分（合法性50＋规范性50×{number(score.scored[0])}÷{standard}－基本要素扣{number(score.deducted[1])}分）"
        ]
    lines = [
        f"案卷得分尚未确定：没有重大问题的，在{number(score.lowest_without_veto)}分至{number(score.highest)}分之间"
        f"（待评的规范性和基本要素共{number(score.open_points)}分：都失分为低限，都得分为高限）。",
        f"算式：50＋50×（{number(score.scored[0])}～{number(score.scored[1])}）÷{standard}－（{number(score.deducted[1])}～{number(score.deducted[0])}）。",
    ]
    if score.open_vetoes:
        lines.append(f"待评的重大问题{score.open_vetoes}项，任一项成立全卷0分。")
    return lines


def review_text(review: Review) -> str:
    """For the terminal: the score, what was lost and where, then the reviewer's checklist."""
    lines = [f"{review.case}　{review.kind_name}案卷（{review.kind_why}）", *score_lines(review.score), ""]
    lines.append(f"文书{len(review.files)}份：")
    lines += [
        f"  {f.file}　{f.name}{'　' + f.dated if f.dated else ''}{'　' + f.problem if f.problem else ''}"
        for f in review.files
    ]
    lines += ["", "失分和重大问题：" if review.lost else "没有失分项。"]
    lines += [f"  ✗ [{x.key}] {_what(x)}：{x.why}{_places(x)}" for x in merged(review.lost)]
    lines += ["", f"待评 {len(review.open)} 项（评查人员的核对清单）："]
    lines += [
        f"  ？ [{x.key}] {_what(x)}：{x.why}{'；' + x.ask if x.ask else ''}{_places(x)}" for x in merged(review.open)
    ]
    sure = [x for x in (*review.basics, *review.items) if x.status == "kept"]
    lines += [
        "",
        f"已得分 {len(sure)} 项，不评 {sum(x.status == 'na' for x in (*review.vetoes, *review.basics, *review.items))} 项。",
    ]
    lines += [review.bonus] if review.bonus else []
    lines += [f"说明：{n}" for n in review.notes]
    return "\n".join(lines) + "\n"


def merged(lines: Sequence[Line]) -> list[Line]:
    """Neighbouring items of one paper with one reason (the paper is missing) as one line."""
    found: list[Line] = []
    for (group, why), same in groupby(lines, key=lambda x: (x.group, x.why)):
        held = list(same)
        first = held[0]
        if len(held) < 3 or not first.paper or not first.why.startswith(("卷内没有", "本案不需要", "整项")):
            found += held
            continue
        key = f"{first.key}–{held[-1].key.split('.')[-1]}"
        text = f"{len(held)}个小项：{'、'.join(x.text for x in held)}"
        worth = sum(x.points for x in held)
        got = None if first.score is None else sum(x.score or 0 for x in held)
        found.append(
            first.model_copy(
                update={"key": key, "text": text, "points": worth, "score": got, "ask": "", "group": group, "why": why}
            )
        )
    return found


def _what(line: Line) -> str:
    worth = f"（{number(line.points)}分）" if line.points else ""
    return f"{line.group} {line.text}{worth}"


def _places(line: Line) -> str:
    return f"〔{'；'.join(line.where)}〕" if line.where else ""


def review_json(review: Review) -> dict[str, Any]:
    """The contract's JSON: score with its range, files, vetoes, basic elements, items, checklist."""
    found = review.model_dump(mode="json")
    found["lost"] = [x.key for x in review.lost]
    found["checklist"] = [
        {"key": x.key, "what": f"{x.group}：{x.text}", "points": x.points, "ask": x.ask or x.why} for x in review.open
    ]
    return found


def review_document(review: Review) -> Document:
    """The report as blocks: score, lost points with reasons and places, checklist, then every item."""
    return Document(
        kind="dossier-review",
        name="案卷评查报告",
        blocks=tuple(_blocks(review)),
        draft=False,
        confirmed_by="说理（程序评查，待评查人员核定）",
    )


def _blocks(review: Review) -> Iterator[Block]:
    yield Block(kind="title", text="生态环境行政执法案卷评查报告")
    yield Block(kind="center", text=f"{review.case}（{review.kind_name}案卷）")
    yield Block(kind="note", text=f"依据：{review.source}。程序只评能够核对的内容，其余列为待评，由评查人员核定。")
    yield Block(kind="heading", text="一、得分")
    for line in score_lines(review.score):
        yield Block(kind="paragraph", text=line)
    if review.bonus:
        yield Block(kind="paragraph", text=f"{review.bonus}。")
    yield Block(kind="heading", text="二、失分和重大问题")
    if review.lost:
        yield _table(
            ("编号", "项目", "分值", "理由和位置"), [_lost_row(x) for x in merged(review.lost)], (2, 4, 1.2, 5)
        )
    else:
        yield Block(kind="paragraph", text="没有发现失分项。")
    yield Block(kind="heading", text="三、待评事项（核对清单）")
    if review.open:
        yield _table(
            ("编号", "项目", "分值", "核对什么", "评定"),
            [_open_row(x) for x in merged(review.open)],
            (2, 3.4, 1.2, 4.6, 1.4),
        )
    yield Block(kind="heading", text="四、重大问题逐项")
    yield _table(
        ("编号", "内容", "结论", "理由"),
        [(v.key, v.text, _VETO[v.status], v.why) for v in review.vetoes],
        (1.2, 4.4, 1.4, 5),
    )
    yield Block(kind="heading", text="五、基本要素和各文书逐项")
    for group, lines in groupby((*review.basics, *review.items), key=lambda x: x.group):
        held = merged(list(lines))
        yield Block(kind="subheading", text=f"{group}（{_subtotal(held)}）")
        yield _table(
            ("编号", "内容", "标准分", "结论", "程序", "理由"),
            [(x.key, x.text, number(x.points), _verdict(x), _MACHINE[x.machine], x.why) for x in held],
            (2.4, 3.4, 1, 1.2, 1.4, 4),
        )
    yield Block(kind="heading", text="六、卷内文书")
    rows = [(f.file, f.name, f.dated or "—", f.number or "—", f.problem or f.party or "—") for f in review.files]
    yield _table(("文件", "认作", "日期", "文号", "当事人或者问题"), rows, (3, 3, 1.8, 2.4, 2.4))
    for n, note in enumerate(review.notes, 1):
        yield Block(kind="note", text=f"说明{n}：{note}")
    yield Block(kind="right", text="评查人员：　　　　　　　　")
    yield Block(kind="right", text="日期：　　　　　　　　")


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]) -> Block:
    return Block(kind="table", rows=(head, *rows), widths=widths)


def _lost_row(line: Line) -> tuple[str, ...]:
    worth = "全卷0分" if line.key.startswith("V") else f"－{number(line.points - (line.score or 0))}"
    return line.key, f"{line.group}：{line.text}", worth, f"{line.why}{_places(line)}"


def _open_row(line: Line) -> tuple[str, ...]:
    told = "；".join(t for t in (line.why, line.ask) if t)
    return (
        line.key,
        f"{line.group}：{line.text}",
        number(line.points) if line.points else "—",
        f"{told}{_places(line)}",
        "",
    )


def _subtotal(lines: list[Line]) -> str:
    if lines[0].group == "基本要素":
        taken = sum(x.points - (x.score or 0) for x in lines if x.status == "lost")
        return f"扣{number(taken)}分"
    part = [x for x in lines if x.status != "na"]
    if not part:
        return "不评"
    got, pending = sum(x.score or 0 for x in part), sum(x.points for x in part if x.status == "open")
    return f"标准{number(sum(x.points for x in part))}分，得{number(got)}分{f'，待评{number(pending)}分' if pending else ''}"


def _verdict(line: Line) -> str:
    if line.status == "lost" and line.score:
        return f"{number(line.score)}分"
    return STATUS[line.status] + ("（人）" if line.by != "程序" else "")


def save_review(review: Review, path: Path) -> Path:
    """Write the report as .docx, .pdf, .html or .md. Raises BadInput for another suffix or a folder that is not there."""
    document = review_document(review)
    try:
        if path.suffix.lower() in (".html", ".htm"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(to_html(document), encoding="utf-8")
            return path
        if path.suffix.lower() not in (".docx", ".pdf", ".md"):
            raise BadInput(f"评查报告不能写成“{path.suffix or path.name}”格式。请用 .docx、.html、.pdf 或 .md。")
        return save(document, path)
    except OSError as error:
        raise BadInput(f"写不出评查报告“{path}”。请检查文件夹是否存在、是否可写。") from error
