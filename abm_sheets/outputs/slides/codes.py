"""How charts write their numbers: format codes, in which programs put the separators of their reader."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from typing import NamedTuple

from babel.numbers import get_currency_symbol

from abm_sheets.language import Catalogue
from abm_sheets.language.formats import MINUS, exact, signed_code
from abm_sheets.tables.targets import Unit


class Scale(NamedTuple):
    """What amounts are counted in: its key in the catalogue, its size, what divides by it in a code."""

    name: str
    size: float
    divisor: str


_SCALES = (Scale("billion", 1e9, ",,,"), Scale("million", 1e6, ",,"), Scale("thousand", 1e3, ","))
_UNITS = Scale("", 1, "")

_STEPS = (1, 2, 5, 10)
_INTERVALS = 4
_FINEST = {Unit.MULTIPLE: 0.1, Unit.SHARE: 0.001}
"""Marks are never closer than what their numbers show, which are whole elsewhere."""

_FULL_UP_TO = 10_000_000
"""Amounts above which labels are scaled: all of their digits would not be readable."""


@dataclass(frozen=True)
class Codes:
    """The format codes of one language and one currency."""

    words: Catalogue
    currency: str

    def label(self, unit: Unit, values: Sequence[float]) -> str:
        """The code of numbers as the texts show them; amounts of ten millions and more are scaled."""
        if unit.is_money:
            largest = _largest(values)
            full = largest < _FULL_UP_TO
            return self._money("#,##0", _UNITS) if full else self._money("#,##0.0", _scale(largest))
        if unit is Unit.SHARE:
            whole = all(exact(value * 1000).to_integral_value(ROUND_HALF_UP) % 10 == 0 for value in values)
            sign = self.words.formats.percent_sign.replace("\u00a0", "\\\u00a0")
            return f"0{'' if whole else '.0'}{sign}"
        if unit is Unit.MULTIPLE:
            return signed_code('#,##0.0"×"')
        return signed_code("#,##0" if all(float(value).is_integer() for value in values) else "#,##0.0")

    def number(self, unit: Unit, value: float | None, values: Sequence[float]) -> str:
        """The code of one of these numbers; amounts are all written alike."""
        return self.label(unit, values if unit.is_money or value is None else [value])

    def axis(self, unit: Unit, values: Sequence[float]) -> str:
        """The code of the marks of an axis over these values, scaled so that they stay short."""
        if unit.is_money:
            return self._money("#,##0", _scale(_largest(values)))
        return self.label(unit, [step(unit, values)])

    def written(self, unit: Unit, text: str, values: Sequence[float]) -> str:
        """A text about as wide as one of these numbers is drawn: its own, unless they are scaled."""
        scaled = unit.is_money and _largest(values) >= _FULL_UP_TO
        return self.sample(unit, values) if scaled else text

    def sample(self, unit: Unit, values: Sequence[float]) -> str:
        """A text about as wide as the widest mark of that axis."""
        scale = _scale(_largest(values)) if unit.is_money else _UNITS
        tail = f"{self._scale_text(scale)} {self._symbol}" if unit.is_money else _TAILS.get(unit, "")
        return f"{MINUS if min(values) < 0 else ''}{_largest(values) / scale.size:,.0f}0{tail}"

    @property
    def _symbol(self) -> str:
        return get_currency_symbol(self.currency, self.words.formats.locale).replace('"', "")

    def _scale_text(self, scale: Scale) -> str:
        return self.words.text(f"slides.scale.{scale.name}") if scale.name else ""

    def _money(self, digits: str, scale: Scale) -> str:
        text, digits = self._scale_text(scale), f"{digits}{scale.divisor}"
        if not self.words.formats.currency_first:
            after = f"{text}\u00a0{self._symbol}" if text else self._symbol
            return signed_code(f'{digits}"\u00a0{after}"')
        scaled = f'{digits}"{text}"' if text else digits
        return f'"{self._symbol}"{scaled};"{MINUS}{self._symbol}"{scaled}'


_TAILS = {Unit.SHARE: "00,0 %", Unit.MULTIPLE: ",0×"}


def step(unit: Unit, values: Sequence[float]) -> float:
    """The distance between the marks of an axis: 1, 2 or 5 times a power of ten."""
    raw = (max(0.0, *values) - min(0.0, *values)) / _INTERVALS or 1
    power = 10.0 ** math.floor(math.log10(raw))
    found = next(power * each for each in _STEPS if power * each >= raw * (1 - 1e-9))
    return max(found, _FINEST.get(unit, 1.0))


def _scale(largest: float) -> Scale:
    """The largest scale in which the marks of an axis, a fifth of its end at least, are whole."""
    return next((each for each in _SCALES if largest >= _STEPS[2] * each.size), _UNITS)


def _largest(values: Sequence[float]) -> float:
    return max(map(abs, values), default=0)
