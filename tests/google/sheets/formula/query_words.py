"""The query language of QUERY, read: clauses, columns, conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.google.sheets.formula.values import FailureError

WORD = re.compile(
    r"\s*(?:(?P<text>\"[^\"]*\"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<quoted>`[^`]+`)"
    r"|(?P<word>[A-Za-z_]\w*)|(?P<sign><=|>=|<>|!=|[-=<>(),*+/]))"
)
AGGREGATES = frozenset({"sum", "avg", "count", "max", "min"})

Word = tuple[str, str]
END: Word = ("end", "")


@dataclass(frozen=True)
class Column:
    """A column of the answer: the letter or `Col` number of its source, and how it is aggregated."""

    name: str
    aggregate: str = ""


@dataclass(frozen=True)
class Condition:
    """A comparison, or `and`, `or`, `not` over others."""

    sign: str
    column: str = ""
    value: str | float | bool | None = None
    parts: tuple[Condition, ...] = ()


@dataclass
class Query:
    """A query; `select` None means all columns."""

    select: list[Column] | None = None
    where: Condition | None = None
    group: list[str] = field(default_factory=list)
    order: list[tuple[Column, bool]] = field(default_factory=list)
    limit: int | None = None
    offset: int = 0
    labels: dict[Column, str] = field(default_factory=dict)


def unreadable(text: str) -> FailureError:
    """What QUERY answers to a query that it cannot read."""
    return FailureError(
        "VALUE",
        f"Unable to parse query string for Function QUERY parameter 2: PARSE_ERROR: {text}",
    )


def _words(text: str) -> list[Word]:
    words, place = [], 0
    while text[place:].strip():
        match = WORD.match(text, place)
        if not match or not match.lastgroup:
            raise unreadable(text[place:])
        words.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return [*words, END]


class Reader:
    """Reads a query from left to right."""

    def __init__(self, text: str) -> None:
        """Cut the text into words."""
        self.words = _words(text)
        self.place = 0

    @property
    def word(self) -> Word:
        """The word to read next."""
        return self.words[self.place]

    def take(self) -> Word:
        """Read a word."""
        word = self.word
        self.place = min(self.place + 1, len(self.words) - 1)
        return word

    def accepts(self, *texts: str) -> bool:
        """Read these words if they are the next ones."""
        found = [text.lower() for _, text in self.words[self.place : self.place + len(texts)]]
        if found != list(texts):
            return False
        self.place += len(texts)
        return True

    def expect(self, text: str) -> None:
        """Read a word that has to come next."""
        if not self.accepts(text):
            raise unreadable(self.word[1])

    def column(self) -> Column:
        """Read a column, aggregated or not."""
        kind, text = self.take()
        if kind == "word" and text.lower() in AGGREGATES and self.accepts("("):
            inner = self.column()
            self.expect(")")
            return Column(inner.name, text.lower())
        if kind not in ("word", "quoted"):
            raise unreadable(text)
        return Column(text.strip("`"))

    def whole(self) -> int:
        """Read a whole number."""
        kind, text = self.take()
        if kind != "number":
            raise unreadable(text)
        return int(float(text))

    def string(self) -> str:
        """Read a text in quotes."""
        kind, text = self.take()
        if kind != "text":
            raise unreadable(text)
        return text[1:-1]

    def condition(self) -> Condition:
        """Read conditions joined by `or`."""
        parts = [self._all()]
        while self.accepts("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Condition("or", parts=tuple(parts))

    def _all(self) -> Condition:
        parts = [self._one()]
        while self.accepts("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Condition("and", parts=tuple(parts))

    def _one(self) -> Condition:
        if self.accepts("not"):
            return Condition("not", parts=(self._one(),))
        if self.accepts("("):
            inner = self.condition()
            self.expect(")")
            return inner
        column = self.column().name
        if self.accepts("is", "null"):
            return Condition("null", column)
        if self.accepts("is", "not", "null"):
            return Condition("not", parts=(Condition("null", column),))
        sign = "starts with" if self.accepts("starts", "with") else ""
        sign = "ends with" if self.accepts("ends", "with") else sign
        return Condition(sign or self.take()[1].lower(), column, self._literal())

    def _literal(self) -> str | float | bool:
        kind, text = self.take()
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1]
        if text.lower() in ("date", "datetime", "timeofday"):
            return f"{text.lower()} {self.string()}"
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        raise unreadable(text)
