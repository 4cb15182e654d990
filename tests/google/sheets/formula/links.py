"""The address that a HYPERLINK formula leads to."""

from __future__ import annotations

import re

from tests.google.sheets.model import Content, Formula

LITERAL = re.compile(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)


def link_of(value: Content) -> str | None:
    """The address written out in a cell's HYPERLINK formula, if it is one."""
    match = LITERAL.match(value.text) if isinstance(value, Formula) else None
    return match[1].replace('""', '"') if match else None
