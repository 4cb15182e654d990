"""What faults and edits share: a list of rules, each tried a number of times on the calls it matches."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Any

from tests.google.errors import bad

Json = dict[str, Any]

NUMBERS = {"status": int, "hang_s": float, "times": int, "skip": int}
"""The entries of a rule that are numbers, whatever they were sent as."""


def _read(name: str, value: Any) -> Any:
    try:
        return NUMBERS[name](value) if name in NUMBERS else value
    except (TypeError, ValueError) as error:
        raise bad(f"{name} must be a number.") from error


@dataclass
class Rule:
    """A rule as it was sent, with what is left of `skip` and `times`."""

    asked: Json
    pattern: re.Pattern[str]
    skip: int
    times: int

    def take(self, lines: tuple[str, ...]) -> bool:
        """Whether the rule is for this call; counts it when it is."""
        if self.times <= 0 or not any(self.pattern.search(line) for line in lines):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


@dataclass
class Rules:
    """Rules in order; each call takes what is for it, from several clients at a time."""

    known: frozenset[str]
    _rules: list[Rule] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, asked: Json | list[Json]) -> int:
        """Add rules as they were sent; returns how many."""
        listed = asked if isinstance(asked, list) else [asked]
        if not all(isinstance(one, dict) for one in listed):
            raise bad("The body must be a list of objects.")
        rules = [self._rule(one) for one in listed]
        with self._lock:
            self._rules += rules
        return len(rules)

    def _rule(self, asked: Json) -> Rule:
        if strange := set(asked) - self.known:
            raise bad(f"Unknown names: {', '.join(sorted(strange))}. Known: {', '.join(sorted(self.known))}.")
        asked = {name: _read(name, value) for name, value in asked.items() if value is not None}
        try:
            pattern = re.compile(asked.get("match", ""))
        except (re.error, TypeError) as error:
            raise bad(f"match is no regular expression: {error}") from error
        return Rule(asked, pattern, asked.get("skip", 0), asked.get("times", 1))

    def first(self, lines: tuple[str, ...]) -> Json | None:
        """The first rule for a call, as it was sent."""
        with self._lock:
            return next((rule.asked for rule in self._rules if rule.take(lines)), None)

    def every(self, lines: tuple[str, ...], **wanted: Any) -> list[Json]:
        """Each rule for a call whose entries are as wanted."""
        with self._lock:
            chosen = [rule for rule in self._rules if wanted.items() <= rule.asked.items()]
            return [rule.asked for rule in chosen if rule.take(lines)]

    def left(self) -> list[Json]:
        """The rules that will still be tried, with what is left of their counts."""
        with self._lock:
            waiting = [rule for rule in self._rules if rule.times > 0]
            return [rule.asked | {"times": rule.times, "skip": rule.skip} for rule in waiting]

    def clear(self) -> None:
        """Forget every rule."""
        with self._lock:
            self._rules.clear()
