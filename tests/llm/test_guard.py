"""No test, and no program a test starts, reaches another machine."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

guard = sys.modules["shuoli_guard"]
ELSEWHERE = ("192.0.2.1", 443)  # reserved for documentation, nobody's


@pytest.fixture
def forgiven(at_home: None) -> Iterator[None]:
    """The attempts of these tests are wanted."""
    yield
    guard.forget()


def test_a_connection_to_another_machine_is_refused_and_noted(forgiven: None) -> None:
    with socket.socket() as s, pytest.raises(OSError, match="stay on this machine"):
        s.connect(ELSEWHERE)
    assert any("192.0.2.1" in line for line in guard.attempts())


def test_a_name_of_another_machine_is_not_even_looked_up(forgiven: None) -> None:
    with pytest.raises(OSError, match="stay on this machine"):
        socket.create_connection(("api.example.com", 443), timeout=1)


def test_a_swallowed_attempt_is_still_noted(forgiven: None) -> None:
    with socket.socket() as s, contextlib.suppress(OSError):
        s.connect(ELSEWHERE)
    assert guard.attempts()


def test_a_program_started_by_a_test_is_guarded_too(forgiven: None) -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 443), timeout=1)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ)
    assert "OutsideCall" in done.stderr
    assert guard.attempts()


def test_loopback_is_open() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname(), timeout=1):
            pass
