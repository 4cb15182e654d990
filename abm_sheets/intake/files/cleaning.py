"""Cells as other systems write them, made such that the tab's own model reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic_core import PydanticCustomError

from abm_sheets.intake.files.grid import Grid, is_blank, shown
from abm_sheets.intake.sources import Period
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.numbers import parse_amount
from abm_sheets.tables.regional import Regional, spoken
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.tables.values import figures, month_first, parse_day, shown_orders
from abm_sheets.workbook.interface import Cell

POINT, COMMA = ".", ","
_OTHER = {POINT: COMMA, COMMA: POINT}
_SWAPPED = str.maketrans(_OTHER)
_BLANKS = re.compile(r"[\s'\u2019]+")
_FIGURES = re.compile(r"(?<![^\W\d_])[\d.,]*\d[\d.,]*")
_WITH_POINT = Regional(decimal=POINT, month_first=False)
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d*)?")
"""What machines write mostly, read without looking for currencies and the like."""

_WHOLE_DATE = re.compile(r"\d{1,2}([-/. ])\d{1,2}\1\d{4}(?:[T ,]+\d{1,2}[:h].*)?")
_TWELVE_HOURS = re.compile(r"\d\s?[AaPp]\.?[Mm]\b")

_THOUSAND = 3
_HABITS = {order: Regional(decimal=".", month_first=order) for order in (False, True)}
Days = tuple[date, date]
"""A first and a last day."""

_MANGLED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
"""A number too long for a spreadsheet, of which it shows, and saves, the first figures."""

_SHORT, _PART = 15, 5
_CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a cell is instead of a value: the rule that it breaks."""

    rule: str


Cleaner = Callable[[Cell], Cell | Refusal]


@dataclass(frozen=True)
class Cleaned:
    """Cells cleaned, blank where they are refused, and by which rule each of these is, by position."""

    cells: Sequence[Cell]
    refused: Mapping[int, str]


def clean(cells: Sequence[Cell], cleaner: Cleaner) -> Cleaned:
    """Clean a column."""
    # True equals 1 and would be taken for it among distinct cells.
    keys = [(type(cell), cell) for cell in cells]
    values: dict[object, Cell] = {}
    rules: dict[object, str] = {}
    for key in dict.fromkeys(keys):
        result = cleaner(key[1])
        if isinstance(result, Refusal):
            rules[key] = result.rule
        values[key] = "" if isinstance(result, Refusal) else result
    refused = {position: rules[key] for position, key in enumerate(keys) if key in rules} if rules else {}
    return Cleaned([values[key] for key in keys], refused)


@dataclass(frozen=True, slots=True)
class Decimals:
    """The decimal sign of a file's numbers, None where none shows it; `doubtful` where some depend on it."""

    sign: str | None
    doubtful: bool = False


def recognise_decimals(cells: Iterable[Cell]) -> Decimals:
    """Find the decimal sign by all the numbers of a file; one that is used both ways shows nothing."""
    signs = {_sign(cell) for cell in set(cells) if isinstance(cell, str)}
    found = signs & {POINT, COMMA}
    sign = found.pop() if len(found) == 1 else None
    return Decimals(sign, doubtful=sign is None and None in signs)


def number_cleaner(decimals: Decimals, language: str) -> Cleaner:
    """What reads a text as a number.

    A number shows its own sign (`1,234.50`, `12,5`, `1.234.567`), or is read by that of the others. A lone
    sign before three figures that nothing else decides is thousands where it is a comma in English, and is
    refused otherwise: `1.234` may be either, and an amount with three decimals is hardly meant.
    """

    def sign_of(text: str) -> str | None:
        return decimals.sign or (POINT if spoken(language).decimal == POINT and COMMA in text else None)

    return _reader(sign_of)


def count_cleaner() -> Cleaner:
    """What reads a text as a count: a lone sign before three figures parts thousands."""
    return _reader(lambda text: POINT if COMMA in text else COMMA)


def _reader(sign_of: Callable[[str], str | None]) -> Cleaner:
    """What reads numbers; `sign_of` gives the decimal sign of those that do not show it themselves."""

    def cleaned(cell: Cell) -> Cell | Refusal:
        if not isinstance(cell, str) or is_blank(cell) or is_formula_error(cell):
            return cell
        sign = _sign(cell)
        sign = sign_of(cell) if sign is None else sign
        if sign is None:
            return Refusal("ambiguous_number")
        text = as_text(_with_point(cell) if sign == COMMA else cell)
        if _PLAIN.fullmatch(text):
            return float(text)
        try:
            return parse_amount(text, _WITH_POINT).number
        except PydanticCustomError as error:
            return Refusal(error.type)

    return cleaned


