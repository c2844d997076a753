"""Keeps tests at home: any call to another machine fails, in the test's process and in every Python it starts.

Python imports this module at its start where tests/guard is on PYTHONPATH (tests/conftest.py puts it there). Attempts are
written to the file named by SHUOLI_TEST_GUARD, so that one which the program swallowed still fails its test.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import Any

_VARIABLE = "SHUOLI_TEST_GUARD"


class OutsideCall(OSError):
    """A test reached for another machine."""


def install() -> None:
    """Guard this process. Without the variable nothing is changed; a second time neither."""
    if not os.environ.get(_VARIABLE) or hasattr(socket.socket.connect, "guarded"):
        return
    connect, connect_ex, sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
    look_up = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse(self.family, address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse(self.family, address)
        return connect_ex(self, address)

    def guarded_sendto(self: socket.socket, data: Any, *rest: Any) -> int:
        _refuse(self.family, rest[-1])
        return sendto(self, data, *rest)

    def guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:
        if not _home(host):
            _tell(f"look up {host}")
        return look_up(host, *rest, **named)

    guarded_connect.guarded = True  # type: ignore[attr-defined]
    socket.socket.connect = guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[method-assign]
    socket.socket.sendto = guarded_sendto  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = guarded_look_up


def attempts() -> list[str]:
    """What was tried so far, by this process and the Pythons it started."""
    try:
        with open(os.environ[_VARIABLE], encoding="utf-8") as file:
            return file.read().splitlines()
    except (KeyError, FileNotFoundError):
        return []


def forget() -> None:
    """For the guard's own tests: what was tried does not count."""
    open(os.environ[_VARIABLE], "w").close()


def _refuse(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6) and not _home(address[0]):
        _tell(f"connect to {address[0]}:{address[1]}")


def _tell(what: str) -> None:
    with open(os.environ[_VARIABLE], "a", encoding="utf-8") as file:
        file.write(what + "\n")
    raise OutsideCall(f"a test tried to {what}; tests stay on this machine")


def _home(host: Any) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost", "0.0.0.0", "::", socket.gethostname()):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


install()
