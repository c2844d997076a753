"""The commands about one case or one document: ``assess``, ``draft``, ``validate``. Thin: read, call the house, print."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_shared import Json, asked, batch, day, lines_of, print_json, write
from assistant.errors import BadInput
from assistant.terminal import ready, say

Case_ = Annotated[
    str | None, typer.Argument(metavar="CASE", help="案情：txt、docx、pdf、案件 YAML，或 - 表示标准输入。")
]


def assess(
    case: Case_ = None,
    region: Annotated[str, typer.Option(help="案发地省份或城市，如 广西。")] = "",
    act: Annotated[str | None, typer.Option(help="行为日，或起止日：2026-09-01..2026-09-03。")] = None,
    found: Annotated[str | None, typer.Option(help="发现日。")] = None,
    decide: Annotated[str | None, typer.Option(help="决定日；不写则按今天。")] = None,
    no_llm: Annotated[bool, typer.Option("--no-llm", help="不使用语言模型。")] = False,
    jsonl: Annotated[Path | None, typer.Option(help="批量：每行一个案件的 JSONL 文件。")] = None,
    report_file: Annotated[Path | None, typer.Option("--report", help="另存一份带图表的网页报告（.html）。")] = None,
    as_json: Json = False,
) -> None:
    """研判一件案件：违法行为、法律适用、免罚、裁量、程序。例：shuoli assess 案情.txt --region 广西 --act 2026-09-03"""
    from assistant import service

    if jsonl:
        lines = list(lines_of(jsonl))
        house = asked(ready(), no_llm)
        batch(lines, lambda row: service.assess_row(row, house))
        return
    if not case:
        raise BadInput("没有给出案情。请写明案情文件，或用 - 从标准输入读取。")
    given = service.read_case(case, region, act, day(found, "--found"), day(decide, "--decide"))
    assessment, report = service.assess_case(given, asked(ready(), no_llm))
    if report_file:
        from assistant.ui.panels import report_page

        write(report_file, report_page(assessment, report, date.today()))
    if as_json:
        from assistant.contract import assessment_json

        print_json(assessment_json(assessment, report))
    else:
        from assistant.reporting import assessment_text

        sys.stdout.write(assessment_text(assessment, report))


def draft(
    case: Case_ = None,
    kind: Annotated[str, typer.Option(help="文书种类，见 --list。")] = "decision",
    out: Annotated[Path | None, typer.Option(help="输出文件：.docx、.pdf 或 .md。")] = None,
    region: Annotated[str, typer.Option(help="案发地。")] = "",
    act: Annotated[str | None, typer.Option(help="行为日或起止日。")] = None,
    found: Annotated[str | None, typer.Option(help="发现日。")] = None,
    decide: Annotated[str | None, typer.Option(help="决定日。")] = None,
    fine: Annotated[int | None, typer.Option(min=0, help="拟罚款数额（元）；不写则用裁量建议数。")] = None,
    no_llm: Annotated[bool, typer.Option("--no-llm", help="不使用语言模型。")] = False,
    show_list: Annotated[bool, typer.Option("--list", help="列出可起草的文书。")] = False,
) -> None:
    """起草文书。例：shuoli draft 案件.yaml --kind decision --out 决定书.docx"""
    from assistant.drafting.kinds import document_kinds

    if show_list:
        for k in document_kinds().values():
            sys.stdout.write(f"{k.id}\t{k.name}\t{k.about}\n")
        return
    if not case or out is None:
        raise BadInput("请写明案情文件和 --out 输出文件；文书种类用 shuoli draft --list 查看。")
    from assistant import service

    given = service.read_case(case, region, act, day(found, "--found"), day(decide, "--decide"))
    document, report, path = service.draft_case(given, asked(ready(), no_llm), kind, out, fine)
    say(f"已写出{document.name}：{path}")
    for note in document.notes:
        say(f"【提示】{note}")
    if document.todo:
        say(f"还需填写 {len(document.todo)} 处：{'、'.join(document.todo)}")
    say(f"校验：严重 {report.blocking} 项，提醒 {report.warnings} 项。")


def validate(
    document: Annotated[
        Path | None, typer.Argument(metavar="DOCUMENT", help="要校验的文书：txt、md、docx、pdf。")
    ] = None,
    case: Annotated[str | None, typer.Option(help="对应的案情文件（可不给）。")] = None,
    jsonl: Annotated[Path | None, typer.Option(help="批量：每行 {id, text, case} 的 JSONL 文件。")] = None,
    as_json: Json = False,
) -> None:
    """校验一份文书的引用、数额、日期、当事人和权利告知；有严重错误时退出码为 1。例：shuoli validate 决定书.docx"""
    from assistant import service
    from assistant.contract import report_json

    if jsonl:
        batch(list(lines_of(jsonl)), service.validate_row)
        return
    if document is None:
        raise BadInput("没有给出要校验的文书。")
    report = service.validate_file(document, case)
    if as_json:
        print_json(report_json(report))
    else:
        from assistant.reporting import report_text

        sys.stdout.write(report_text(report))
    raise typer.Exit(1 if report.blocking else 0)
