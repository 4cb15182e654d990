"""Formulas read into their parts, operators by precedence."""

from __future__ import annotations

from functools import lru_cache

from tests.google.sheets.formula.syntax import Array, Call, Error, Literal, Lost, Name, Node, Reference
from tests.google.sheets.formula.tokens import Token, tokens
from tests.google.sheets.notation import parse_a1

BINARY = {
    "=": (1, "EQ"),
    "<>": (1, "NE"),
    "<": (1, "LT"),
    "<=": (1, "LTE"),
    ">": (1, "GT"),
    ">=": (1, "GTE"),
    "&": (2, "CONCAT"),
    "+": (3, "ADD"),
    "-": (3, "MINUS"),
    "*": (4, "MULTIPLY"),
    "/": (4, "DIVIDE"),
    "^": (6, "POW"),
}
"""Operators: how tightly they bind, and the function that they stand for."""

SIGN = 7
"""How tightly a sign binds."""

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
END = Token("end", "")


class UnreadableError(Exception):
    """The formula cannot be read."""


class _Reader:
    def __init__(self, words: list[Token], decimal: str, booleans: tuple[str, str]) -> None:
        self.words = [*words, END]
        self.place = 0
        self.decimal = decimal
        self.booleans = {"TRUE": True, "FALSE": False, booleans[0]: True, booleans[1]: False}

    @property
    def word(self) -> Token:
        return self.words[min(self.place, len(self.words) - 1)]

    def take(self) -> Token:
        word = self.word
        self.place += 1
        return word

    def expect(self, text: str) -> None:
        if self.take().text != text:
            raise UnreadableError

    def whole(self) -> Node:
        node = self.expression(0)
        if self.word is not END:
            raise UnreadableError
        return node

    def expression(self, least: int) -> Node:
        node = self.operand()
        while True:
            if self.word == Token("operator", "%"):
                self.take()
                node = Call("UNARY_PERCENT", (node,))
                continue
            power, name = BINARY.get(self.word.text, (0, ""))
            if self.word.kind != "operator" or power <= least:
                return node
            self.take()
            node = Call(name, (node, self.expression(power)))

    def operand(self) -> Node:
        word = self.take()
        if word.kind == "operator" and word.text in "+-":
            inner = self.expression(SIGN)
            return Call("UMINUS" if word.text == "-" else "UPLUS", (inner,))
        if word.text == "(":
            node = self.expression(0)
            self.expect(")")
            return node
        if word.text == "{":
            return self.array()
        return self.word_node(word)

    def word_node(self, word: Token) -> Node:
        if word.kind == "number":
            return Literal(_number(word.text.replace(self.decimal, ".")))
        if word.kind == "text":
            return Literal(word.text[1:-1].replace('""', '"'))
        if word.kind == "reference":
            return _reference(word.text)
        if word.kind == "function":
            return self.call(word.text.upper())
        if word.kind == "error":
            return Error(CODES[word.text])
        if word.kind != "named":
            raise UnreadableError
        boolean = self.booleans.get(word.text.upper())
        return Name(word.text) if boolean is None else Literal(boolean)

    def call(self, name: str) -> Node:
        self.expect("(")
        arguments: list[Node] = []
        if self.word.text == ")":
            self.take()
            return Call(name, ())
        while True:
            blank = self.word.kind == "separator" or self.word.text == ")"
            arguments.append(Literal(None) if blank else self.expression(0))
            word = self.take()
            if word.text == ")":
                return Call(name, tuple(arguments))
            if word.kind != "separator":
                raise UnreadableError

    def array(self) -> Node:
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.expression(0))
            word = self.take()
            if word.text == "}":
                return Array(tuple(map(tuple, rows)))
            if word.text == ";":
                rows.append([])
            elif word.kind not in ("separator", "column"):
                raise UnreadableError


def _number(text: str) -> float:
    return float(text) if not text.isdigit() else int(text)


def _reference(text: str) -> Node:
    title, mark, cells = text.rpartition("!")
    span = parse_a1(cells)
    if span is None:
        raise UnreadableError
    bare = title[1:-1].replace("''", "'") if title.startswith("'") else title
    return Reference(bare if mark else None, span)


@lru_cache(maxsize=250_000)
def parse(text: str, decimal: str, booleans: tuple[str, str]) -> Node:
    """Read a formula (`=A1*2`) under a locale's decimal separator and words for true and false."""
    words = tokens(text[1:], decimal)
    if not words:
        return Lost()
    try:
        return _Reader(words, decimal, booleans).whole()
    except (UnreadableError, RecursionError):
        return Lost()
