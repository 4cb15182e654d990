"""The workbooks served: their schedules, their channels, and what the last refresh found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from abm_sheets.errors.incoming import NotServedError
from abm_sheets.outputs.message import Channel
from abm_sheets.service.database import channels, events, hooks, runs, systems, workbooks
from abm_sheets.service.schedule import check_zone, next_run
from abm_sheets.story.digest import Digest


@dataclass(frozen=True)
class Served:
    """A workbook served; `zone` is the one chosen for its schedule, None for the spreadsheet's own.

    `found` is what the last refresh found, by language, as it is kept, and `currencies` the one that the
    amounts of each tab are in where nothing says it. `when_changed`: its Monday message
    is sent only where something changed in the week.
    """

    id: str
    title: str
    schedule: str
    zone: str | None
    sheet_zone: str
    locale: str
    paused: bool
    added: datetime
    next_due: datetime | None
    alerts: tuple[str, ...]
    when_changed: bool
    found: Mapping[str, Any]
    refreshed: datetime | None
    failing_since: datetime | None
    feeding: str | None
    feeding_failing_since: datetime | None
    feed_failures: int
    account: str | None
    feed_failure: Mapping[str, str] | None
    currencies: Mapping[str, str]

    @cached_property
    def digests(self) -> Mapping[str, Digest]:
        """What the last refresh found, by language: read where it is shown, for all else asks more often."""
        return {language: Digest.model_validate(each) for language, each in self.found.items()}

    @property
    def clock(self) -> tzinfo:
        """The time zone that the schedule is in."""
        return check_zone(self.zone or self.sheet_zone)


@dataclass(frozen=True)
class Learnt:
    """What a refresh finds of its workbook: its title, regional settings and digest in each language.

    `currencies` has by tab the code of the one that amounts are in where nothing says it, if known.
    """

    title: str
    locale: str
    zone: str
    digests: Mapping[str, Digest]
    currencies: Mapping[str, str] = field(default_factory=dict)


def add_workbook(connection: sa.Connection, values: Mapping[str, Any], first: Mapping[str, Any]) -> None:
    """Serve a workbook from now on, or change how; `first` is what a new one has where nothing is said."""
    changed = workbooks.update().where(workbooks.c.id == values["id"]).values(**values)
    if not connection.execute(changed).rowcount:
        connection.execute(workbooks.insert().values(**{**first, **values}))


def find_workbook(connection: sa.Connection, workbook: str) -> Served | None:
    """The workbook of an id, if it is served."""
    row = connection.execute(workbooks.select().where(workbooks.c.id == workbook)).first()
    return None if row is None else _served(row)


def get_workbook(connection: sa.Connection, workbook: str) -> Served:
    """The workbook of an id.

    Raises:
        NotServedError: it is not served.

    """
    served = find_workbook(connection, workbook)
    if served is None:
        raise NotServedError(workbook=workbook)
    return served


def list_workbooks(connection: sa.Connection) -> Sequence[Served]:
    """All workbooks served, by title."""
    return [_served(row) for row in connection.execute(workbooks.select().order_by(workbooks.c.title))]


def list_due(connection: sa.Connection, now: datetime) -> Sequence[Served]:
    """The workbooks whose next run has come."""
    due = (workbooks.c.next_due <= now) & ~workbooks.c.paused
    return [_served(row) for row in connection.execute(workbooks.select().where(due))]


def hold(connection: sa.Connection, workbook: str) -> bool:
    """Keep other transactions off a workbook until this one ends; whether it is served."""
    kept = workbooks.update().where(workbooks.c.id == workbook).values(title=workbooks.c.title)
    return bool(connection.execute(kept).rowcount)


def account_of(connection: sa.Connection, workbook: str) -> str | None:
    """Which of several accounts a workbook keeps to, None where none was chosen."""
    query = sa.select(workbooks.c.account).where(workbooks.c.id == workbook)
    return connection.execute(query).scalar()


def by_load(connection: sa.Connection, accounts: Iterable[str]) -> Sequence[str]:
    """Some accounts, first that which the fewest workbooks keep to."""
    query = sa.select(workbooks.c.account, sa.func.count().label("served")).group_by(workbooks.c.account)
    counts = {row.account: row.served for row in connection.execute(query)}
    return sorted(accounts, key=lambda account: counts.get(account, 0))


def release_accounts(connection: sa.Connection, kept: Sequence[str]) -> None:
    """Have workbooks choose anew whose account is none of those that there are."""
    gone = workbooks.update().where(workbooks.c.account.not_in(kept))
    connection.execute(gone.values(account=None))


def change(connection: sa.Connection, workbook: str, **values: Any) -> None:
    """Set some columns of a workbook."""
    connection.execute(workbooks.update().where(workbooks.c.id == workbook).values(**values))


def begin_feeding(connection: sa.Connection, workbook: str, name: str) -> bool:
    """Give a job the writing of a workbook's events, unless another has it; whether it is given."""
    free = workbooks.update().where(workbooks.c.id == workbook, workbooks.c.feeding.is_(None))
    return bool(connection.execute(free.values(feeding=name)).rowcount)


