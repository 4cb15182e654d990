"""Numbers under the digits of a pattern: `#,##0.00`, `0%`, `0.00E+00`, `# ?/?`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from tests.google.sheets.locales import Language

WIDE = Context(prec=700, rounding=ROUND_HALF_UP)
"""Room for every digit of every double."""

Piece = tuple[str, str]
SCIENTIFIC = re.compile(r"(.*)[eE]([+-])(0+)\Z")


def _grouped(whole: str, mark: str) -> str:
    first = len(whole) % 3 or 3
    return mark.join([whole[:first], *(whole[i : i + 3] for i in range(first, len(whole), 3))])


def _plain(value: Decimal, spec: str, local: Language) -> str:
    body = spec.rstrip(",")
    value = value / Decimal(1000) ** (len(spec) - len(body))
    whole_spec, _, rest_spec = body.partition(".")
    text = f"{value.quantize(Decimal(1).scaleb(-len(rest_spec)), context=WIDE):f}"
    whole, _, rest = text.partition(".")
    least = sum(c in "0?" for c in whole_spec)
    whole = whole.lstrip("0").rjust(least, "0")
    shown = len(rest_spec.rstrip("#"))
    while len(rest) > shown and rest.endswith("0"):
        rest = rest[:-1]
    if "," in whole_spec and whole:
        whole = _grouped(whole, local.group)
    return whole + (local.decimal + rest if "." in body else "")


def _scientific(value: Decimal, spec: re.Match[str], local: Language) -> str:
    places = len(spec[1].partition(".")[2])
    mantissa, _, power = f"{value:.{places}E}".partition("E")
    sign = "-" if power.startswith("-") else "+" if spec[2] == "+" else ""
    return f"{mantissa.replace('.', local.decimal)}E{sign}{power.lstrip('+-').rjust(len(spec[3]), '0')}"


def _fraction(value: Decimal, pieces: Sequence[Piece]) -> str | None:
    shape = "".join(text for kind, text in pieces if kind in ("digits", "text"))
    match = re.match(r"(?:([#0?]+) )?[#0?]+/([#0?]+|[1-9]\d*)\Z", shape.strip())
    if not match:
        return None
    limit = 10 ** len(match[2]) - 1 if not match[2].isdigit() or match[2].startswith("0") else int(match[2])
    whole, rest = divmod(Fraction(value), 1) if match[1] else (0, Fraction(value))
    part = rest.limit_denominator(limit)
    if match[1] and part == 1:
        whole, part = whole + 1, Fraction(0)
    shown = f"{part.numerator}/{part.denominator}" if part else ""
    return f"{whole} {shown}".strip() if whole or not shown else shown


def _digits(value: Decimal, spec: str, local: Language) -> str:
    scientific = SCIENTIFIC.match(spec)
    return _scientific(value, scientific, local) if scientific else _plain(value, spec, local)


def render_number(value: float, pieces: Sequence[Piece], local: Language) -> str:
    """Show a number under the pieces of a section; the sign stands before everything."""
    percents = sum(kind == "percent" for kind, _ in pieces)
    amount = abs(Decimal(repr(value))) * 100**percents
    fraction = _fraction(amount, pieces)
    if fraction is not None:
        return ("-" if value < 0 else "") + fraction
    specs = [index for index, (kind, _) in enumerate(pieces) if kind == "digits"]
    shown = [
        _digits(amount, text, local) if specs and index == specs[0] else "" if kind == "digits" else text
        for index, (kind, text) in enumerate(pieces)
    ]
    body = "".join(shown)
    return f"-{body}" if value < 0 and any(c in "123456789" for c in body) else body
