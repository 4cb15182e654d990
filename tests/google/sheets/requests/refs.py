"""References inside formulas: moved along when cells move, shifted when a formula is copied."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from tests.google.sheets.a1 import Span, column_index, letters, quoted

GONE = "#REF!"

CORNER = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
COLUMN = r"\$?[A-Za-z]{1,3}"
ROW = r"\$?[1-9][0-9]{0,6}"
CELLS = rf"{CORNER}:{CORNER}|{CORNER}:{COLUMN}|{CORNER}|{COLUMN}:{COLUMN}|{ROW}:{ROW}"
TITLE = r"'(?:[^']|'')+'!|[^\W\d]\w*!"
TOKEN = re.compile(rf'"(?:[^"]|"")*"|(?<![\w$.!\'])({TITLE})?({CELLS})(?![\w(.!:])')
PARTS = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]+)?\Z")

Corner = tuple[str, int | None, str, int | None]
"""A corner's column and row, each after its `$`."""

Place = Callable[[str, Span], tuple[str, Span] | None]
"""From the title (folded) and the cells that a reference means to what it has to mean; None: gone."""


@lru_cache(maxsize=65_536)
def _corner(text: str) -> Corner:
    match = PARTS.match(text)
    if not match:
        return "", None, "", None
    first, column, second, row = match.groups()
    if column is None:
        return "", None, first or second, int(row) - 1
    return first, column_index(column), second, int(row) - 1 if row else None


def _print(corner: Corner) -> str:
    fixed_column, column, fixed_row, row = corner
    text = "" if column is None else fixed_column + letters(column)
    return text if row is None else f"{text}{fixed_row}{row + 1}"


def _after(index: int | None) -> int | None:
    return None if index is None else index + 1


def _before(index: int | None) -> int | None:
    return None if index is None else index - 1


def _bare(title: str) -> str:
    text = title.removesuffix("!")
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def _replaced(title: str, cells: str, home: str, place: Place) -> str:
    texts = cells.split(":")
    first, last = _corner(texts[0]), _corner(texts[-1])
    span = Span(first[3], _after(last[3]), first[1], _after(last[1]))
    meant = (_bare(title) if title else home).casefold()
    found = place(meant, span)
    if found is None:
        return GONE
    now, there = found
    corners = [
        (first[0], there.left, first[2], there.top),
        (last[0], _before(there.right), last[2], _before(there.bottom)),
    ]
    prefix = title if now.casefold() == meant else f"{quoted(now)}!"
    return prefix + ":".join(_print(corner) for corner in corners[: len(texts)])


def rewritten(formula: str, home: str, place: Place) -> str:
    """A formula of the tab `home` with each reference put where `place` says."""

    def replace(match: re.Match[str]) -> str:
        title, cells = match.groups()
        return _replaced(title or "", cells, home, place) if cells else match[0]

    return TOKEN.sub(replace, formula)


def _moved(corner: Corner, rows: int, columns: int) -> Corner:
    fixed_column, column, fixed_row, row = corner
    return (
        fixed_column,
        column if column is None or fixed_column else column + columns,
        fixed_row,
        row if row is None or fixed_row else row + rows,
    )


def shifted(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads when copied so many rows down and columns right; `$` holds references."""
    if not (rows or columns):
        return formula

    def replace(match: re.Match[str]) -> str:
        title, cells = match.groups()
        if not cells:
            return match[0]
        corners = [_moved(_corner(text), rows, columns) for text in cells.split(":")]
        outside = any((index or 0) < 0 for corner in corners for index in (corner[1], corner[3]))
        return GONE if outside else (title or "") + ":".join(map(_print, corners))

    return TOKEN.sub(replace, formula)


def retitled(formula: str, old: str, new: str) -> str:
    """A formula with the references to a tab under its new title."""
    return rewritten(formula, "", lambda title, span: (new if title == old.casefold() else title, span))


def orphaned(formula: str, old: str) -> str:
    """A formula without the references to a tab that is gone."""
    return rewritten(formula, "", lambda title, span: None if title == old.casefold() else (title, span))
