"""The commands of docs/contract.md. Thin: reads arguments, calls the house, prints text or JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import cli_papers
from assistant.cli_llm import app as llm_app
from assistant.errors import BadInput, ShuoliError
from assistant.terminal import progress, ready, say

if TYPE_CHECKING:
    from assistant.pipeline import House

app = typer.Typer(
    name="shuoli",
    help="说理：从案件事实到违法行为、法律适用、免罚审查、裁量与说理式文书，每个结论可核对。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
corpus_app = typer.Typer(help="知识库：状态、核对、覆盖、导入。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(corpus_app, name="corpus")
app.add_typer(llm_app, name="llm")
app.command("dossier")(cli_papers.dossier)
app.command("publish")(cli_papers.publish)

Json = Annotated[bool, typer.Option("--json", help="只在标准输出打印一个 JSON 文档。")]
On = Annotated[str | None, typer.Option("--on", help="以哪一天有效的法律为准，如 2026-09-03。")]


def main() -> None:
    """The entry point: a user's error is one Chinese sentence on stderr and exit code 2."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        code = app(standalone_mode=False)
    except ShuoliError as error:
        say(error.message)
        sys.exit(error.exit_code)
    except typer.Exit as done:
        sys.exit(done.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        say("已中断；已完成的部分保留，可以再次运行。")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if type(error).__module__.startswith(("click", "typer")):
            say(f"命令写法有误：{_usage(error)}。可用 shuoli --help 查看用法。")
        else:
            say(f"程序内部错误（{type(error).__name__}：{error}）。数据没有改动；请把命令和这句话发给维护者。")
            if os.environ.get("SHUOLI_DEBUG"):
                raise
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _usage(error: Any) -> str:
    """What is wrong with a command line, in Chinese."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return f"没有 {error.option_name} 这个选项"
    if kind == "MissingParameter":
        return f"缺少参数 {_parameter(error)}"
    if kind == "BadParameter":
        return f"{_parameter(error)} 的取值不对"
    if "No such command" in str(error):
        return f"没有 {str(error).split(chr(39))[1]} 这个命令"
    return "参数不对"


def _parameter(error: Any) -> str:
    param = error.param
    return (getattr(param, "metavar", None) or " / ".join(param.opts)) if param else "参数"


# ---- shared ----
def _day(text: str | None, name: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{name} 的日期“{text}”不成立。请写成 2026-09-03 这样的形式。") from error


def _asked(house: House, no_llm: bool) -> House:
    """The house as asked for: with --no-llm no language model is used, whatever the settings say."""
    return house.without_model() if no_llm else house


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"读不出批量文件“{path}”。请确认文件存在，并存为 UTF-8 编码的 JSONL。") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"写不出文件“{path}”。请检查文件夹是否存在、是否可写。") from error
    say(f"已写出：{path}")


def _batch(lines: list[tuple[int, str]], one: Callable[[dict[str, Any]], Any]) -> None:
    """One JSON object a line in and out, in order; a bad line is answered with its error and the rest is done."""
    for number, line in lines:
        name: Any = number
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise BadInput("这一行不是 JSON 对象。")
            name = row.get("id", number)
            answer = {"id": name} | one(row)
        except json.JSONDecodeError:
            answer = {"id": name, "error": "这一行不是有效的 JSON。"}
        except ShuoliError as error:
            answer = {"id": name, "error": error.message}
        except Exception as error:
            answer = {"id": name, "error": f"程序内部错误（{type(error).__name__}）"}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()


# ---- commands ----
@app.command()
def setup() -> None:
    """建立检索索引：可重复运行，中断后继续。例：shuoli setup"""
    from assistant import house

    with progress() as show:
        changed, why = house.build_index(show)
    say(f"索引已就绪，更新了 {changed} 个来源。" + (f"语义检索未启用：{why}。" if why else ""))


Case_ = Annotated[
    str | None, typer.Argument(metavar="CASE", help="案情：txt、docx、pdf、案件 YAML，或 - 表示标准输入。")
]


@app.command()
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
        lines = list(_lines(jsonl))
        house = _asked(ready(), no_llm)
        _batch(lines, lambda row: service.assess_row(row, house))
        return
    if not case:
        raise BadInput("没有给出案情。请写明案情文件，或用 - 从标准输入读取。")
    given = service.read_case(case, region, act, _day(found, "--found"), _day(decide, "--decide"))
    assessment, report = service.assess_case(given, _asked(ready(), no_llm))
    if report_file:
        from assistant.ui.panels import report_page

        _write(report_file, report_page(assessment, report, date.today()))
    if as_json:
        from assistant.contract import assessment_json

        _print_json(assessment_json(assessment, report))
    else:
        from assistant.reporting import assessment_text

        sys.stdout.write(assessment_text(assessment, report))


@app.command()
def draft(
    case: Case_ = None,
    kind: Annotated[str, typer.Option(help="文书种类，见 --list。")] = "decision",
    out: Annotated[Path | None, typer.Option(help="输出文件：.docx、.pdf 或 .md。")] = None,
    region: Annotated[str, typer.Option(help="案发地。")] = "",
    act: Annotated[str | None, typer.Option(help="行为日或起止日。")] = None,
    found: Annotated[str | None, typer.Option(help="发现日。")] = None,
    decide: Annotated[str | None, typer.Option(help="决定日。")] = None,
    fine: Annotated[int | None, typer.Option(help="拟罚款数额（元）；不写则用裁量建议数。")] = None,
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

    given = service.read_case(case, region, act, _day(found, "--found"), _day(decide, "--decide"))
    document, report, path = service.draft_case(given, ready(), kind, out, fine)
    say(f"已写出{document.name}：{path}")
    if document.todo:
        say(f"还需填写 {len(document.todo)} 处：{'、'.join(document.todo)}")
    say(f"校验：严重 {report.blocking} 项，提醒 {report.warnings} 项。")


@app.command()
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
        _batch(list(_lines(jsonl)), service.validate_row)
        return
    if document is None:
        raise BadInput("没有给出要校验的文书。")
    report = service.validate_file(document, case)
    if as_json:
        _print_json(report_json(report))
    else:
        from assistant.reporting import report_text

        sys.stdout.write(report_text(report))
    raise typer.Exit(1 if report.blocking else 0)


@app.command()
def law(
    name: Annotated[str, typer.Argument(metavar="LAW", help="法律名称或简称。")],
    article: Annotated[str | None, typer.Argument(metavar="ARTICLE", help="条号：1102、第一千一百零二条。")] = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """查一条法律在某日的文本和沿革。例：shuoli law 生态环境法典 1102"""
    from assistant import lookup

    if article is None:
        found = lookup.statute_articles(name, _day(on, "--on"))
        if as_json:
            _print_json(found)
        else:
            sys.stdout.writelines(f"{a['cite']}\n{a['text']}\n\n" for a in found)
        return
    one = lookup.article(name, article, _day(on, "--on"))
    if as_json:
        _print_json(one)
    else:
        sys.stdout.write(lookup.article_text(one))


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="要找的内容。")] = None,
    top: Annotated[int, typer.Option(min=1, max=100, help="最多几条。")] = 10,
    on: On = None,
    scope: Annotated[str, typer.Option("--in", help="范围：laws,benchmarks,exemptions,precedents。")] = "laws",
    jsonl: Annotated[Path | None, typer.Option(help="批量：每行 {id, query, on, top} 的 JSONL 文件。")] = None,
    as_json: Json = False,
) -> None:
    """检索条文、裁量基准、免罚事项和典型案例。例：shuoli search 无证排污 --top 5"""
    from assistant import lookup

    if jsonl:
        lines = list(_lines(jsonl))
        house = ready()
        _batch(lines, lambda row: lookup.search_row(row, house))
        return
    if not query or not query.strip():
        raise BadInput("没有写要检索的内容。")
    day = _day(on, "--on")
    hits = lookup.search(ready(), query, top, day, scope)
    if as_json:
        _print_json({"hits": hits})
        return
    for number, hit in enumerate(hits, 1):
        sys.stdout.write(f"{number}. {hit['cite']}\n   {hit['text'][:160]}\n")
    if not hits:
        sys.stdout.write("没有找到相符的内容。\n")


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="关于法律或程序的问题。")] = None,
    on: On = None,
    no_llm: Annotated[bool, typer.Option("--no-llm", help="不使用语言模型。")] = False,
    jsonl: Annotated[Path | None, typer.Option(help="批量：每行 {id, question, on} 的 JSONL 文件。")] = None,
    as_json: Json = False,
) -> None:
    """问法律和程序，只依据条文回答，每句注明出处。例：shuoli ask 无证排污怎么罚 --on 2026-09-03"""
    from assistant.asking.desk import ask as answered
    from assistant.asking.desk import ask_row
    from assistant.asking.model import as_json as answer_json
    from assistant.asking.model import as_text
    from assistant.terminal import ready_for_questions

    if jsonl:
        lines, house = list(_lines(jsonl)), _asked(ready_for_questions(), no_llm)
        _batch(lines, lambda row: ask_row(row, house))
        return
    if not question or not question.strip():
        raise BadInput("没有写问题。例：shuoli ask 无证排污怎么罚")
    answer = answered(question, _asked(ready_for_questions(), no_llm), _day(on, "--on"), date.today())
    if as_json:
        _print_json(answer_json(answer))
    else:
        sys.stdout.write(as_text(answer))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="监听地址。")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="端口。")] = None,
) -> None:
    """打开网页界面。例：shuoli serve --port 7860"""
    from assistant.settings import settings
    from assistant.ui.app import launch

    ready()
    launch(host or settings().host, port or settings().port)


@app.command("eval")
def evaluate(
    suite: Annotated[str, typer.Argument(help="评测名；不写则运行全部（mutations、llm 除外）。")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="llm 评测只用前几件案件。")] = None,
    out: Annotated[Path | None, typer.Option(help="把结果表另存为 Markdown 文件（llm 评测）。")] = None,
    as_json: Json = False,
) -> None:
    """运行评测。例：shuoli eval cases；评测所接的语言模型：shuoli eval llm --limit 20"""
    from assistant.evaluation import run_suites

    results = run_suites(suite, ready(), limit)
    if out:
        _write(out, "\n".join(r["table"] for r in results.values() if "table" in r))
    if as_json:
        _print_json(results)
    else:
        for name, result in results.items():
            sys.stdout.write(f"{name}\n" + "".join(f"  {k}：{v}\n" for k, v in result["summary"].items()))


@corpus_app.command("template")
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


@corpus_app.command("add")
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
        _print_json({"files": shown_as})
    if shown := sum(one.status == "shown" for one in results):
        say(f"有 {shown} 个文件只显示而没有导入。核对无误后加 --yes 导入。")
    refused = any(one.status == "refused" for one in results)
    raise typer.Exit(2 if refused else 1 if shown else 0)


@corpus_app.command("remove")
def corpus_remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="导入的法规，或者裁量基准、免罚清单的名称（文号）。")],
) -> None:
    """撤回导入的法规、裁量基准或免罚清单，恢复原有的内容。例：shuoli corpus remove 排污许可管理条例"""
    from assistant import imports
    from assistant.knowledge import agency

    gone = agency.remove_version(name) if agency.is_imported(name) else imports.remove(name)
    say(f"已撤回：{'、'.join(gone)}")


@corpus_app.command("status")
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
        found = lookup.corpus_stale(_day(on, "--on"))
        if as_json:
            _print_json(found)
        else:
            sys.stdout.write(lookup.stale_text(found))
        return
    status = lookup.corpus_status()
    if as_json:
        _print_json(status)
    else:
        sys.stdout.write(lookup.status_text(status))


@corpus_app.command("coverage")
def corpus_coverage(as_json: Json = False) -> None:
    """逐款逐项比对：哪些有罚款的规定目录里还没有。有缺口时退出码为 1。例：shuoli corpus coverage"""
    from assistant.knowledge.coverage import coverage
    from assistant.knowledge.load import default_knowledge
    from assistant.law.library import default_library

    results = coverage(default_knowledge(), default_library())
    if as_json:
        _print_json([r.model_dump(mode="json") for r in results])
    else:
        for r in results:
            sys.stdout.write(f"《{r.title}》：有罚款的规定 {r.provisions} 处，目录缺 {len(r.gaps)} 处\n")
            sys.stdout.writelines(f"  缺 {g.cite}：{g.text}\n" for g in r.gaps)
    raise typer.Exit(1 if any(r.gaps for r in results) else 0)


@corpus_app.command("check")
def corpus_check(as_json: Json = False) -> None:
    """核对知识库：格式、引用、数额。有问题时退出码为 1。例：shuoli corpus check"""
    from assistant.knowledge.check import check_corpus

    report = check_corpus()
    if as_json:
        _print_json({"errors": [e.message for e in report.errors], "counts": report.counts})
    else:
        sys.stdout.writelines(f"{e.message}\n" for e in report.errors)
        counted = "，".join(f"{k} {v}" for k, v in report.counts.items())
        sys.stdout.write(
            f"{'没有发现问题' if not report.errors else f'发现 {len(report.errors)} 处问题'}。已核对：{counted}。\n"
        )
    raise typer.Exit(1 if report.errors else 0)


if __name__ == "__main__":
    main()
