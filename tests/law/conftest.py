"""The library that ships with the program, without anyone's imports."""

from __future__ import annotations

import pytest

from assistant.law.library import StatuteLibrary


@pytest.fixture(scope="session")
def library() -> StatuteLibrary:
    return StatuteLibrary()
