"""What changed since last Monday: each metric part by part, the deals that moved, the costs added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from abm_sheets.history.changes import Explained, explained
from abm_sheets.metrics import figures as computed
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, metric_text, signed_figure

MOST = 6
"""Names given of what makes a part, unless fewer are asked for; the others are counted."""

_DEALS = {"opportunities": "created", "won_deals": "signed", "revenue": "signed"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a change: how much, with its sign, why, and the names behind it."""

    amount: Figure
    reason: str
    names: str


@dataclass(frozen=True, slots=True)
class Change:
    """A metric that moved since last Monday, the parts that add up to it, and what it was and is."""

    key: str
    label: str
    amount: Figure
    total: str
    parts: Sequence[Part]
    before: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since last Monday; `title` says so where nothing did, "" where nothing can be compared.

    `deals` and `costs` are a sentence each, "" where there is nothing to say; `counts` has how many deals
    were `created`, `moved` to another stage, `signed` and `lost`.
    """

    title: str
    changes: Sequence[Change]
    deals: str
    costs: str
    counts: Mapping[str, int] = field(default_factory=dict)


def changes_of(view: View, most: int = MOST) -> Changes:
    """Each metric that moved, part by part, then the deals and the costs; at most so many names each."""
    found, text = view.figures.changes, view.words.text
    if found is None:
        return Changes("", [], "", "")
    moved = [_change(view, each, most) for each in explained(found, view.history) if each.parts]
    title = text("changes.title" if moved else "changes.none", day=since_text(view, found))
    counts = _deal_counts(view, found)
    return Changes(title, moved, text("changes.deals", None, **counts), _costs(view, found), counts)


def since_text(view: View, changes: computed.Changes) -> str:
    """The day since which changes are told."""
    return view.words.formats.long_day(changes.since)


def names_text(view: View, accounts: Sequence[int], most: int = MOST) -> str:
    """The names of some accounts, by their positions, the first ones only."""
    names = view.tables.accounts["account"].tolist()
    distinct = list(dict.fromkeys(names[position] for position in accounts))
    listed, rest = ", ".join(distinct[:most]), len(distinct) - most
    return view.words.text("changes.more", rest, names=listed) if rest > 0 else listed


def _change(view: View, change: Explained, most: int) -> Change:
    before, now = (metric_text(view, change.metric, value) for value in (change.before, change.now))
    return Change(
        key=change.metric,
        label=view.words.word("metric", change.metric),
        amount=signed_figure(view, change.metric, change.now - change.before),
        total=view.words.text("changes.reasons.total", None, before=before, now=now),
        parts=[_part(view, change.metric, each, most) for each in change.parts],
        before=before,
        now=now,
    )


def _part(view: View, metric: str, part: computed.Part, most: int) -> Part:
    """Why, in words: deals are created or signed, accounts have new interactions."""
    key = _DEALS.get(metric, part.reason) if part.reason == "new" else part.reason
    return Part(
        signed_figure(view, metric, part.amount),
        view.words.text(f"changes.reasons.{key}"),
        names_text(view, _accounts(view, part), most),
    )


def _accounts(view: View, part: computed.Part) -> Sequence[int]:
    """The accounts of a part, or those of its deals."""
    if not part.deals or view.tables.opportunities is None:
        return part.accounts
    accounts = view.tables.opportunities["account"].tolist()
    return [accounts[position] for position in part.deals]


def _deal_counts(view: View, changes: computed.Changes) -> Mapping[str, int]:
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


def _costs(view: View, changes: computed.Changes) -> str:
    """The costs that were added, nothing where there are none."""
    money, currency = view.words.formats.money, view.tables.settings.currency
    costs = ", ".join(
        f"{view.words.title(name)} {money(amount, currency)}"
        for name, amount in changes.costs.items()
        if amount
    )
    return view.words.text("changes.costs", costs=costs) if costs else ""
