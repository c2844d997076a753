"""The entry point ``shuoli``: gathers the commands, and turns every error into one Chinese sentence and an exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant import cli_case, cli_corpus, cli_law, cli_llm, cli_papers
from assistant.cli_shared import Json, print_json, write
from assistant.cli_words import Commands, usage
from assistant.errors import ShuoliError
from assistant.terminal import progress, ready, say

app = Commands(
    name="shuoli",
    help="说理：从案件事实到违法行为、法律适用、免罚审查、裁量与说理式文书，每个结论可核对。",
)


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
    except OSError as error:
        say(f"读写“{error.filename or '文件'}”失败。请检查文件夹是否存在、是否可写、磁盘是否已满。")
        sys.exit(2)
    except Exception as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            say(str(error))
        elif type(error).__module__.startswith(("click", "typer")):
            say(f"命令写法有误：{usage(error)}。可用 shuoli --help 查看用法。")
        else:
            say(f"程序内部错误（{type(error).__name__}：{error}）。数据没有改动；请把命令和这句话发给维护者。")
            if os.environ.get("SHUOLI_DEBUG"):
                raise
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


@app.command()
def setup() -> None:
    """建立检索索引：可重复运行，中断后继续。例：shuoli setup"""
    from assistant import house

    with progress() as show:
        changed, why = house.build_index(show)
    say(f"索引已就绪，更新了 {changed} 个来源。" + (f"语义检索未启用：{why}。" if why else ""))


for _command in (
    cli_case.assess,
    cli_case.draft,
    cli_case.validate,
    cli_law.law,
    cli_law.search,
    cli_law.ask,
    cli_papers.dossier,
    cli_papers.publish,
):
    app.command()(_command)
app.add_typer(cli_corpus.app, name="corpus")
app.add_typer(cli_llm.app, name="llm")


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
    model_limit: Annotated[int | None, typer.Option(min=1, help="llm 评测中所接的模型只做大约这么多次研判。")] = None,
    out: Annotated[Path | None, typer.Option(help="把结果表另存为 Markdown 文件（llm 评测）。")] = None,
    as_json: Json = False,
) -> None:
    """运行评测。例：shuoli eval cases；评测所接的语言模型：shuoli eval llm --limit 20"""
    from assistant.evaluation import run_suites

    results = run_suites(suite, ready(), limit, model_limit)
    if out:
        write(out, "\n".join(r["table"] for r in results.values() if "table" in r))
    if as_json:
        print_json(results)
    else:
        for name, result in results.items():
            sys.stdout.write(f"{name}\n" + "".join(f"  {k}：{v}\n" for k, v in result["summary"].items()))


if __name__ == "__main__":
    main()
