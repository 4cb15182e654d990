"""What a formula consists of, once it is read."""

from __future__ import annotations

from dataclasses import dataclass

from tests.google.sheets.a1 import Span


@dataclass(frozen=True)
class Literal:
    """A number, text or boolean written out; None for an argument left empty."""

    value: float | str | bool | None


@dataclass(frozen=True)
class Reference:
    """Cells, of the formula's own tab where `title` is None."""

    title: str | None
    span: Span


@dataclass(frozen=True)
class Name:
    """A word that may be a named range."""

    text: str


@dataclass(frozen=True)
class Error:
    """An error written out, `#REF!` where a reference was lost."""

    kind: str


@dataclass(frozen=True)
class Call:
    """A function and its arguments; the name in capitals."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Array:
    """An array written out: rows of nodes."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True)
class Lost:
    """A formula that cannot be read."""


Node = Literal | Reference | Name | Error | Call | Array | Lost
