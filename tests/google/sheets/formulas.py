"""Formulas cut into words under a locale's separators, and read into their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from tests.google.sheets.notation import Span, parse_a1

CODES = {
    "#REF!": "REF",
    "#N/A": "N_A",
    "#VALUE!": "VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#NULL!": "NULL_VALUE",
    "#ERROR!": "ERROR",
}

BINDING = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 6}
"""How tightly operators bind."""

SIGN = 7
"""How tightly a sign binds."""


@dataclass(frozen=True)
class Literal:
    """A number, text or boolean written out; None for an argument left empty."""

    value: float | str | bool | None


@dataclass(frozen=True)
class Failed:
    """An error written out, `#REF!` where a reference was lost."""

    kind: str


@dataclass(frozen=True)
class Reference:
    """Cells, of the formula's own tab where `title` is None."""

    title: str | None
    span: Span


@dataclass(frozen=True)
class Call:
    """A function (its name in capitals) or an operator, and its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Array:
    """An array written out: rows of nodes."""

    rows: tuple[tuple[Node, ...], ...]


Node = Literal | Failed | Reference | Call | Array


class UnreadableError(Exception):
    """A formula that cannot be read."""


class Token(NamedTuple):
    """A word of a formula."""

    kind: str
    text: str


END = Token("end", "")

CELLS = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::(?:\$?[A-Za-z]{1,3}\$?[1-9]\d*|\$?[A-Za-z]{1,3}(?![A-Za-z\d])))?"
COLUMNS = r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?"
ROWS = r"\$?[1-9]\d*:\$?[1-9]\d*"
TITLE = r"'(?:[^']|'')+'!|[^\W\d][\w.]*!"


@cache
def _pattern(decimal: str) -> re.Pattern[str]:
    point = re.escape(decimal)
    parts = {
        "space": r"\s+",
        "text": r'"(?:[^"]|"")*"',
        "error": "|".join(map(re.escape, CODES)),
        "reference": rf"(?:{TITLE})?(?:{COLUMNS}|{ROWS}|{CELLS})(?![\w(.!])",
        "number": rf"(?:\d+(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?",
        "named": r"[^\W\d][\w.]*",
        "operator": r"<=|>=|<>|[-+*/^&=<>%]",
        "separator": r"[;\\]" if decimal == "," else "[,;]",
        "bracket": "[(){}]",
    }
    return re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items()))


def _tokens(text: str, decimal: str) -> list[Token]:
    found, place, pattern = [], 0, _pattern(decimal)
    while place < len(text):
        match = pattern.match(text, place)
        if not match:
            raise UnreadableError
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup or "", match[0]))
        place = match.end()
    return [*found, END]


class _Reader:
    def __init__(self, text: str, decimal: str, booleans: tuple[str, str]) -> None:
        self.words = _tokens(text, decimal)
        self.decimal = decimal
        self.booleans = {"TRUE": True, "FALSE": False, booleans[0]: True, booleans[1]: False}

    def take(self, wanted: str = "") -> Token:
        word = self.words[0]
        if word is END or (wanted and word.text != wanted):
            raise UnreadableError
        return self.words.pop(0)

    def whole(self) -> Node:
        node = self.expression(0)
        if self.words[0] is not END:
            raise UnreadableError
        return node

    def expression(self, least: int) -> Node:
        node = self.operand()
        while self.words[0].kind == "operator":
            name = self.words[0].text
            if name == "%":
                self.take()
                node = Call("%", (node,))
                continue
            if BINDING[name] <= least:
                break
            self.take()
            node = Call(name, (node, self.expression(BINDING[name])))
        return node

    def operand(self) -> Node:
        word = self.take()
        if word.text == "(":
            node = self.expression(0)
            self.take(")")
            return node
        if word.text == "{":
            return self.array()
        if word.text in {"+", "-"}:
            inner = self.expression(SIGN)
            return inner if word.text == "+" else Call("SIGN", (inner,))
        return self.word(word)

    def word(self, word: Token) -> Node:
        if word.kind == "named":
            return self.named(word.text.upper())
        if word.kind == "reference":
            title, mark, cells = word.text.rpartition("!")
            bare = title[1:-1].replace("''", "'") if title.startswith("'") else title
            return Reference(bare if mark else None, parse_a1(cells) or Span())
        if word.kind == "number":
            return Literal(float(word.text.replace(self.decimal, ".")))
        if word.kind == "text":
            return Literal(word.text[1:-1].replace('""', '"'))
        if word.kind == "error":
            return Failed(CODES[word.text])
        raise UnreadableError

    def named(self, name: str) -> Node:
        if self.words[0].text == "(":
            return Call(name, self.arguments())
        return Literal(self.booleans[name]) if name in self.booleans else Failed("NAME")

    def arguments(self) -> tuple[Node, ...]:
        found: list[Node] = []
        self.take("(")
        while self.words[0].text != ")":
            blank = self.words[0].kind == "separator"
            found.append(Literal(None) if blank else self.expression(0))
            if self.words[0].text != ")" and self.take().kind != "separator":
                raise UnreadableError
        self.take(")")
        return tuple(found)

    def array(self) -> Node:
        rows: list[list[Node]] = [[self.expression(0)]]
        while (word := self.take()).text != "}":
            if word.kind != "separator":
                raise UnreadableError
            if word.text == ";":
                rows.append([])
            rows[-1].append(self.expression(0))
        return Array(tuple(map(tuple, rows)))


@lru_cache(maxsize=100_000)
def parse(text: str, decimal: str, booleans: tuple[str, str]) -> Node:
    """Read a formula (`=A1*2`) under a locale's decimal separator and words for true and false."""
    try:
        return _Reader(text[1:], decimal, booleans).whole()
    except (UnreadableError, RecursionError):
        return Failed("ERROR")
