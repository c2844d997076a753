"""``shuoli llm …``: whether a language model is fit, and what was sent to it."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from typing import Annotated

import typer

from assistant.cli_shared import Json, print_json
from assistant.cli_words import Commands
from assistant.errors import BadConfig

app = Commands(help="语言模型：检查是否可用，查看调用记录。")


@app.command("check")
def check(as_json: Json = False) -> None:
    """一分钟内看出所设的语言模型能不能用、适合做什么；不能用时退出码为 1。例：shuoli llm check"""
    from assistant.house import library
    from assistant.knowledge.load import default_knowledge
    from assistant.settings import settings

    s = settings()
    if not s.llm_base_url:
        raise BadConfig("没有设置语言模型，程序按规则完整工作。要接入请设置 SHUOLI_LLM_BASE_URL 和 SHUOLI_LLM_MODEL。")
    if not s.llm_send:
        raise BadConfig("SHUOLI_LLM_SEND 设为 false，禁止向语言模型发送任何内容。要检查请先改为 true。")
    from assistant.llm.check import check_endpoint, lines_of

    checked = check_endpoint(s, library(), default_knowledge())
    if as_json:
        found = checked.model_dump(mode="json") | {"usable": checked.usable}
        print_json(found)
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines_of(checked))
    raise typer.Exit(0 if checked.usable else 1)


@app.command("log")
def log(
    top: Annotated[int, typer.Option(min=1, max=10_000, help="最近几次。")] = 20,
    full: Annotated[bool, typer.Option("--full", help="连同遮盖后的输入和输出。")] = False,
    forget: Annotated[int | None, typer.Option(min=0, help="删除多少天以前的记录。")] = None,
    as_json: Json = False,
) -> None:
    """查看对语言模型的调用：时间、用途、提示词版本、核对结果、用量。例：shuoli llm log --top 10"""
    from assistant.llm.log import Log
    from assistant.settings import settings
    from assistant.terminal import say

    path = settings().llm_log
    if not path.exists():
        say("还没有调用过语言模型。")
        if as_json:
            print_json([])
        return
    kept = Log(path)
    if forget is not None:
        say(f"删除了 {kept.prune(datetime.now() - timedelta(days=forget))} 条记录。")
    records = kept.last(top)
    if as_json:
        rows = [r.model_dump(mode="json", exclude=None if full else {"input", "output"}) for r in records]
        print_json(rows)
        return
    for r in records:
        state = r.trouble or "好"
        sys.stdout.write(
            f"{r.id}  {r.at}  {r.prompt}  {r.model}  {state}  {r.seconds:.1f}秒  {r.tokens_in}+{r.tokens_out}词元"
            f"  {r.cost:.4f}元  输入 {r.input_hash[:12]}  {json.dumps(r.checks, ensure_ascii=False)}\n"
        )
        if full:
            sys.stdout.write(f"{r.input}\n-> {r.output}\n\n")
