"""What a command shows on stderr: messages, progress bars, and the index being built when it is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console

if TYPE_CHECKING:
    from assistant.pipeline import House

err = Console(stderr=True)


def say(message: str) -> None:
    """One line on stderr, as it is."""
    err.print(message, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Bars on stderr; call the yielded function with what, how many are done, and of how many."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err) as bar:
        tasks: dict[str, Any] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield show


def ready() -> House:
    """The house, building the index first where it is missing or out of date."""
    from assistant import house

    if not house.index_is_current():
        say("索引尚未建立或知识库已更新，正在建立……")
        with progress() as show:
            house.build_index(show)
    return house.open_house()


def ready_for_questions() -> House:
    """As ``ready``; where the index cannot be built or read, the house without one: open questions are then refused."""
    import sqlite3

    from assistant.errors import IndexMissing
    from assistant.house import without_index

    try:
        return ready()
    except (IndexMissing, OSError, sqlite3.Error):
        return without_index()
