"""An account's story as it is read: its events one by one or, where there are many, by period and team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from abm_sheets.language import fold
from abm_sheets.story.timeline import Chronicle, Event
from abm_sheets.story.units import joined

MOST = 50
"""Passages beyond which interactions and costs are taken together, by ever longer periods."""

LAST = 80
"""Passages shown at most, the last ones, where even years do not make them few."""

_NAMED = 3
"""Types of interactions named of those taken together."""

_PERIODS: Mapping[str, Callable[[date], Hashable]] = {
    "day": date.toordinal,
    "week": lambda day: day.isocalendar()[:2],
    "month": lambda day: (day.year, day.month),
    "quarter": lambda day: (day.year, (day.month - 1) // 3),
    "year": lambda day: day.year,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """An event, or those of one kind and team in a period: when, who, what, and the first row that proves it.

    `place` has the row in words, "" where there is none; `day` is the first one.
    """

    day: date
    when: str
    kind: str
    mark: str
    team: str
    team_text: str
    text: str
    tab: str
    row: int
    place: str


@dataclass(frozen=True)
class AccountStory:
    """The story of an account up to a day, oldest first; `events` are all of them, `passages` what is shown.

    `opening` is the account's stage before them, "" where it was not targeted. `standing` says where it is
    now, `outlook` what one more interaction would do and on how many people it rests, `note` how the
    passages were taken together, "" where each is one event.
    """

    account: str
    as_of: date
    currency: str
    opening: str
    standing: str
    outlook: Sequence[str]
    events: Sequence[Event]
    passages: Sequence[Passage]
    note: str


def story_of_account(known: Chronicle, account: int, figures: pd.Series) -> AccountStory:
    """The story of an account, by its position; `figures` are its own at the day."""
    events, opening = known.events(account), known.opening(account)
    period, groups = _grouped(events)
    shown = groups[-LAST:]
    notes = [] if period == "day" else [known.text(f"together.{period}", len(events))]
    if len(groups) > LAST:
        notes.append(known.text("earlier", len(groups) - LAST))
    return AccountStory(
        account=known.tables.accounts["account"].iloc[account],
        as_of=known.as_of,
        currency=known.tables.settings.currency,
        opening=opening,
        standing=_standing(known, events, opening),
        outlook=list(_outlook(known, figures)),
        events=events,
        passages=[_passage(known, group) for group in shown],
        note=" ".join(notes),
    )


def _standing(known: Chronicle, events: Sequence[Event], opening: str) -> str:
    turns = [event for event in events if event.kind == "stage"]
    stage = turns[-1].mark if turns else opening
    today = known.words.formats.day(known.as_of)
    if not stage:
        return known.text("standing.none", today=today)
    name = known.words.word("account_stage", stage)
    if not turns:
        return known.text("standing.always", today=today, stage=name)
    since = known.words.formats.day(turns[-1].day)
    return known.text("standing.since", today=today, stage=name, since=since)


def _outlook(known: Chronicle, figures: pd.Series) -> Iterator[str]:
    contacts, window = int(figures["contacts"]), known.tables.settings.engagement_window_days
    if not pd.isna(figures["engaged_if_by"]):
        day = known.words.formats.day(pd.Timestamp(figures["engaged_if_by"]).date())
        yield known.text("outlook.one_more", day=day)
    if contacts:
        yield known.text("outlook.contacts", contacts, days=window)
    if figures["single_contact"]:
        yield known.text("outlook.single", contacts, days=window)


def _grouped(events: Sequence[Event]) -> tuple[str, Sequence[Sequence[Event]]]:
    """The events by the shortest period that makes them few; those of stages and deals stand alone."""
    groups: list[Sequence[Event]] = [[event] for event in events]
    for name, period in _PERIODS.items():
        if name != "day":
            groups = _together(events, period)
        if len(groups) <= MOST:
            return name, groups
    return name, groups


def _together(events: Sequence[Event], period: Callable[[date], Hashable]) -> list[Sequence[Event]]:
    groups: dict[Hashable, list[Event]] = {}
    for at, event in enumerate(events):
        alone = event.kind in {"deal", "stage"}
        key = at if alone else (event.kind, event.team, period(event.day))
        groups.setdefault(key, []).append(event)
    return list(groups.values())


def _passage(known: Chronicle, group: Sequence[Event]) -> Passage:
    first, days = group[0], [known.words.formats.day(event.day) for event in (group[0], group[-1])]
    return Passage(
        day=first.day,
        when=" – ".join(dict.fromkeys(days)),
        kind=first.kind,
        mark=first.mark,
        team=first.team,
        team_text=known.words.word("role", first.team) if first.team else "",
        text=first.text if len(group) == 1 else _SUMS[first.kind](known, group),
        tab=first.tab,
        row=first.row,
        place=_place(known, group),
    )


def _place(known: Chronicle, group: Sequence[Event]) -> str:
    first = group[0]
    if not first.row:
        return ""
    title = known.tables.title(first.tab, known.words)
    return known.text("place", len({(event.tab, event.row) for event in group}), tab=title, row=first.row)


def _interactions(known: Chronicle, group: Sequence[Event]) -> str:
    """How many, of which types, with how many people."""
    types = Counter(event.name for event in group).most_common()
    named = [f"{name} {count}" for name, count in types[:_NAMED]]
    rest = len(types) - _NAMED
    said = (
        ", ".join(named) + known.text("more_types", rest) if rest > 0 else known.words.formats.listed(named)
    )
    people = {fold(event.contact) for event in group} - {""}
    contacts = known.text("contacts", len(people)) if people else ""
    return known.text("interactions", len(group), types=joined((said, contacts)))


def _costs(known: Chronicle, group: Sequence[Event]) -> str:
    cents = sum(round((event.amount or 0) * 100) for event in group)
    return known.text("costs", len(group), amount=known.money(cents))


_SUMS: Mapping[str, Callable[[Chronicle, Sequence[Event]], str]] = {
    "interaction": _interactions,
    "cost": _costs,
}
"""What events that are taken together come to."""
