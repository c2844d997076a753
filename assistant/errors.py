"""The exceptions a user can meet; each carries one Chinese sentence saying what, where and what to do.

ShuoliError
├── BadInput            the case text or file cannot be used (empty, too large, scanned, unreadable)
├── BadConfig           settings or the environment are wrong
├── DataError           corpus or statute data is damaged or not the version expected
│   └── CorpusError     one corpus file has a mistake: file, entry, field, remedy
├── LawNotFound         no such law or article
│   └── NotInForce      the law exists, but not on the day asked
├── NeedsFacts          a conclusion was demanded that the facts cannot support
└── IndexMissing        the search index is not built yet
"""

from __future__ import annotations


class ShuoliError(Exception):
    """Base of all; ``str(error)`` is the sentence shown to the user."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInput(ShuoliError):
    """The case text or file cannot be used."""


class BadConfig(ShuoliError):
    """Settings or the environment are wrong."""


class DataError(ShuoliError):
    """Corpus or statute data is damaged or not the version expected."""


class CorpusError(DataError):
    """One corpus file has a mistake.

    ``file`` is the path below corpus/, ``entry`` the id of the entry, ``field`` the field, ``remedy`` what to do.
    """

    def __init__(self, file: str, entry: str, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file} 的条目“{entry}”字段“{field}”有误：{problem}。请{remedy}。")
        self.file, self.entry, self.field, self.problem, self.remedy = file, entry, field, problem, remedy


class LawNotFound(ShuoliError):
    """No such law or article in the library."""


class NotInForce(LawNotFound):
    """The law or article exists, but was not in force on the day asked."""


class NeedsFacts(ShuoliError):
    """A conclusion was demanded that the facts cannot support; the message lists what is missing."""


class IndexMissing(ShuoliError):
    """The search index is not built yet; run ``shuoli setup``."""
