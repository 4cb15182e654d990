"""Texts that people type, read as numbers and amounts of money (§ 2.4)."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from abm_sheets.tables.currencies import currency_named
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.values import fault

LARGEST = 1e12
"""Beyond a thousand billions an amount is a slip of the hand, and sums of cents would not be exact."""

_FIGURES = re.compile(r"(\D*?)((?:(?<![^\W\d_])[.,])?\d(?:[\d.,\s'’`´]*\d)?[.,]?)(\D*)")
_BLANKS = re.compile(r"[\s'’`´]+")
_ASTRAY = re.compile(r"\d[\s'’`´]+(?!\d{3}(?!\d))\d")
"""Figures that a blank parts otherwise than by thousands: two numbers, or a telephone's."""
_GROUPS = re.compile(r"\d{1,3}(?:\D\d{3})+")
_DASHES = re.compile(r"[\u2010-\u2013\u2212]")
_NO_CENTS = re.compile(r"(?<=\d)[.,]-{1,2}")
"""How Swiss and Dutch people write that there are no cents: `1'200.-`."""

_SCALES = {
    "k": 1e3, "mille": 1e3, "milliers": 1e3, "thousand": 1e3,
    "m": 1e6, "mn": 1e6, "mio": 1e6, "mln": 1e6, "million": 1e6, "millions": 1e6,
    "md": 1e9, "mds": 1e9, "mrd": 1e9, "bn": 1e9, "milliard": 1e9, "milliards": 1e9,
}  # fmt: skip
_SCALED = re.compile(rf"({'|'.join(sorted(_SCALES, key=len, reverse=True))})\.?(.*)", re.IGNORECASE)


class Amount(NamedTuple):
    """A number, and the currency that it names as typed, "" where it names none."""

    number: float
    currency: str = ""

    @property
    def plain(self) -> float | str:
        """What a cell can hold of it: the number, or a text that any locale reads alike."""
        if not self.currency:
            return int(self.number) if self.number.is_integer() else self.number
        # Three decimals might be thousands.
        cents = f"{self.number:.2f}" if round(self.number, 2) == self.number else f"{self.number:.4f}"
        return f"{cents.removesuffix('.00')} {self.currency}"


def parse_number(text: str, habits: Regional) -> float:
    """Read a number typed as text: `1 234,50 €`, `12 k€`, `50 %`, `(1 200)`.

    Raises:
        PydanticCustomError: `ambiguous_number` for `1.234` in a decimal-comma locale, else
            `invalid_number`.

    """
    amount = parse_amount(text, habits)
    if amount.currency and currency_named(amount.currency) is None:
        raise fault("invalid_number")
    return amount.number


def parse_amount(text: str, habits: Regional) -> Amount:
    """Read an amount typed as text, and the currency that it names, which may be none that is known.

    Raises:
        PydanticCustomError: as for a number.

    """
    before, figures, after = _parted(text)
    negative, before, after = _sign(before, after)
    percent = after.startswith("%")
    scale, after = _scale(after[percent:].strip())
    number = scale * _read(_BLANKS.sub("", figures), habits) / (100 if percent else 1)
    currency = f"{before} {after}".strip()
    unclear = currency and not any(c.isalpha() or unicodedata.category(c) == "Sc" for c in currency)
    if abs(number) > LARGEST or unclear or (percent and currency):
        raise fault("invalid_number")
    return Amount(-number if negative else number, currency)


def _parted(text: str) -> tuple[str, str, str]:
    """What stands before the figures, the figures, and what stands after."""
    plain = _NO_CENTS.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", text)))
    match = _FIGURES.fullmatch(plain.strip())
    if match is None or _ASTRAY.search(match[2]):
        raise fault("invalid_number")
    return match[1], match[2], match[3]


def _sign(before: str, after: str) -> tuple[bool, str, str]:
    """Whether a number is negative, and what stands around it without the marks that say so: `(1 200) $`."""
    signs = [mark for mark in before if mark in "+-("]
    if len(signs) > 1 or ("(" in signs) != (")" in after) or after.count(")") > 1:
        raise fault("invalid_number")
    for mark in signs:
        before = before.replace(mark, "")
    return signs not in ([], ["+"]), before.strip(), after.replace(")", "").strip()


def _scale(after: str) -> tuple[float, str]:
    """The thousands or millions that follow figures, and the currency after them: `k€`, `M d'euros`."""
    match = _SCALED.fullmatch(after)
    if match is None or currency_named(after):
        return 1, after
    rest = match[2].strip()
    apart = not match[2][:1].isalpha()
    return (_SCALES[match[1].casefold()], rest) if apart or currency_named(rest) else (1, after)


def _read(digits: str, habits: Regional) -> float:
    comma = habits.decimal == ","
    whole, mark, decimals = digits.partition(habits.decimal)
    group = "." if comma else ","
    if group in decimals or habits.decimal in decimals:
        raise fault("invalid_number")
    if group in whole:
        if comma and not mark and whole.count(group) == 1:
            return _lone_point(whole)
        if not _GROUPS.fullmatch(whole):
            raise fault("invalid_number")
    return float(f"{whole.replace(group, '') or 0}.{decimals or 0}")


def _lone_point(digits: str) -> float:
    """A lone point where commas are the decimal sign: thousands or decimals when three digits follow."""
    if len(digits.partition(".")[2]) == 3:  # noqa: PLR2004 (three digits make a thousand)
        raise fault("ambiguous_number")
    return float(digits)
