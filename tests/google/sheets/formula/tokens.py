"""Formulas cut into words, under a locale's separators."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Token(NamedTuple):
    """A word of a formula."""

    kind: str
    text: str


CELLS = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::(?:\$?[A-Za-z]{1,3}\$?[1-9]\d*|\$?[A-Za-z]{1,3}(?![A-Za-z\d])))?"
COLUMNS = r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?"
ROWS = r"\$?[1-9]\d*:\$?[1-9]\d*"
TITLE = r"'(?:[^']|'')+'!|[^\W\d][\w.]*!"


@cache
def _pattern(decimal: str) -> re.Pattern[str]:
    point = re.escape(decimal)
    separators = ";" if decimal == "," else ",;"
    parts = {
        "space": r"\s+",
        "text": r'"(?:[^"]|"")*"',
        "error": r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|ERROR!)",
        "reference": rf"(?:{TITLE})?(?:{COLUMNS}|{ROWS}|{CELLS})(?![\w(.!])",
        "number": rf"(?:\d+(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?",
        "function": r"[^\W\d][\w.]*(?=\s*\()",
        "named": rf"(?:{TITLE})?[^\W\d][\w.]*",
        "operator": r"<=|>=|<>|[-+*/^&=<>%]",
        "separator": rf"[{separators}]",
        "column": r"\\",
        "bracket": r"[(){}]",
    }
    return re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items()))


def tokens(text: str, decimal: str) -> list[Token] | None:
    """Cut a formula (without its `=`) into words; None where it holds something that is none."""
    found, place, pattern = [], 0, _pattern(decimal)
    while place < len(text):
        match = pattern.match(text, place)
        if not match:
            return None
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup or "", match[0]))
        place = match.end()
    return found