def learn(connection: sa.Connection, served: Served, learnt: Learnt, now: datetime) -> None:
    """Keep what a refresh found; a spreadsheet whose time zone changed is due by its new clock."""
    if served.zone is None and learnt.zone != served.sheet_zone and served.next_due is not None:
        change(connection, served.id, next_due=next_run(served.schedule, check_zone(learnt.zone), now))
    change(
        connection,
        served.id,
        title=learnt.title,
        locale=learnt.locale,
        sheet_zone=learnt.zone,
        digests={language: each.model_dump(mode="json") for language, each in learnt.digests.items()},
        currencies=dict(learnt.currencies),
        refreshed=now,
        failing_since=None,
    )


def remove_workbook(connection: sa.Connection, workbook: str) -> int:
    """Forget a workbook with its runs, channels, sources and events; how many events were never written."""
    unwritten = sa.select(sa.func.count()).where(events.c.workbook == workbook, events.c.written.is_(None))
    lost = connection.execute(unwritten).scalar_one()
    for table in (runs, channels, hooks, events, systems):
        connection.execute(table.delete().where(table.c.workbook == workbook))
    connection.execute(workbooks.delete().where(workbooks.c.id == workbook))
    return int(lost)


def _served(row: sa.Row[Any]) -> Served:
    values = row._mapping  # noqa: SLF001 (the documented way to a row's names)
    given: dict[str, Any] = {
        "alerts": tuple(values["alerts"].split()),
        "found": values["digests"] or {},
        "currencies": values["currencies"] or {},
    }
    kept = {name: values[name] for name in Served.__dataclass_fields__ if name not in given}
    return Served(**kept, **given)


def set_channels(connection: sa.Connection, workbook: str, wanted: Sequence[Channel]) -> None:
    """Let a workbook have these channels and no others; those that it has keep their numbers."""
    known = list_channels(connection, workbook)
    gone = [number for number, channel in known.items() if channel not in wanted]
    connection.execute(channels.delete().where(channels.c.id.in_(gone)))
    for channel in dict.fromkeys(wanted):
        if channel not in known.values():
            values = {"workbook": workbook, "role": channel.role, "address": channel.address}
            connection.execute(channels.insert().values(**values))


def list_channels(connection: sa.Connection, workbook: str) -> Mapping[int, Channel]:
    """The channels of a workbook by their numbers, which no other channel ever has."""
    query = channels.select().where(channels.c.workbook == workbook).order_by(channels.c.id)
    return {row.id: Channel(row.role, row.address) for row in connection.execute(query)}


def find_channel(connection: sa.Connection, number: int) -> Channel | None:
    """The channel of a number, if it is still wanted."""
    row = connection.execute(channels.select().where(channels.c.id == number)).first()
    return None if row is None else Channel(row.role, row.address)
