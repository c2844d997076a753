"""What stops a model from costing too much: the budget of one piece of work, and the breaker of a failing endpoint."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from .model import ModelTrouble, Trouble

Clock = Callable[[], float]


class Budget:
    """Tokens and seconds for one assessment, document or question. The time runs from the first call."""

    def __init__(self, tokens: int, seconds: float, clock: Clock = time.monotonic) -> None:
        self._tokens, self._seconds, self._clock = tokens, seconds, clock
        self._started: float | None = None
        self._lock = threading.Lock()

    def left(self, needed: int) -> float:
        """The seconds that are left. Raises ModelTrouble where they, or the tokens for this call, are used up."""
        with self._lock:
            self._started = self._clock() if self._started is None else self._started
            seconds = self._seconds - (self._clock() - self._started)
            if needed > self._tokens or seconds <= 0:
                raise ModelTrouble(Trouble.BUDGET, f"需要约 {needed}，剩 {self._tokens} 词元、{max(seconds, 0):.0f} 秒")
            return seconds

    def spend(self, tokens: int) -> None:
        with self._lock:
            self._tokens -= tokens


class Breaker:
    """Open after ``limit`` failures in a row, for ``rest`` seconds; then one call is let through to try."""

    def __init__(self, limit: int = 3, rest: float = 60, clock: Clock = time.monotonic) -> None:
        self._limit, self._rest, self._clock = limit, rest, clock
        self._failed, self._until = 0, 0.0
        self._lock = threading.Lock()

    def enter(self) -> None:
        """Raises ModelTrouble while open."""
        with self._lock:
            if self._failed >= self._limit:
                if self._clock() < self._until:
                    raise ModelTrouble(Trouble.OPEN)
                self._until = self._clock() + self._rest

    def done(self, good: bool) -> None:
        with self._lock:
            self._failed = 0 if good else self._failed + 1
            if self._failed >= self._limit:
                self._until = self._clock() + self._rest


def tokens_of(text: str) -> int:
    """About how many tokens a text is, rather too many than too few: a Chinese character one, four letters one."""
    wide = sum(ord(c) > 0x2E7F for c in text)
    return wide + (len(text) - wide) // 3 + 1
