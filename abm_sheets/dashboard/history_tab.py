"""The history: each metric of each closed week as it was frozen, and the definitions of the time."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from abm_sheets.dashboard.kept_tab import Layout, Row, kept_tab
from abm_sheets.dashboard.view import View
from abm_sheets.history.model import DEFINITIONS, Addition
from abm_sheets.workbook.sheet import Sheet

_LAYOUT = Layout(
    "history",
    {
        "week": 12,
        "as_of": 13,
        "metric": 24,
        "value": 16,
        "numerator": 16,
        "denominator": 16,
        "version": 22,
        "computed_at": 26,
        "run": 16,
        "content": 40,
    },
    frozenset({"as_of"}),
)


def history_tab(view: View) -> Sheet:
    """Lay out the history."""
    added = view.history.added
    claims = dict.fromkeys(added.weeks, added.run) if added else {}
    return kept_tab(view, _LAYOUT, view.history.past.kept, list(_rows(view, added)), claims)


def _rows(view: View, added: Addition | None) -> Iterator[Row]:
    """The rows that a run adds: the definitions where they are new, then each metric of each week."""
    if added is None:
        return
    common = {
        "version": added.definitions.version,
        "computed_at": added.computed_at.isoformat(timespec="seconds"),
        "run": added.run,
    }
    if added.is_new:
        content = orjson.dumps(added.definitions.content, option=orjson.OPT_SORT_KEYS).decode()
        yield {**common, "metric": view.words.title(DEFINITIONS), "content": content}
    for each in added.frozen:
        yield {
            **common,
            "week": each.week,
            "as_of": added.weeks[each.week],
            "metric": view.words.word("metric", each.metric),
            "value": each.value,
            "numerator": each.numerator,
            "denominator": each.denominator,
        }
