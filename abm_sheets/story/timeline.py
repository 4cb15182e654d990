"""An account's story on one line of time: interactions by team, stages, deals, the costs of the quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from abm_sheets.history.stages import Entered, StageHistory, deal_key
from abm_sheets.language import Catalogue, fold
from abm_sheets.metrics.costs import CostLines, share, shared_groups
from abm_sheets.metrics.figures import Period
from abm_sheets.metrics.moment import Prepared
from abm_sheets.metrics.weeks import NEVER_AFTER, NEVER_BEFORE, Days, Mask, day_of, number
from abm_sheets.story.units import days, joined
from abm_sheets.tables.model import Tables

Kind = Literal["interaction", "cost", "deal", "stage"]
ORDER: Sequence[Kind] = ("interaction", "cost", "deal", "stage")
"""What is first of the events of a day: what people did, then what came of it."""

_LAST = number(date.max)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to an account on a day, and the row that proves it, 0 where none does.

    `mark` says more of the kind: the stage that an account came to ("" when it is no longer targeted),
    whether a deal was `created`, `moved`, `won` or `lost`, an interaction `counted` for engagement or not.
    `name` is the type of an interaction, the label of a cost, what a deal is called. `team` is "" where it
    is nobody's deed; `amount` in units of the currency.
    """

    day: date
    kind: Kind
    mark: str
    team: str
    name: str
    text: str
    tab: str = ""
    row: int = 0
    contact: str = ""
    amount: float | None = None


@dataclass(frozen=True)
class Chronicle:
    """What the stories of accounts are read from, up to a day."""

    prepared: Prepared
    stages: StageHistory
    words: Catalogue
    as_of: date

    @property
    def tables(self) -> Tables:
        """The people's tabs."""
        return self.prepared.tables

    @property
    def period(self) -> Period:
        """The quarter up to the day."""
        return self.prepared.period(self.as_of)

    def text(self, key: str, count: float | None = None, **values: object) -> str:
        """A sentence of the stories."""
        return self.words.text(f"timeline.{key}", count, **values)

    def money(self, cents: int) -> str:
        """An amount in words, with its cents where there are any."""
        return self.words.formats.exact_money(cents / 100, self.tables.settings.currency)

    def events(self, account: int) -> Sequence[Event]:
        """All that happened to an account, by its position, oldest first."""
        deeds = [*_interactions(self, account), *_costs(self, account), *_deals(self, account)]
        past = [each for each in (*deeds, *_stages(self, account, deeds)) if each.day <= self.as_of]
        ordered = sorted(past, key=lambda event: (event.day, ORDER.index(event.kind)))
        return [self._where_it_stands(event) for event in ordered] if self.tables.joined else ordered

    def _where_it_stands(self, event: Event) -> Event:
        """An event with the tab that its row really stands in, which may hold another system's records."""
        tab, row = self.tables.locate(event.tab, event.row) if event.row else (event.tab, 0)
        return replace(event, tab=tab, row=row)

    def opening(self, account: int) -> str:
        """The account's stage before any event, "" where it was not targeted."""
        return _course(self, account).opening


def _mine(frame: pd.DataFrame | None, account: int) -> pd.DataFrame:
    return pd.DataFrame() if frame is None else frame[frame["account"].to_numpy(np.int64) == account]


def _interactions(known: Chronicle, account: int) -> Iterator[Event]:
    """What either team did; types that count for nothing are left out."""
    rows = _mine(known.tables.interactions, account)
    if rows.empty:
        return
    rows = rows[rows["engagement"].astype(bool) | rows["marketing"].astype(bool)]
    types = known.tables.interaction_types["type"].to_numpy(object)[rows["type"].to_numpy(np.int64)]
    names = ("asset", "contact", "engagement", "marketing", "row")
    columns = (days(rows["date"]), types, *(rows[name].tolist() for name in names))
    for day, kind, asset, contact, counted, marketing, row in zip(*columns, strict=True):
        mark, team = "counted" if counted else "", "marketing" if marketing else "sales"
        text = joined((kind, asset, contact))
        yield Event(day or date.max, "interaction", mark, team, kind, text, "interactions", row, contact)


def _deals(known: Chronicle, account: int) -> Iterator[Event]:
    """The deals' creations, stages, signatures and losses."""
    rows, seen = _mine(known.tables.opportunities, account), set[str]()
    owner = known.tables.accounts["account"].iloc[account]
    for _, deal in rows.iterrows():
        key = deal_key(deal["id"], owner, deal["name"])
        entries = [] if key in seen else known.stages.entries.get(key, [])
        seen.add(key)
        yield from _deal(known, deal, entries)


def _deal(known: Chronicle, deal: pd.Series, entries: Sequence[Entered]) -> Iterator[Event]:
    created, closed = days(pd.to_datetime(pd.Series([deal["created"], deal["closed"]])))
    cents = int(deal["amount"]) if deal["known"] else None
    amount = known.text("unknown_amount") if cents is None else known.money(cents)
    name = deal["name"] or known.text("unnamed")
    event = Event(
        created or date.max, "deal", "created", "sales", name, "", "opportunities", int(deal["row"])
    )
    event = replace(event, amount=None if cents is None else cents / 100)
    over, present = deal["kind"] != "open", "" if entries else known.text("present", stage=deal["stage"])
    now = known.text("undated", stage=deal["stage"]) if over and closed is None else "" if over else present
    yield replace(event, text=known.text("created", deal=joined((name, amount, now))))
    yield from _stages_of_deal(known, replace(event, mark="moved", amount=None), name, entries)
    if over and closed is not None:
        reason = known.text("reason", reason=deal["loss_reason"]) if deal["loss_reason"] else ""
        said = joined((name, amount, reason if deal["kind"] == "lost" else ""))
        yield replace(event, day=closed, mark=deal["kind"], text=known.text(deal["kind"], deal=said))


