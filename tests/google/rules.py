"""What faults and edits share: a list of rules, each tried a number of times on the calls it matches."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Any

from tests.google.errors import bad

Json = dict[str, Any]


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
        rules = [self._rule(one) for one in (asked if isinstance(asked, list) else [asked])]
        with self._lock:
            self._rules += rules
        return len(rules)

    def _rule(self, asked: Json) -> Rule:
        if strange := set(asked) - self.known:
            raise bad(f"Unknown names: {', '.join(sorted(strange))}. Known: {', '.join(sorted(self.known))}.")
        try:
            pattern = re.compile(asked.get("match", ""))
        except re.error as error:
            raise bad(f"match is no regular expression: {error}") from error
        return Rule(asked, pattern, int(asked.get("skip", 0)), int(asked.get("times", 1)))

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
