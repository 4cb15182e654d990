"""What changed since last Monday: each metric part by part, the deals that moved, the costs added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abm_sheets.history.explained import Explained, explained
from abm_sheets.metrics.figures import Changes, Part
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text
from abm_sheets.workbook.sheet import Style, TableColumn

MOST = 6
"""Names told of what makes a part, unless fewer are asked for; the others are counted."""

_DEALS = {"opportunities": "created", "won_deals": "signed", "revenue": "signed"}
_Line = tuple[str, str, str, str]


def add_changes(view: View, stack: Stack) -> None:
    """Add the changes, a row a part, then the deals and the costs in a sentence each."""
    changes = view.figures.changes
    if changes is None:
        return
    text, day = view.words.text, view.words.formats.long_day(changes.since)
    lines = [line for each in explained(changes, view.history) for line in _lines(view, each)]
    stack.gap()
    stack.line(text("changes.title" if lines else "changes.none", day=day), Style.LABEL)
    if lines:
        stack.table(_columns(view, lines))
    stack.line(deals_text(view, changes))
    if costs := costs_text(view, changes):
        stack.line(costs)


def _columns(view: View, lines: Sequence[_Line]) -> Sequence[TableColumn]:
    headers = (view.words.text(f"changes.columns.{key}") for key in ("metric", "change", "reason", "what"))
    return [
        TableColumn(header, values, Style.WRAPPED)
        for header, values in zip(headers, zip(*lines, strict=True), strict=True)
    ]


def _lines(view: View, change: Explained) -> Iterator[_Line]:
    """The whole change, then its parts; nothing where nothing moved."""
    if not change.parts:
        return
    label = view.words.word("metric", change.metric)
    yield label, signed_text(view, change.metric, change.now - change.before), total_text(view, change), ""
    for part in change.parts:
        yield (
            "",
            signed_text(view, change.metric, part.amount),
            reason_text(view, change.metric, part),
            who_text(view, part),
        )


def total_text(view: View, change: Explained) -> str:
    """From what it was to what it is."""
    values = {
        key: metric_text(view, change.metric, value)
        for key, value in (("before", change.before), ("now", change.now))
    }
    return view.words.text("changes.reasons.total", None, **values)


def reason_text(view: View, metric: str, part: Part) -> str:
    """Why, in words: deals are created or signed, accounts have new interactions."""
    key = _DEALS.get(metric, part.reason) if part.reason == "new" else part.reason
    return view.words.text(f"changes.reasons.{key}")


def signed_text(view: View, metric: str, amount: float) -> str:
    """An amount with its sign."""
    sign = "+" if amount > 0 else ""
    return f"{sign}{metric_text(view, metric, amount)}"


def who_text(view: View, part: Part, most: int = MOST) -> str:
    """The names of the accounts, or of the deals' accounts, the first ones only."""
    names = view.tables.accounts["account"].tolist()
    positions = list(part.accounts)
    if part.deals and view.tables.opportunities is not None:
        accounts = view.tables.opportunities["account"].tolist()
        positions = [accounts[position] for position in part.deals]
    told = list(dict.fromkeys(names[position] for position in positions))
    listed = ", ".join(told[:most])
    return view.words.text("changes.more", len(told) - most, names=listed) if len(told) > most else listed


def deals_text(view: View, changes: Changes) -> str:
    """How many deals were created, moved, signed and lost."""
    return view.words.text("changes.deals", None, **deal_counts(view, changes))


def deal_counts(view: View, changes: Changes) -> dict[str, int]:
    """How many deals were `created`, `moved` to another stage, `signed` and `lost`."""
    moved = sum(
        changes.since < entry.day <= view.figures.period.end
        for entries in view.stages.entries.values()
        for entry in entries[1:]
    )
    return {
        "created": len(changes.created),
        "signed": len(changes.signed),
        "lost": len(changes.lost),
        "moved": moved,
    }


def costs_text(view: View, changes: Changes) -> str:
    """The costs that were added, nothing where there are none."""
    money = view.words.formats.money
    currency = view.tables.settings.currency
    costs = ", ".join(
        f"{view.words.title(name)} {money(amount, currency)}"
        for name, amount in changes.costs.items()
        if amount
    )
    return view.words.text("changes.costs", costs=costs) if costs else ""
