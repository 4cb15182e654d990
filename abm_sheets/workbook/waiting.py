"""A text that a cell shows by itself once a moment has passed: a formula with no cell in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from abm_sheets.workbook.sheet import Item
from abm_sheets.workbook.written import Plain, clean_text

_LONGEST_LITERAL = 255
"""Characters that Excel takes in a text inside a formula."""


@dataclass(frozen=True, slots=True)
class ShownAfter:
    """A text of ours, and the minute on the workbook's own clock after which it shows."""

    moment: datetime
    text: str


Written = Plain | ShownAfter
"""What a cell is given."""


def waiting(item: Item) -> ShownAfter | None:
    """The text of an item that waits for its moment, None where it shows at once."""
    return None if item.shown_after is None else ShownAfter(item.shown_after, str(item.value))


def formula(later: ShownAfter, separator: str) -> str:
    """The formula of such a text; `;` between arguments is understood under every locale of Google's.

    The text stands between quotes, its own doubled: nothing in it can end it.
    """
    when = later.moment
    day = separator.join(map(str, (when.year, when.month, when.day)))
    time = separator.join(map(str, (when.hour, when.minute, 0)))
    text = clean_text(later.text, _LONGEST_LITERAL).replace('"', '""')
    return f'=IF(NOW()>DATE({day})+TIME({time}){separator}"{text}"{separator}"")'
