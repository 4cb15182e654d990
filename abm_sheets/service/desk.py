"""What the administrator does: which workbooks are served, how and when, and what may feed them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from abm_sheets.errors.google import NotSharedError
from abm_sheets.errors.incoming import InvalidSourceError, UnknownSourceError
from abm_sheets.intake import FED_TABS
from abm_sheets.outputs.message import Channel
from abm_sheets.service.callers import hashed, new_secret
from abm_sheets.service.channels import check_addresses
from abm_sheets.service.database import metadata, now
from abm_sheets.service.jobs.messages import check_alerts
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.schedule import MONDAY_AT_NINE, check_schedule, check_zone, next_run
from abm_sheets.service.sealing import count_unreadable
from abm_sheets.service.store.events import Hook, list_hooks, remove_hook, set_hook
from abm_sheets.service.store.runs import Run, ask_for_run, last_run, list_runs, pending_run
from abm_sheets.service.store.systems import set_keys
from abm_sheets.service.store.workbooks import (
    Served,
    account_of,
    add_workbook,
    by_load,
    change,
    get_workbook,
    list_channels,
    list_workbooks,
    remove_workbook,
    set_channels,
)
from abm_sheets.tables.regional import find_zone
from abm_sheets.tables.settings import Settings
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.drive import file_facts
from abm_sheets.workbook.google.present import Present, read_present
from abm_sheets.workbook.opener import spreadsheet_id

__all__ = ["Desk", "ServedState", "Wishes", "spreadsheet_id"]

_SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
NO_SCHEDULE = "none"
"""What is given in place of a schedule where another program calls."""


@dataclass(frozen=True)
class ServedState:
    """A workbook served, the refresh of it that ended last, and the one that is not over."""

    served: Served
    last: Run | None
    pending: Run | None


class Desk:
    """The administrator's hands on the service's database; workers need not be running."""

    def __init__(self, runtime: Runtime) -> None:
        """Bind what the service works with."""
        self._runtime = runtime

    def add(self, sheet: str, wishes: Wishes) -> Served:
        """Serve a spreadsheet that is shared with the service's account, or change how.

        Raises:
            UsageError: the address, the schedule, the zone, or that of an alert or a channel is none.
            GoogleError: the spreadsheet cannot be reached, or not changed, by that account.

        """
        workbook = spreadsheet_id(sheet)
        client = self._runtime.open_workbook(workbook).client
        # Of a file that is not shared Drive says that there is none; Sheets distinguishes the two.
        present = read_present(client, workbook)
        if not file_facts(client, workbook).can_edit:
            raise NotSharedError(email=client.email)
        return self._serve(present, wishes, client.email)

    @property
    def addresses(self) -> Sequence[str]:
        """Where there are several accounts, their addresses, first that which serves the fewest sheets."""
        with self._runtime.engine.begin() as connection:
            return by_load(connection, self._runtime.shares)

    def account_for(self, workbook: str, shared: Collection[str] = (), shown: str = "") -> str:
        """The address to share a spreadsheet with.

        Of several accounts that is the one which it keeps to, else one of those that it is `shared` with
        (in lower case), else the one that was `shown`, else that with the fewest others.
        """
        with self._runtime.engine.begin() as connection:
            kept = account_of(connection, workbook)

        def rank(account: str) -> tuple[bool, ...]:
            return account != kept, account.casefold() not in shared, account != shown

        return min(self.addresses, key=rank, default=self._runtime.account)

    def enrol(self, client: GoogleClient, workbook: str, account: str) -> Served:
        """Serve a spreadsheet that a client may read, and that is shared with an account; see `add`."""
        return self._serve(read_present(client, workbook), Wishes(), account)

    def _serve(self, present: Present, wishes: Wishes, account: str) -> Served:
        zone, defaults = present.time_zone or "", Settings()
        values = {
            "id": present.id,
            "title": present.title,
            "sheet_zone": zone if find_zone(zone) else defaults.time_zone,
            "locale": present.locale or defaults.locale,
            **({"account": account} if account in self._runtime.shares else {}),
        }
        with self._runtime.engine.begin() as connection:
            add_workbook(connection, values | asked(wishes), _first())
            if wishes.channels is not None:
                set_channels(connection, present.id, wishes.channels)
            return _planned(connection, present.id)

    def channels(self, sheet: str) -> Sequence[Channel]:
        """The channels of a workbook's Monday message. Raises as `pause` does."""
        with self._runtime.engine.begin() as connection:
            served = get_workbook(connection, spreadsheet_id(sheet))
            return list(list_channels(connection, served.id).values())

    def standings(self) -> Sequence[ServedState]:
        """Every workbook served, by title."""
        with self._runtime.engine.begin() as connection:
            return [
                ServedState(each, last_run(connection, each.id), pending_run(connection, each.id))
                for each in list_workbooks(connection)
            ]

    def unreadable(self) -> int:
        """How many rows hold addresses that none of the service's keys opens."""
        with self._runtime.engine.begin() as connection:
            return count_unreadable(connection, metadata.tables.values())

    def pause(self, sheet: str, *, paused: bool) -> Served:
        """Stop the schedule of a workbook, or take it up again from now on.

        Raises:
            UsageError: it is not served.

        """
        workbook = spreadsheet_id(sheet)
        with self._runtime.engine.begin() as connection:
            change(connection, workbook, paused=paused)
            return _planned(connection, workbook)

    def reschedule(self, sheet: str, schedule: str, *, paused: bool) -> Served:
        """Refresh a workbook by another schedule from now on.

        Raises:
            UsageError: it is not served, or the schedule is none.

        """
        workbook = spreadsheet_id(sheet)
        with self._runtime.engine.begin() as connection:
            change(connection, workbook, schedule=check_schedule(schedule), paused=paused)
            return _planned(connection, workbook)

    def remove(self, sheet: str) -> tuple[Served, int]:
        """Serve a workbook no more; the second result is how many rows received were never written.

        Raises:
            UsageError: it is not served.

        """
        with self._runtime.engine.begin() as connection:
            served = get_workbook(connection, spreadsheet_id(sheet))
            return served, remove_workbook(connection, served.id)

    def run(self, sheet: str) -> tuple[Run, bool]:
        """Ask for a refresh now; whether it is a new one. Raises as `pause` does."""
        with self._runtime.engine.begin() as connection:
            return ask_for_run(
                connection,
                self._runtime.queue,
                spreadsheet_id(sheet),
                trigger="command",
                who="",
                now=datetime.now(UTC),
            )

    def history(self, sheet: str, limit: int) -> tuple[Served, Sequence[Run]]:
        """A workbook and its last runs, the latest first. Raises as `pause` does."""
        with self._runtime.engine.begin() as connection:
            served = get_workbook(connection, spreadsheet_id(sheet))
            return served, list_runs(connection, served.id, limit=limit)

    def keep_keys(self, sheet: str, system: str, secrets: Mapping[str, str] | None) -> None:
        """Keep the keys of a system, so that each refresh reads it first; without any, forget them.

        Raises:
            UsageError: the workbook is not served.

        """
        with self._runtime.engine.begin() as connection:
            set_keys(connection, get_workbook(connection, spreadsheet_id(sheet)).id, system, secrets)

    def set_hook(self, sheet: str, source: str, tab: str | None, *, fresh: bool) -> tuple[Hook, str]:
        """Let a source feed a workbook, by a secret that is shown this once.

        `fresh`: the source may be a new one, and `tab` is the input tab that it feeds; else it gets
        another secret in place of its own, which is good no more.

        Raises:
            UsageError: the workbook is not served, or the source's name or tab is none.

        """
        if not _SOURCE.fullmatch(source) or (tab is not None and tab not in FED_TABS):
            raise InvalidSourceError(source=source, tabs=", ".join(FED_TABS))
        with self._runtime.engine.begin() as connection:
            served = get_workbook(connection, spreadsheet_id(sheet))
            there = {hook.source: hook for hook in list_hooks(connection, served.id)}
            if not fresh and source not in there:
                raise UnknownSourceError(source=source, title=served.title)
            known = there[source].tab if source in there else FED_TABS[0]
            hook, secret = Hook(served.id, source, tab or known, datetime.now(UTC)), new_secret()
            set_hook(connection, hook, hashed(secret))
            return hook, secret

    def remove_hook(self, sheet: str, source: str) -> None:
        """Refuse a source from now on.

        Raises:
            UsageError: there is no such source, or the workbook is not served.

        """
        with self._runtime.engine.begin() as connection:
            served = get_workbook(connection, spreadsheet_id(sheet))
            if not remove_hook(connection, served.id, source):
                raise UnknownSourceError(source=source, title=served.title)

    def hooks(self, sheet: str) -> Sequence[Hook]:
        """The sources of a workbook. Raises as `pause` does."""
        with self._runtime.engine.begin() as connection:
            return list_hooks(connection, get_workbook(connection, spreadsheet_id(sheet)).id)


