"""A shared Google Sheet as a workbook: two reads and one write, whatever its size."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from abm_sheets.errors.google import GoogleError, GoogleRefusedError, UnclearWriteError
from abm_sheets.language.catalogue import input_tabs, tab_titled
from abm_sheets.workbook import session_name
from abm_sheets.workbook.edits import Appended, NewRow, Preparation, Prepared, Target
from abm_sheets.workbook.google.address import spreadsheet_url
from abm_sheets.workbook.google.batches import append_rows
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.drive import list_grants, own_address
from abm_sheets.workbook.google.layout import Surroundings
from abm_sheets.workbook.google.preparation import carry_out, steps
from abm_sheets.workbook.google.present import Present, PresentTab, read_present
from abm_sheets.workbook.google.protection import shared_tabs
from abm_sheets.workbook.google.ranges import link_uri
from abm_sheets.workbook.google.refusals import naming
from abm_sheets.workbook.google.removal import remove_rows
from abm_sheets.workbook.google.values import Columns, read_columns
from abm_sheets.workbook.google.writing import Plan, Planner, tab_ids, tab_titles
from abm_sheets.workbook.interface import Look, Sharing, Snapshot
from abm_sheets.workbook.looks import Looks
from abm_sheets.workbook.sheet import Link, Sheet

ATTEMPTS = 3
"""How often a read or a write is made anew when the spreadsheet changed under it."""


class GoogleWorkbook:
    """A spreadsheet reached by its id through the client of one account."""

    def __init__(self, client: GoogleClient, spreadsheet_id: str) -> None:
        """Point at a spreadsheet, without opening it."""
        self.client = client
        self.id = spreadsheet_id
        self._title = spreadsheet_id
        self._present: Present | None = None
        self._values: Mapping[int, Columns] = {}
        self._ids: Mapping[str, int] = {}

    @property
    def name(self) -> str:
        """The spreadsheet's title once read, its id before."""
        return self._title

    @property
    def author(self) -> str:
        """The address of the account, the name of the session where its credentials do not have it."""
        return self.client.email or session_name()

    @property
    def has_dashboard(self) -> bool:
        """Whether the dashboard's tab was there when the spreadsheet was last read."""
        return self._present is not None and self._present.tab("dashboard") is not None

    def row_address(self, key: str, row: int) -> str:
        """The address of a row of a tab, by its key, "" where there was none when last read."""
        place = link_uri(Link(key, row), self._ids)
        return f"{spreadsheet_url(self.id)}{place}" if place else ""

    def read(self) -> Snapshot:
        """Read our tabs' cells, the people's other tabs by their titles only.

        Raises:
            GoogleError: the spreadsheet cannot be read; the sentence says why and what to do.

        """
        present = self._read_again()
        return replace(snapshot_of(present, self._values), sharing=self._decided_sharing(present))

    def read_some(self, keys: Collection[str]) -> Snapshot:
        """Read the cells of the tabs of some keys, the others by their titles only.

        Raises:
            GoogleError: the spreadsheet cannot be read.

        """
        present = read_present(self.client, self.id)
        tabs = [tab for tab in read_tabs(present) if _key(tab) in keys]
        self._ids = {key: tab.id for key, tab in _by_key(present).items()}
        return snapshot_of(present, read_columns(self.client, self.id, tabs))

    def read_sharing(self, whole: Collection[str], rows: int) -> Snapshot:
        """Read who may do what: a few tabs whole, the first rows of the others that people fill.

        Raises:
            GoogleError: the spreadsheet, or who has access to it, cannot be read.

        """
        present = read_present(self.client, self.id)
        inputs = [tab for tab in read_tabs(present) if _is_input(tab)]
        heads = [tab if _key(tab) in whole else replace(tab, rows=min(tab.rows, rows)) for tab in inputs]
        snapshot = snapshot_of(present, read_columns(self.client, self.id, heads))
        return replace(snapshot, sharing=self._sharing(present))

    def _decided_sharing(self, present: Present) -> Sharing | None:
        """Who may do what, asked of Drive only where roles were applied; a failure comes along."""
        tabs = shared_tabs(present)
        if not any(
            tab.protections for tab, there in zip(tabs, present.tabs, strict=True) if _is_input(there)
        ):
            return None
        try:
            return self._sharing(present)
        except GoogleError as failure:
            return Sharing(self.client.email, tabs, failure=failure)

    def _sharing(self, present: Present) -> Sharing:
        account = own_address(self.client)
        return Sharing(account, shared_tabs(present), list_grants(self.client, self.id))

    def write(self, sheets: Sequence[Sheet], look: Look) -> str:
        """Write what differs in our own tabs, in one atomic request, and give the spreadsheet's address.

        Only a dashboard too large for one request goes in several, its first tab last. When an answer
        is lost, or somebody changed the tabs meanwhile, the difference is taken anew.

        Raises:
            GoogleError: the tabs written before are whole.

        """
        failure: GoogleError | None = None
        for _ in range(ATTEMPTS):
            try:
                self._send(self._plan(sheets, look))
            except (UnclearWriteError, GoogleRefusedError) as error:
                failure = error
            else:
                return spreadsheet_url(self.id)
            finally:
                self._present = None
        raise failure or UnclearWriteError()

    def prepare(self, preparation: Preparation, look: Look, *, last: bool = False) -> Prepared:
        """Add what set-up wants and is not there; `preparation` is of the snapshot last read.

        Raises:
            UnclearWriteError: it is not known whether it was done; read and prepare again.
            GoogleError: nothing was done; where it is not the `last` try, read and prepare again.

        """
        present = self._present or self._read_again()
        around = _surroundings(present, [tab.sheet for tab in preparation.new], look)
        todo = steps(self.client, present, preparation, around)
        if todo:
            self._present = None
        return carry_out(todo, present, self.client.email, self._send, last=last)

    def append(self, target: Target, rows: Sequence[NewRow], batch: str) -> Appended:
        """Add rows under those of a tab that people fill, once for each batch; see `append_rows`."""
        self._present = None
        return append_rows(self.client, self.id, target, rows, batch)

    def remove(self, target: Target, rows: Sequence[NewRow]) -> int:
        """Take rows away that were added to a tab that people fill; see `remove_rows`."""
        self._present = None
        return remove_rows(self.client, self.id, target, rows)

    def _plan(self, sheets: Sequence[Sheet], look: Look) -> Plan:
        present = self._present or self._read_again()
        return plan_write(present, self._values, self.client.email, sheets, look)

    def _send(self, plan: Plan) -> None:
        path, sent = f"/v4/spreadsheets/{self.id}:batchUpdate", 0
        for part in plan.parts():
            with naming(partial(plan.title_after, sent)):
                self.client.fetch("POST", path, body={"requests": part}, params={"fields": "spreadsheetId"})
            sent += len(part)

    def _read_again(self) -> Present:
        """Read what is there, anew where a tab was deleted between the two calls."""
        for last in (False, False, True):
            present = read_present(self.client, self.id)
            try:
                self._values = read_columns(self.client, self.id, read_tabs(present))
            except GoogleRefusedError:
                if last:
                    raise
            else:
                break
        self._present, self._title = present, present.title
        self._ids = {key: tab.id for key, tab in _by_key(present).items()}
        return present


