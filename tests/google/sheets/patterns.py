"""Number format patterns of Sheets: `#,##0.00`, `0%`, `yyyy-mm-dd`, `[Red]-0;0`…, read and applied."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tests.google.sheets.date_patterns import DATE_TOKEN, render_date
from tests.google.sheets.locales import Language
from tests.google.sheets.number_patterns import render_number

PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|\\(?P<escaped>.)"
    r"|\[\$(?P<symbol>[^\]-]*)(?:-[^\]]*)?\]"
    r"|(?P<elapsed>\[[hms]+\])"
    r"|\[(?P<hint>[^\]]*)\]"
    r"|(?P<space>_.)|(?P<fill>\*.)"
    r"|(?P<date>" + DATE_TOKEN + r")"
    r"|(?P<digits>[#0?](?:[#0?,.]*[#0?.])?,*(?:[eE][+-]0+)?|\.[0#?]+(?:[eE][+-]0+)?)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)\Z")


class Piece(NamedTuple):
    """A part of a pattern: `kind` is `text`, `date`, `digits` or `percent`."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of the `;` parts of a pattern, with its condition on the value if it has one."""

    pieces: tuple[Piece, ...]
    condition: tuple[str, float] | None

    @property
    def dated(self) -> bool:
        """Tell whether it shows a date or a time."""
        return any(piece.kind == "date" for piece in self.pieces)


def _piece(match: re.Match[str]) -> Piece:
    kind, text = match.lastgroup or "other", match[match.lastgroup or 0] or ""
    if kind in ("quoted", "escaped", "symbol"):
        return Piece("text", text)
    if kind in ("date", "elapsed"):
        return Piece("date", text)
    if kind == "space":
        return Piece("text", " ")
    if kind in ("hint", "fill"):
        return Piece("text", "")
    if kind == "digits":
        return Piece("digits", text)
    return Piece("percent" if text == "%" else "text", text)


def _section(text: str) -> Section:
    matches = list(PIECE.finditer(text))
    conditions = (CONDITION.match(match["hint"]) for match in matches if match["hint"])
    found = next(filter(None, conditions), None)
    return Section(tuple(map(_piece, matches)), (found[1], float(found[2])) if found else None)


@cache
def sections(pattern: str) -> tuple[Section, ...]:
    """Read a pattern: its sections, for positive numbers, negative ones, zero and texts."""
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])+|(?=;)', pattern)
    return tuple(_section(part) for part in parts if part) or (_section(pattern),)


def _holds(value: float, condition: tuple[str, float]) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _choose(value: float, pattern: str) -> tuple[Section, float]:
    choices = sections(pattern)
    conditional = [section for section in choices if section.condition]
    if conditional:
        held = (section for section in conditional if section.condition and _holds(value, section.condition))
        return next(held, choices[-1]), value
    if value < 0 and len(choices) > 1:
        return choices[1], -value
    return (choices[2] if value == 0 and len(choices) > 2 else choices[0]), value


def render(value: float, pattern: str, local: Language) -> str:
    """Show a number under a pattern."""
    section, amount = _choose(value, pattern)
    if section.dated:
        return render_date(amount, section.pieces, local)
    return render_number(amount, section.pieces, local)
