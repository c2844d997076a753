"""The commands ``shuoli dossier`` and ``shuoli publish``. Thin: read arguments, call review or publishing, print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli_shared import Json, print_json
from assistant.errors import BadInput
from assistant.terminal import ready, say


def dossier(
    case: Annotated[str, typer.Argument(metavar="CASE", help="案件记录：案件 YAML。")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="存放案卷文书的文件夹（docx、pdf、txt、md）。")],
    kind: Annotated[
        str, typer.Option(help="案卷类型：general、no-penalty、daily、seizure、detention、crime；不写则按卷内文书认。")
    ] = "",
    answers: Annotated[
        Path | None, typer.Option(help="评查人员对待评事项的意见（YAML：编号: 得分/失分/不评）。")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="评查报告：.docx、.html、.pdf 或 .md。")] = None,
    as_json: Json = False,
) -> None:
    """案卷评查：按部颁细则评一件案卷；有重大问题成立时退出码为 1。例：shuoli dossier 案件.yaml 案卷/ --out 评查报告.docx"""
    from assistant.facts.case import load_case
    from assistant.review.judgments import read_judgments
    from assistant.review.report import review_json, review_text, save_review
    from assistant.review.run import review_folder

    record, judged = load_case(case), read_judgments(answers) if answers else None
    found = review_folder(record, folder, ready(), kind, judged)
    if out:
        say(f"已写出评查报告：{save_review(found, out)}")
    if as_json:
        print_json(review_json(found))
    else:
        sys.stdout.write(review_text(found))
    raise typer.Exit(1 if found.score.vetoed else 0)


def publish(
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="要公开的文书：docx、pdf、txt、md。")],
    out: Annotated[Path | None, typer.Option(help="公开版本：.docx、.md 或 .txt。")] = None,
    map_file: Annotated[
        Path | None, typer.Option("--map", help="对照表（.json），只有本人可读，与公开版本分开保存。")
    ] = None,
    case: Annotated[str | None, typer.Option(help="对应的案件 YAML；有它，姓名和号码更有把握。")] = None,
    back: Annotated[Path | None, typer.Option("--restore", help="用这份对照表把公开版本还原。")] = None,
    as_json: Json = False,
) -> None:
    """公开版本：隐去自然人的姓名、证件号码、电话、住址等；还有遗漏时不写出，退出码为 1。例：shuoli publish 决定书.docx --out 公开版.docx --map 对照表.json"""
    from assistant.facts.case import load_case
    from assistant.publishing.publish import publish as make
    from assistant.publishing.publish import restore

    if out is None:
        raise BadInput("请用 --out 写明输出文件，如 --out 公开版.docx。")
    if back:
        say(f"已还原：{restore(document, back, out)}（含个人信息，只有本人可读）")
        return
    done = make(document, out, map_file, load_case(case) if case else None)
    if as_json:
        print_json(done.model_dump(mode="json"))
    else:
        sys.stdout.write(_told(done))
    if done.left:
        say("公开版本没有写出：处理以后仍有上列内容。请修改原文中的写法，或者用 --case 提供案件记录后再试。")
    raise typer.Exit(1 if done.left else 0)


def _told(done: Any) -> str:
    kinds: dict[str, int] = {}
    for entry in done.hidden:
        kinds[entry["kind"]] = kinds.get(entry["kind"], 0) + 1
    hidden = "，".join(f"{kind} {count}" for kind, count in kinds.items()) or "没有需要隐去的内容"
    lines = [f"隐去：{hidden}。"]
    if done.out:
        lines.append(
            f"公开版本：{done.out}" + (f"；对照表：{done.map}" if done.map else "；没有保存对照表，不能还原。")
        )
    lines += [f"  ✗ {one.kind}：{one.words}（{one.why}）" for one in done.left]
    lines += [f"  请人工确认 {kind}：{why}{f'：“{where}”' if where else ''}" for kind, why, where in done.remarks]
    return "\n".join(lines) + "\n"