def plan_write(
    present: Present, values: Mapping[int, Columns], editor: str, sheets: Sequence[Sheet], look: Look
) -> Plan:
    """What it takes to write sheets on a spreadsheet as read, `editor` being the account that writes.

    Raises:
        AlreadyClaimedError: another writer took a name that only one may take.

    """
    return Planner(present, values, _surroundings(present, sheets, look), editor).plan(sheets)


def _surroundings(present: Present, sheets: Sequence[Sheet], look: Look) -> Surroundings:
    there = _by_key(present)
    ids = {key: tab.id for key, tab in there.items()} | tab_ids(present, sheets)
    titles = {key: tab.title for key, tab in there.items()} | tab_titles(present, sheets)
    return Surroundings(ids, titles, Looks(look), present.charts)


def snapshot_of(present: Present, values: Mapping[int, Columns]) -> Snapshot:
    """The tabs of a spreadsheet with the cells read of some, by their ids."""
    tabs = [present.as_read(tab, values.get(tab.id, [])) for tab in present.tabs]
    claims = {name: mark.value for name, mark in present.claims.items()}
    return Snapshot(present.title, tabs, present.locale, present.time_zone, id=present.id, claims=claims)


def _by_key(present: Present) -> Mapping[str, PresentTab]:
    there: dict[str, PresentTab] = {}
    for tab in present.tabs:
        if key := _key(tab):
            there.setdefault(key, present.tab(key) or tab)
    return there


def _key(tab: PresentTab) -> str | None:
    return tab.key or tab_titled(tab.title)


def read_tabs(present: Present) -> list[PresentTab]:
    """The tabs whose cells matter: those that people fill for us, and those that we marked as ours."""
    ours = [tab for tab in present.tabs if (tab.key or _is_input(tab)) and not present.is_copy(tab)]
    marked = {tab.key for tab in ours if tab.key}
    return [tab for tab in ours if tab.key or _key(tab) not in marked]


def _is_input(tab: PresentTab) -> bool:
    """Whether people fill a tab for us."""
    return _key(tab) in input_tabs()