def _with_point(text: str) -> str:
    """A number whose decimal sign is a comma, with a point; what stands around the figures is kept."""
    return _FIGURES.sub(lambda figures: figures[0].translate(_SWAPPED), text)


def _sign(text: str) -> str | None:
    """The decimal sign that a number shows, "" where it has none, None where it may part thousands."""
    found = _FIGURES.search(_BLANKS.sub("", text))
    figures = found[0] if found else ""
    signs = [each for each in figures if each in _OTHER]
    if not signs:
        return ""
    last = signs[-1]
    if len(signs) > 1:
        return last if _OTHER[last] in signs else _OTHER[last]
    whole, _, decimals = figures.partition(last)
    if len(decimals) == _THOUSAND and len(whole) <= _THOUSAND and whole.strip("0"):
        return None
    return last


@dataclass(frozen=True, slots=True)
class Order:
    """Whether months come before days, None where no date shows it.

    `mixed` where some dates say so and others the contrary; `doubtful` where dates depend on it and none
    shows it.
    """

    month_first: bool | None
    mixed: bool = False
    doubtful: bool = False


def recognise_order(cells: Iterable[Cell], others: Iterable[Cell] = ()) -> Order:
    """Find the order by all the dates of a file: those that are read, else `others` that are whole dates.

    Where none shows it, a clock of twelve hours does: whoever writes one puts the month first.
    """
    texts = {cell for cell in cells if isinstance(cell, str) and figures(cell)}
    found = shown_orders(texts)
    if texts and not found:
        whole = {cell for cell in others if isinstance(cell, str) and _WHOLE_DATE.fullmatch(cell.strip())}
        found = shown_orders(whole) or ({True} if any(map(_TWELVE_HOURS.search, texts | whole)) else set())
        if len(found) > 1:
            found = set()
    return Order(
        month_first=next(iter(found)) if len(found) == 1 else None,
        mixed=len(found) > 1,
        doubtful=bool(texts) and not found,
    )


def day_cleaner(order: Order, language: str) -> Cleaner:
    """What reads a text as a date.

    A date in figures that cannot be read the other way shows its own order; the others are read by that of
    the file, or where it is unknown by the language's. In a file with dates of both orders they are refused.
    """
    otherwise = spoken(language).month_first if order.month_first is None else order.month_first

    def cleaned(cell: Cell) -> Cell | Refusal:
        if not isinstance(cell, str) or is_blank(cell) or is_formula_error(cell):
            return cell
        shown = figures(cell)
        found = month_first(*shown) if shown else None
        if shown and found is None and order.mixed:
            return Refusal("ambiguous_date")
        try:
            return parse_day(as_text(cell), _HABITS[otherwise if found is None else found])
        except PydanticCustomError as error:
            return Refusal(error.type)

    return cleaned


def find_period(grid: Grid, header: int, words: Period, language: str) -> Days | None:
    """The period that the lines above the header name, None where they do not."""
    texts = [_labelled_text(grid, header, labels) for labels in (words.start, words.end)]
    cleaner = day_cleaner(recognise_order(texts), language)
    start, end = (cleaner(text) for text in texts)
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return None
    return start, end


def _labelled_text(grid: Grid, header: int, labels: Sequence[str]) -> str:
    """What follows a label, after a colon or in the next cells; a date may have been parted at its commas."""
    starts = tuple(map(squeeze, labels))
    for row in grid.rows[:header]:
        label, *rest = shown(row) or [""]
        head, _, tail = label.partition(":")
        if squeeze(head).startswith(starts):
            return ", ".join(part.strip() for part in (tail, *rest) if part.strip())
    return ""


def id_cleaner(system: str | None) -> Cleaner:
    """What restores the ids of a system; those of which figures are lost are refused."""

    def cleaned(cell: Cell) -> Cell | Refusal:
        if not isinstance(cell, str):
            return cell
        text = _bare(cell)
        if _MANGLED.fullmatch(text):
            return Refusal("mangled_id")
        if system == "salesforce" and len(text) == _SHORT and text.isalnum():
            return _whole(text)
        return text.removeprefix("zcrm_") if system == "zoho" else text

    return cleaned


def _bare(text: str) -> str:
    """An id without what keeps spreadsheets from taking it for a number: `'123`, `="123"`."""
    text = text.strip()
    text = text[2:-1] if text.startswith('="') and text.endswith('"') else text
    return text.lstrip("'\u2019").strip()


def _whole(short: str) -> str:
    """An id of Salesforce as its exports write it, from the short form of its reports.

    The short form differs by the case of its letters only, which a check of three characters repeats.
    """
    parts = (short[start : start + _PART] for start in range(0, _SHORT, _PART))
    bits = (sum(1 << at for at, letter in enumerate(part) if "A" <= letter <= "Z") for part in parts)
    return short + "".join(_CHECKS[each] for each in bits)
