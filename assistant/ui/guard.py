"""Errors on the page: one Chinese sentence where the officer looks, what was typed stays as it is."""

from __future__ import annotations

import logging
import sqlite3

from assistant.errors import ShuoliError

log = logging.getLogger(__name__)


def sentence(error: Exception) -> str:
    """The sentence for any error; what is not the user's doing goes to the server's log, without the case's text."""
    if isinstance(error, ShuoliError):
        return error.message
    log.error("%s in the page", type(error).__name__, exc_info=error)
    if isinstance(error, OSError | sqlite3.Error):
        return "读写文件失败。请检查磁盘是否已满、文件夹是否可写，然后再试；页面上的内容没有丢失。"
    return f"程序内部错误（{type(error).__name__}）。页面上的内容没有丢失；请保存案件后把这句话告诉维护者。"
