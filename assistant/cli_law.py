"""The commands that look law up: ``law``, ``search``, ``ask``. Thin: read arguments, call the house, print."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli_shared import Json, On, asked, batch, day, lines_of, print_json
from assistant.errors import BadInput
from assistant.terminal import ready


def law(
    name: Annotated[str, typer.Argument(metavar="LAW", help="法律名称或简称。")],
    article: Annotated[str | None, typer.Argument(metavar="ARTICLE", help="条号：1102、第一千一百零二条。")] = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """查一条法律在某日的文本和沿革。例：shuoli law 生态环境法典 1102"""
    from assistant import lookup

    if article is None:
        found = lookup.statute_articles(name, day(on, "--on"))
        if as_json:
            print_json(found)
        else:
            sys.stdout.writelines(f"{a['cite']}\n{a['text']}\n\n" for a in found)
        return
    one = lookup.article(name, article, day(on, "--on"))
    if as_json:
        print_json(one)
    else:
        sys.stdout.write(lookup.article_text(one))


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
        lines = list(lines_of(jsonl))
        house = ready()
        batch(lines, lambda row: lookup.search_row(row, house))
        return
    if not query or not query.strip():
        raise BadInput("没有写要检索的内容。")
    when = day(on, "--on")
    hits = lookup.search(ready(), query, top, when, scope)
    if as_json:
        print_json({"hits": hits})
        return
    for number, hit in enumerate(hits, 1):
        sys.stdout.write(f"{number}. {hit['cite']}\n   {hit['text'][:160]}\n")
    if not hits:
        sys.stdout.write("没有找到相符的内容。\n")


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
        lines, house = list(lines_of(jsonl)), asked(ready_for_questions(), no_llm)
        batch(lines, lambda row: ask_row(row, house))
        return
    if not question or not question.strip():
        raise BadInput("没有写问题。例：shuoli ask 无证排污怎么罚")
    answer = answered(question, asked(ready_for_questions(), no_llm), day(on, "--on"), date.today())
    if as_json:
        print_json(answer_json(answer))
    else:
        sys.stdout.write(as_text(answer))
