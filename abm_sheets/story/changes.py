"""What changed since last Monday: each metric part by part, the deals that moved, the costs added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from abm_sheets.history.changes import Explained, explained
from abm_sheets.metrics import figures as computed
from abm_sheets.metrics.known import BY_KEY
from abm_sheets.metrics.opportunities import ACCOUNTS_IN_OPPORTUNITY
from abm_sheets.metrics.revenue import OPEN_PIPELINE
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, metric_text, money, quarter_text, signed_figure

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
    """A metric that moved since last Monday, the parts that add up to it, and what it was and is.

    What started again with a quarter that began meanwhile has no `before`: it is counted from that day on.
    """

    key: str
    label: str
    amount: Figure
    total: str
    parts: Sequence[Part]
    before: str = ""
    now: str = ""

    @property
    def step(self) -> str:
        """How it went from what it was to what it is: the end of the keys of the texts that say so."""
        if not self.before:
            return "started"
        return "same" if self.before == self.now else "moved"


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since last Monday; `title` says so where nothing did, "" where nothing can be compared.

    `deals` and `costs` are a sentence each, "" where there is nothing to say; `counts` has how many deals
    were `created`, `moved` to another stage, `signed` and `lost`. `quarter` says that a quarter began
    meanwhile, what is still open and what the last days of the one before brought; "" where none began.
    """

    title: str
    changes: Sequence[Change]
    deals: str
    costs: str
    counts: Mapping[str, int] = field(default_factory=dict)
    quarter: str = ""


def changes_of(view: View, most: int = MOST) -> Changes:
    """Each metric that moved, part by part, then the deals and the costs; at most so many names each."""
    found, text = view.figures.changes, view.words.text
    if found is None:
        return Changes("", [], "", "")
    began = _began(view)
    changes = (_change(view, each, most) for each in explained(found, view.history))
    moved = [each for each in changes if each.parts]
    title = text("changes.title" if moved or began else "changes.none", day=since_text(view, found))
    counts = _deal_counts(view, found)
    return Changes(
        title=title,
        changes=moved,
        deals=text("changes.deals", None, **counts),
        costs=_costs(view, found),
        counts=counts,
        quarter=" ".join(_quarter(view, found, most)) if began else "",
    )


def _quarter(view: View, found: computed.Changes, most: int) -> Iterator[str]:
    """That the quarter began, what is open, and the deals of the days that it does not count."""
    text, now, period = view.words.text, view.figures.now, view.figures.period
    first = view.words.formats.long_day(period.start)
    yield text("changes.quarter.began", quarter=quarter_text(period, view.words), day=first)
    accounts, pipeline = now[ACCOUNTS_IN_OPPORTUNITY], now[OPEN_PIPELINE]
    if accounts and pipeline:
        yield text("changes.quarter.open", accounts.number, amount=money(view, pipeline.cents))
    deals = view.tables.opportunities
    if deals is None:
        return
    for key, positions in (("created", found.created), ("closed", found.signed)):
        days = deals[key].to_numpy("datetime64[D]")
        late = [position for position in positions if days[position] < np.datetime64(period.start)]
        if late:
            names = names_text(view, deals["account"].iloc[late].tolist(), most)
            yield text(f"changes.quarter.{key}", len(late), names=names)


def _began(view: View) -> bool:
    """Whether a quarter began since last Monday."""
    found = view.figures.changes
    return found is not None and found.since < view.figures.period.start


def since_text(view: View, changes: computed.Changes) -> str:
    """The day since which changes are shown."""
    return view.words.formats.long_day(changes.since)


def names_text(view: View, accounts: Sequence[int], most: int = MOST) -> str:
    """The names of some accounts, by their positions, the first ones only."""
    names = view.tables.accounts["account"].tolist()
    distinct = list(dict.fromkeys(names[position] for position in accounts))
    rest = len(distinct) - most
    if rest > 0:
        return view.words.text("changes.more", rest, names=", ".join(distinct[:most]))
    return view.words.formats.listed(distinct)


def _change(view: View, change: Explained, most: int) -> Change:
    restarted = _began(view) and BY_KEY[change.metric].quarterly
    was, now = None if restarted else change.before, metric_text(view, change.metric, change.now)
    moved = Change(
        key=change.metric,
        label=view.words.word("metric", change.metric),
        amount=signed_figure(view, change.metric, change.now - (was or 0)),
        total="",
        # That a quarter which begins empties it is no fall.
        parts=[
            _part(view, change.metric, each, most)
            for each in change.parts
            if each.reason == "new" or not restarted
        ],
        before="" if was is None else metric_text(view, change.metric, was),
        now=now,
    )
    total = view.words.text(f"changes.total.{moved.step}", None, before=moved.before, now=now)
    return replace(moved, total=total)


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
    costs = [
        f"{view.words.title(name)} {money(amount, currency)}"
        for name, amount in changes.costs.items()
        if amount
    ]
    return view.words.text("changes.costs", costs=view.words.formats.listed(costs)) if costs else ""
