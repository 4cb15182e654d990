"""What changed since last Monday: each metric part by part, the deals that moved, the costs added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abm_sheets.dashboard.stack import Stack
from abm_sheets.dashboard.view import View
from abm_sheets.dashboard.wording import metric_text
from abm_sheets.history.explained import Explained, explained
from abm_sheets.metrics.figures import Changes, Part
from abm_sheets.workbook.sheet import Style, TableColumn

MOST = 6
"""Names told of what makes a part; the others are counted."""

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
    stack.line(_deals(view, changes))
    if any(changes.costs.values()):
        stack.line(text("changes.costs", costs=_costs(view, changes)))


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
    values = {
        key: metric_text(view, change.metric, value)
        for key, value in (("before", change.before), ("now", change.now))
    }
    total = view.words.text("changes.reasons.total", None, **values)
    label = view.words.word("metric", change.metric)
    yield label, _signed(view, change.metric, change.now - change.before), total, ""
    for part in change.parts:
        yield (
            "",
            _signed(view, change.metric, part.amount),
            _reason(view, change.metric, part),
            _who(view, part),
        )


def _reason(view: View, metric: str, part: Part) -> str:
    """Why, in words: deals are created or signed, accounts have new interactions."""
    key = _DEALS.get(metric, part.reason) if part.reason == "new" else part.reason
    return view.words.text(f"changes.reasons.{key}")


def _signed(view: View, metric: str, amount: float) -> str:
    """An amount with its sign."""
    sign = "+" if amount > 0 else "\u2212" if amount < 0 else ""
    return f"{sign}{metric_text(view, metric, abs(amount))}"


def _who(view: View, part: Part) -> str:
    """The names of the accounts, or of the deals' accounts, the first ones only."""
    names = view.tables.accounts["account"].tolist()
    positions = list(part.accounts)
    if part.deals and view.tables.opportunities is not None:
        accounts = view.tables.opportunities["account"].tolist()
        positions = [accounts[position] for position in part.deals]
    told = list(dict.fromkeys(names[position] for position in positions))
    listed = ", ".join(told[:MOST])
    return view.words.text("changes.more", len(told) - MOST, names=listed) if len(told) > MOST else listed


def _deals(view: View, changes: Changes) -> str:
    moved = sum(
        changes.since < entry.day <= view.figures.period.end
        for entries in view.stages.entries.values()
        for entry in entries[1:]
    )
    counts = {
        "created": len(changes.created),
        "signed": len(changes.signed),
        "lost": len(changes.lost),
        "moved": moved,
    }
    return view.words.text("changes.deals", None, **counts)


def _costs(view: View, changes: Changes) -> str:
    money = view.words.formats.money
    currency = view.tables.settings.currency
    return ", ".join(
        f"{view.words.title(name)} {money(amount, currency)}"
        for name, amount in changes.costs.items()
        if amount
    )
