"""``shuoli corpus …``: import and withdraw official files, and tell what the corpus holds, lacks and gets wrong."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_shared import Json, On, day, print_json
from assistant.cli_words import Commands
from assistant.errors import BadInput
from assistant.terminal import say

app = Commands(help="知识库：状态、核对、覆盖、导入、撤回、模板。")


@app.command("template")
def corpus_template(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="benchmark（裁量基准）或者 exemption（免罚清单）。")],
    out: Annotated[Path | None, typer.Option("--out", help="写到这个 .xlsx 文件；不写则输出到标准输出。")] = None,
) -> None:
    """本机关的裁量基准或免罚清单的填写模板（Excel）。例：shuoli corpus template benchmark --out 基准.xlsx"""
    from assistant.knowledge.agency.template import template_called
    from assistant.knowledge.load import default_knowledge

    data = template_called(kind, default_knowledge())
    if out:
        try:
            out.write_bytes(data)
        except OSError as error:
            raise BadInput(f"写不出“{out}”。请确认文件夹存在，并且文件没有被打开。") from error
        say(f"已写出模板：{out}。填好后用 shuoli corpus add {out} 导入。")
    elif sys.stdout.isatty():
        raise BadInput("模板是 Excel 文件，不能显示在终端。请加 --out 文件.xlsx，或者用 > 文件.xlsx 保存。")
    else:
        sys.stdout.buffer.write(data)


@app.command("add")
def corpus_add(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="官方文件：md、txt、html、docx、doc、pdf；或填好的基准、清单模板：xlsx。"
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="看过所读内容后不再逐件确认，直接导入。")] = False,
    as_json: Json = False,
) -> None:
    """导入官方文件，或者本机关的裁量基准、免罚清单（xlsx 模板）：先显示读懂的内容，确认后使用。例：shuoli corpus add 条例.docx --yes"""
    from assistant import imports
    from assistant.knowledge import agency

    def confirm(seen: imports.Understood) -> bool:
        if not as_json:
            sys.stdout.write(imports.as_text(seen))
        return not sys.stdin.isatty() or agreed()  # a script has nobody to ask: the contract says that add imports

    def agreed() -> bool:
        return yes or (sys.stdin.isatty() and typer.confirm("  以上内容是否正确并导入？", default=False))

    def workbook(path: Path) -> agency.Added:
        seen = agency.add_workbook(path, yes=False)
        if not as_json:
            sys.stdout.write(seen.text or f"{seen.file}\n  不能导入：{seen.error}\n")
        return agency.add_workbook(path, yes=True) if seen.status == "shown" and agreed() else seen

    results: list[imports.Understood | agency.Added] = []
    for path in files:
        one = workbook(path) if agency.is_workbook(path) else imports.add([path], confirm)[0]
        if not as_json and one.status != "refused":
            sys.stdout.write(f"  {one.said}\n")
        elif not as_json and isinstance(one, imports.Understood):
            sys.stdout.write(imports.as_text(one))
        results.append(one)
    if as_json:
        shown_as = [agency.as_json(r) if isinstance(r, agency.Added) else imports.as_json(r) for r in results]
        print_json({"files": shown_as})
    if shown := sum(one.status == "shown" for one in results):
        say(f"有 {shown} 个文件只显示而没有导入。核对无误后加 --yes 导入。")
    if refused := sum(one.status == "refused" for one in results):
        say(f"有 {refused} 个文件没有导入，原因见上。")
    raise typer.Exit(2 if refused else 1 if shown else 0)


@app.command("remove")
def corpus_remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="导入的法规，或者裁量基准、免罚清单的名称（文号）。")],
) -> None:
    """撤回导入的法规、裁量基准或免罚清单，恢复原有的内容。例：shuoli corpus remove 排污许可管理条例"""
    from assistant import imports
    from assistant.knowledge import agency

    gone = agency.remove_version(name) if agency.is_imported(name) else imports.remove(name)
    say(f"已撤回：{'、'.join(gone)}")


@app.command("status")
def corpus_status(
    stale: Annotated[
        bool, typer.Option("--stale", help="列出已过有效期、所依据的法律已废止的裁量基准和免罚事项。")
    ] = False,
    on: On = None,
    as_json: Json = False,
) -> None:
    """已收录和已索引的内容，导入的逐件列出；--stale 列出过期的。例：shuoli corpus status --stale"""
    from assistant import lookup

    if stale:
        found = lookup.corpus_stale(day(on, "--on"))
        if as_json:
            print_json(found)
        else:
            sys.stdout.write(lookup.stale_text(found))
        return
    status = lookup.corpus_status()
    if as_json:
        print_json(status)
    else:
        sys.stdout.write(lookup.status_text(status))


@app.command("coverage")
def corpus_coverage(as_json: Json = False) -> None:
    """逐款逐项比对：哪些有罚款的规定目录里还没有。有缺口时退出码为 1。例：shuoli corpus coverage"""
    from assistant.knowledge.coverage import coverage
    from assistant.knowledge.load import default_knowledge
    from assistant.law.library import default_library

    results = coverage(default_knowledge(), default_library())
    if as_json:
        print_json([r.model_dump(mode="json") for r in results])
    else:
        for r in results:
            sys.stdout.write(f"《{r.title}》：有罚款的规定 {r.provisions} 处，目录缺 {len(r.gaps)} 处\n")
            sys.stdout.writelines(f"  缺 {g.cite}：{g.text}\n" for g in r.gaps)
    raise typer.Exit(1 if any(r.gaps for r in results) else 0)


@app.command("check")
def corpus_check(as_json: Json = False) -> None:
    """核对知识库：格式、引用、数额。有问题时退出码为 1。例：shuoli corpus check"""
    from assistant.knowledge.check import check_corpus

    report = check_corpus()
    if as_json:
        print_json({"errors": [e.message for e in report.errors], "counts": report.counts})
    else:
        sys.stdout.writelines(f"{e.message}\n" for e in report.errors)
        counted = "，".join(f"{k} {v}" for k, v in report.counts.items())
        sys.stdout.write(
            f"{'没有发现问题' if not report.errors else f'发现 {len(report.errors)} 处问题'}。已核对：{counted}。\n"
        )
    raise typer.Exit(1 if report.errors else 0)