def _first() -> dict[str, object]:
    """What a workbook that was never served is served by, where nothing is said."""
    return {"schedule": MONDAY_AT_NINE, "added": datetime.now(UTC)}


def _planned(connection: sa.Connection, workbook: str) -> Served:
    """A workbook with its next run, none where no schedule asks for one.

    Raises:
        NotServedError: it is not served.

    """
    served = get_workbook(connection, workbook)
    idle = served.paused or not served.schedule
    due = None if idle else next_run(served.schedule, served.clock, now(connection.engine))
    change(connection, workbook, next_due=due)
    return get_workbook(connection, workbook)


@dataclass(frozen=True)
class Wishes:
    """How a workbook is to be served; None leaves what was chosen before, or the default.

    `channels` get the Monday message, every week or, `when_changed`, only where something changed.
    """

    schedule: str | None = None
    zone: str | None = None
    alerts: Sequence[str] | None = None
    channels: Sequence[Channel] | None = None
    when_changed: bool | None = None


def asked(wishes: Wishes) -> dict[str, str | bool]:
    """The columns that the wishes name.

    Raises:
        UsageError: the schedule, the zone, or the address of an alert or of a channel is none.

    """
    check_addresses([channel.address for channel in wishes.channels or ()])
    values: dict[str, str | bool] = {}
    if wishes.schedule is not None:
        none = wishes.schedule.strip() in {"", NO_SCHEDULE}
        values["schedule"] = "" if none else check_schedule(wishes.schedule)
    if wishes.zone is not None:
        values["zone"] = str(check_zone(wishes.zone))
    if wishes.alerts is not None:
        values["alerts"] = " ".join(check_alerts(wishes.alerts))
    if wishes.when_changed is not None:
        values["when_changed"] = wishes.when_changed
    return values
