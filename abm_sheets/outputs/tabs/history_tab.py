"""The history: each metric of each closed week as it was frozen, and the definitions of the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import orjson

from abm_sheets.history.claims import KEY, writer
from abm_sheets.history.model import DEFINITIONS, Addition, History
from abm_sheets.history.seals import week_meaning
from abm_sheets.outputs.tabs.kept_tab import Layout, Row, Seals, kept_tab
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Claim, Sheet, Value

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
        "anew": 18,
        "workbook": 20,
        "seal": 20,
    },
    frozenset({"as_of"}),
)


def history_tab(view: View) -> Sheet:
    """Lay out the history."""
    past, added = view.history.past, view.history.added
    seals = Seals(week_meaning, view.history.key, past.workbook)
    growth = seals.growth(_rows(added) if added else (), past.unsealed)
    return replace(kept_tab(view, _LAYOUT, past.kept, growth), claims=_claims(view.history))


def _claims(history: History) -> dict[str, Claim]:
    """The names that a run takes: the weeks that it freezes, and the key where there was none.

    A claim to a week that is frozen now is void: rows of it are gone, or it came with a copy.
    """
    past, added = history.past, history.added
    if added is None:
        return {}
    rows = Counter(week for week, _ in history.known)
    taken = {
        week: Claim(writer(past.workbook, added.run, rows[week]), past.claims.get(week))
        for week in added.weeks
    }
    return taken if past.key else taken | {KEY: Claim(added.key)}


def _rows(added: Addition) -> Iterator[Row]:
    """The rows that a run adds: the definitions where they are new, then each metric of each week."""
    common: dict[str, Value] = {
        "version": added.definitions.version,
        "computed_at": added.computed_at.isoformat(timespec="seconds"),
        "run": added.run,
    }
    if added.is_new:
        content = orjson.dumps(added.definitions.content, option=orjson.OPT_SORT_KEYS).decode()
        yield {**common, "metric": DEFINITIONS, "content": content}
    for each in added.frozen:
        yield {
            **common,
            "week": each.week,
            "as_of": added.weeks[each.week],
            "metric": each.metric,
            "value": each.value,
            "numerator": each.numerator,
            "denominator": each.denominator,
            "anew": True if each.anew else None,
        }
