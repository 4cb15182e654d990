"""Answers remembered for a few seconds, a bounded number of them, for all the threads of a process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Recent(Generic[Answer]):
    """Answers by what was asked; `clock` counts seconds, and of more than `most` the oldest is forgotten."""

    def __init__(self, clock: Callable[[], float], most: int) -> None:
        """Remember nothing yet."""
        self._clock = clock
        self._most = most
        self._answers: OrderedDict[Hashable, tuple[float, Answer]] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Hashable) -> Answer | None:
        """The answer, None where there is none or no more."""
        with self._lock:
            until, answer = self._answers.get(asked, (self._clock(), None))
            return answer if self._clock() < until else None

    def keep(self, asked: Hashable, answer: Answer, seconds: float) -> None:
        """Remember an answer for some seconds."""
        with self._lock:
            self._answers[asked] = (self._clock() + seconds, answer)
            self._answers.move_to_end(asked)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