def _stages_of_deal(known: Chronicle, event: Event, name: str, entries: Sequence[Entered]) -> Iterator[Event]:
    """The stages that a deal came to; the first is only where it was first seen, unless it began there."""
    stages = known.tables.stages
    over = {fold(stage) for stage in stages.loc[stages["kind"] != "open", "stage"]}
    for at, entry in enumerate(entries):
        if fold(entry.stage) not in over and (at or entry.day != event.day):
            key = "moved" if at else "seen"
            yield replace(event, day=entry.day, text=known.text(key, deal=name, stage=entry.stage))


def _costs(known: Chronicle, account: int) -> Iterator[Event]:
    """What the quarter's cost lines took from the account, its own and its part of the shared ones."""
    for tab, lines in known.prepared.costs.items():
        frame = getattr(known.tables, tab)
        cents, members = cost_shares(known.prepared, known.period, lines, account)
        for at in np.flatnonzero(members).tolist():
            part = ""
            if lines.account[at] != account:
                part = known.text("part", int(members[at]), total=known.money(int(lines.cents[at])))
            label, row = frame["label"].iloc[at], int(lines.row[at])
            text = known.text("cost", cost=joined((known.money(int(cents[at])), label, part)))
            team = tab.removesuffix("_costs")
            day, amount = _day(int(lines.day[at])), int(cents[at]) / 100
            yield Event(day, "cost", "", team, label, text, tab, row, amount=amount)


def cost_shares(prepared: Prepared, period: Period, lines: CostLines, account: int) -> tuple[Days, Days]:
    """What each line of a period costs an account in cents, and how many bear it, 0 where it does not."""
    in_period = (number(period.start) <= lines.day) & (lines.day <= number(period.end))
    sharing = prepared.sharing(period)
    own = (lines.account == account) & in_period & sharing.in_scope[account]
    cents, members = np.where(own, lines.cents, 0), own.astype(np.int64)
    at = np.flatnonzero(in_period)
    for group, sharers in shared_groups(lines.where(in_period), sharing):
        mine = np.flatnonzero(sharers == account)
        if len(mine):
            weights = sharing.weights_of(sharers)
            members[at[group]] = len(sharers)
            cents[at[group]] = [share(int(lines.cents[line]), weights)[mine[0]] for line in at[group]]
    return cents, members


@dataclass(frozen=True)
class _Course:
    """What decides of an account's stage on any day: its targeting, its spells, its first signature."""

    since: int
    until: int
    signed: int
    opened: Sequence[tuple[int, int]]
    engaged: Sequence[tuple[int, int]]

    @property
    def turns(self) -> Sequence[int]:
        """The days on which the stage may change."""
        ends = [day for first, last in (*self.opened, *self.engaged) for day in (first, last + 1)]
        return sorted({day for day in (self.since, self.until + 1, self.signed, *ends) if day > NEVER_BEFORE})

    def stage(self, day: int) -> str:
        """The account's stage on a day, "" where it is not targeted."""
        if not self.since <= day <= self.until:
            return ""
        if self.signed <= day:
            return "customer"
        if any(first <= day <= last for first, last in self.opened):
            return "opportunity"
        return "engaged" if any(first <= day <= last for first, last in self.engaged) else "targeted"

    @property
    def opening(self) -> str:
        """The stage before the first turn."""
        return self.stage(self.turns[0] - 1)


def _course(known: Chronicle, account: int) -> _Course:
    accounts, deals, day = known.prepared.accounts, known.prepared.deals, number(known.as_of)
    won = deals.won(day) & (deals.account == account)
    return _Course(
        int(accounts.since[account]) if accounts.targeted[account] else NEVER_AFTER,
        int(accounts.until[account]),
        int(deals.closed[won].min(initial=NEVER_AFTER)),
        _spells(deals.spells(day), account),
        _spells(known.prepared.engagement.spells(day), account),
    )


def _spells(spells: tuple[Days, Days, Days], account: int) -> Sequence[tuple[int, int]]:
    who, first, last = spells
    mine: Mask = who == account
    return list(zip(first[mine].tolist(), last[mine].tolist(), strict=True))


_TURNS = {
    ("engaged", "targeted"): "ceased",
    ("opportunity", "engaged"): "closed_engaged",
    ("opportunity", "targeted"): "closed_targeted",
}
"""The turns that are more than the stage that they lead to."""

_CAUSES = {
    "customer": ("won",),
    "opportunity": ("created",),
    "engaged": ("counted",),
    "closed_engaged": ("won", "lost"),
    "closed_targeted": ("won", "lost"),
}
"""The marks of the events that bring a turn about, on its day."""


def _stages(known: Chronicle, account: int, events: Sequence[Event]) -> Iterator[Event]:
    """The account's stages, from one to the next, each with the row of the event that brought it about."""
    course, settings = _course(known, account), known.tables.settings
    rule = {"minimum": settings.engagement_min_interactions, "days": settings.engagement_window_days}
    before = course.opening
    for turn in course.turns:
        stage = course.stage(turn)
        if stage != before:
            key = _TURNS.get((before, stage), stage or "left")
            event = Event(_day(turn), "stage", stage, "", stage, known.text(f"turns.{key}", None, **rule))
            proof = [each for each in events if each.day == event.day and each.mark in _CAUSES.get(key, ())]
            if proof:
                event = replace(event, tab=proof[-1].tab, row=proof[-1].row)
            elif turn in (course.since, course.until + 1):
                event = replace(event, tab="accounts", row=int(known.tables.accounts["row"].iloc[account]))
            yield event
            before = stage


def _day(day: int) -> date:
    return day_of(min(day, _LAST))
