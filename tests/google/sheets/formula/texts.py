"""Functions on texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.google.sheets.display import display
from tests.google.sheets.formula.coercion import compare, number, text, text_number
from tests.google.sheets.formula.collecting import values
from tests.google.sheets.formula.conditional import wildcard
from tests.google.sheets.formula.registry import function
from tests.google.sheets.formula.values import Block, FailureError, Operand, Value, block, checked
from tests.google.sheets.locales import language
from tests.google.sheets.patterns import render

if TYPE_CHECKING:
    from tests.google.sheets.formula.evaluation import Scope


LONGEST = 32_000
"""The longest text that REPT makes."""


@function("CONCATENATE", 1, None)
def concatenate(scope: Scope, *operands: Operand) -> str:
    """CONCATENATE(text, …)."""
    return "".join(text(scope.book, value) for value in values(operands))


@function("JOIN", 2, None)
def join(scope: Scope, separator: Operand, *operands: Operand) -> str:
    """JOIN(separator, text, …)."""
    return text(scope.book, scope.single(separator)).join(
        text(scope.book, value) for value in values(operands)
    )


@function("TEXTJOIN", 3, None)
def text_join(scope: Scope, separator: Operand, skip: Operand, *operands: Operand) -> str:
    """TEXTJOIN(separator, skip blanks, text, …)."""
    parts = [text(scope.book, value) for value in values(operands)]
    kept = [part for part in parts if part or not scope.single(skip)]
    return text(scope.book, scope.single(separator)).join(kept)


def _simple(name: str, run: Callable[[str], Value]) -> None:
    function(name, 1, 1, single=True)(lambda scope, value: run(text(scope.book, value)))


_simple("LEN", len)
_simple("UPPER", str.upper)
_simple("LOWER", str.lower)
_simple("TRIM", lambda value: " ".join(value.split()))
_simple("CLEAN", lambda value: "".join(filter(str.isprintable, value)))
_simple("PROPER", lambda value: re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), value))
_simple("CODE", lambda value: ord(value[0]))
_simple("UNICODE", lambda value: ord(value[0]))
_simple("ENCODEURL", lambda value: quote(value, safe=""))
_simple("TO_TEXT", lambda value: value)


@function("T", 1, 1, single=True)
def only_text(_: Scope, value: Value) -> str:
    """T(value): a text as it is, nothing for anything else."""
    value = checked(value)
    return value if isinstance(value, str) else ""


@function("CHAR UNICHAR", 1, 1, single=True)
def char(scope: Scope, value: Value) -> str:
    """CHAR(number)."""
    return chr(int(number(scope.book, value, "CHAR", 1)))


def _count(scope: Scope, value: Value, name: str, position: int) -> int:
    amount = int(number(scope.book, value, name, position))
    if amount < 0:
        raise FailureError(
            "VALUE",
            f"Function {name} parameter {position} value is {amount}. "
            "It should be greater than or equal to 0.",
        )
    return amount


@function("LEFT", 1, 2, single=True)
def left(scope: Scope, value: Value, length: Value = 1) -> str:
    """LEFT(text, length)."""
    return text(scope.book, value)[: _count(scope, length, "LEFT", 2)]


@function("RIGHT", 1, 2, single=True)
def right(scope: Scope, value: Value, length: Value = 1) -> str:
    """RIGHT(text, length)."""
    whole, size = text(scope.book, value), _count(scope, length, "RIGHT", 2)
    return whole[max(len(whole) - size, 0) :]


@function("MID", 3, 3, single=True)
def mid(scope: Scope, value: Value, start: Value, length: Value) -> str:
    """MID(text, start, length)."""
    begin = max(_count(scope, start, "MID", 2), 1) - 1
    return text(scope.book, value)[begin : begin + _count(scope, length, "MID", 3)]


def _missing(name: str, needle: str, whole: str) -> FailureError:
    return FailureError("VALUE", f"In {name} evaluation, cannot find '{needle}' within '{whole}'.")


@function("FIND", 2, 3, single=True)
def find(scope: Scope, needle: Value, value: Value, start: Value = 1) -> int:
    """FIND(needle, text, start)."""
    wanted, whole = text(scope.book, needle), text(scope.book, value)
    at = whole.find(wanted, max(_count(scope, start, "FIND", 3), 1) - 1)
    if at < 0:
        raise _missing("FIND", wanted, whole)
    return at + 1


@function("SEARCH", 2, 3, single=True)
def search(scope: Scope, needle: Value, value: Value, start: Value = 1) -> int:
    """SEARCH(needle, text, start): without regard to case, wildcards allowed."""
    wanted, whole = text(scope.book, needle), text(scope.book, value)
    match = wildcard(wanted).search(whole, max(_count(scope, start, "SEARCH", 3), 1) - 1)
    if not match:
        raise _missing("SEARCH", wanted, whole)
    return match.start() + 1


@function("SUBSTITUTE", 3, 4, single=True)
def substitute(scope: Scope, value: Value, old: Value, new: Value, which: Value = None) -> str:
    """SUBSTITUTE(text, old, new, which)."""
    whole, before, after = (text(scope.book, part) for part in (value, old, new))
    if not before:
        return whole
    if which is None:
        return whole.replace(before, after)
    parts, place = whole.split(before), _count(scope, which, "SUBSTITUTE", 4)
    if not 1 <= place < len(parts):
        return whole
    return before.join(parts[:place]) + after + before.join(parts[place:])


@function("REPLACE", 4, 4, single=True)
def replace(scope: Scope, value: Value, start: Value, length: Value, new: Value) -> str:
    """REPLACE(text, start, length, new)."""
    whole, begin = text(scope.book, value), max(_count(scope, start, "REPLACE", 2), 1) - 1
    return whole[:begin] + text(scope.book, new) + whole[begin + _count(scope, length, "REPLACE", 3) :]


@function("REPT", 2, 2, single=True)
def repeat(scope: Scope, value: Value, times: Value) -> str:
    """REPT(text, times)."""
    part, count = text(scope.book, value), _count(scope, times, "REPT", 2)
    if len(part) * count > LONGEST:
        raise FailureError("VALUE", f"Text result of REPT is longer than the limit of {LONGEST} characters.")
    return part * count


@function("EXACT", 2, 2, single=True)
def exact(scope: Scope, one: Value, other: Value) -> bool:
    """EXACT(one, other): equal, case included."""
    return compare(one, other) == 0 and text(scope.book, one) == text(scope.book, other)


@function("VALUE TO_PURE_NUMBER", 1, 1, single=True)
def value_of(scope: Scope, value: Value) -> float:
    """VALUE(text)."""
    value = checked(value)
    if not isinstance(value, str):
        return float(number(scope.book, value, "VALUE", 1))
    found = text_number(scope.book, value)
    if found is None:
        raise FailureError("VALUE", f"VALUE parameter '{value}' cannot be parsed to number.")
    return found


@function("TEXT", 2, 2, single=True)
def formatted(scope: Scope, value: Value, pattern: Value) -> str:
    """TEXT(value, pattern)."""
    value, shape = checked(value), text(scope.book, pattern)
    if isinstance(value, str):
        found = text_number(scope.book, value)
        if found is None:
            return value
        value = found
    if isinstance(value, bool) or not shape:
        return display(scope.book, value) if shape else ""
    return render(value or 0, shape, language(scope.book.properties["locale"]))


@function("SPLIT", 2, 4)
def split(scope: Scope, value: Operand, separators: Operand, each: Operand = 1, skip: Operand = 1) -> Block:
    """SPLIT(text, separators, by each character, without empty parts)."""
    marks = text(scope.book, scope.single(separators))
    if not marks:
        raise FailureError("VALUE", "Function SPLIT parameter 2 value should be non-empty.")
    shape = f"[{re.escape(marks)}]" if scope.single(each) else re.escape(marks)
    parts = re.split(shape, text(scope.book, scope.single(value)))
    kept = [part for part in parts if part or not scope.single(skip)]
    numbers = [text_number(scope.book, part) for part in kept]
    return block([[part if found is None else found for part, found in zip(kept, numbers, strict=True)]])


def _compiled(scope: Scope, pattern: Value, name: str) -> re.Pattern[str]:
    shape = text(scope.book, pattern)
    try:
        return re.compile(shape)
    except re.error:
        raise FailureError(
            "REF", f'Function {name} parameter 2 value "{shape}" is not a valid regular expression.'
        ) from None


@function("REGEXMATCH", 2, 2, single=True)
def regex_match(scope: Scope, value: Value, pattern: Value) -> bool:
    """REGEXMATCH(text, pattern)."""
    return bool(_compiled(scope, pattern, "REGEXMATCH").search(text(scope.book, value)))


@function("REGEXEXTRACT", 2, 2, single=True)
def regex_extract(scope: Scope, value: Value, pattern: Value) -> str:
    """REGEXEXTRACT(text, pattern): the first group, or the whole match."""
    whole = text(scope.book, value)
    match = _compiled(scope, pattern, "REGEXEXTRACT").search(whole)
    if not match:
        raise FailureError(
            "N_A",
            f'Function REGEXEXTRACT parameter 2 value "{pattern}" does not match '
            f'text of Function REGEXEXTRACT parameter 1 value "{whole}".',
        )
    return match[1] or "" if match.groups() else match[0]


@function("REGEXREPLACE", 3, 3, single=True)
def regex_replace(scope: Scope, value: Value, pattern: Value, new: Value) -> str:
    """REGEXREPLACE(text, pattern, new), its groups as `$1`."""
    template = re.sub(r"\$(\d)", r"\\\1", text(scope.book, new))
    return _compiled(scope, pattern, "REGEXREPLACE").sub(template, text(scope.book, value))
