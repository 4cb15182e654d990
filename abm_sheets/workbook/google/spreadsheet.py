"""A shared Google Sheet as a workbook: two reads and one write, whatever its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from abm_sheets.errors import GoogleError, GoogleRefusedError, UnclearWriteError
from abm_sheets.language.catalogue import catalogue, tab_titled
from abm_sheets.workbook.google.address import spreadsheet_url
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.layout import Surroundings
from abm_sheets.workbook.google.present import Present, PresentTab, read_present
from abm_sheets.workbook.google.values import Columns, read_columns
from abm_sheets.workbook.google.writing import Plan, Planner, tab_ids, tab_titles
from abm_sheets.workbook.interface import Look, Snapshot, Tab
from abm_sheets.workbook.looks import Looks
from abm_sheets.workbook.sheet import Sheet

ATTEMPTS = 3
"""How often a read or a write is made anew when the spreadsheet changed under it."""


class GoogleWorkbook:
    """A spreadsheet reached by its id through the client of one account."""

    def __init__(self, client: GoogleClient, spreadsheet_id: str) -> None:
        """Point at a spreadsheet, without opening it."""
        self.client = client
        self.id = spreadsheet_id
        self._present: Present | None = None
        self._values: Mapping[int, Columns] = {}

    @property
    def name(self) -> str:
        """The spreadsheet's title once read, its id before."""
        return self._present.title if self._present else self.id

    def read(self) -> Snapshot:
        """Read our tabs' cells, the people's other tabs by their titles only.

        Raises:
            GoogleError: the spreadsheet cannot be read; the sentence says why and what to do.

        """
        present = self._read_again()
        tabs = [
            Tab(tab.title, self._values.get(tab.id, []), tab.key, tab.column_keys) for tab in present.tabs
        ]
        return Snapshot(present.title, tabs, present.locale, present.time_zone)

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
                self._present = None
            else:
                return spreadsheet_url(self.id)
        raise failure or UnclearWriteError()

    def _plan(self, sheets: Sequence[Sheet], look: Look) -> Plan:
        present = self._present or self._read_again()
        # Of two tabs with one key the first is the one that was read.
        theirs = {tab.key or tab_titled(tab.title): tab.id for tab in reversed(present.tabs)}
        ids = {key: tab for key, tab in theirs.items() if key} | tab_ids(present, sheets)
        titles = {**catalogue(look.language).titles(), **look.titles, **tab_titles(present, sheets)}
        around = Surroundings(ids, titles, Looks(look))
        return Planner(present, self._values, around, self.client.email).plan(sheets)

    def _send(self, plan: Plan) -> None:
        for part in plan.parts():
            path = f"/v4/spreadsheets/{self.id}:batchUpdate"
            self.client.fetch("POST", path, body={"requests": part}, params={"fields": "spreadsheetId"})

    def _read_again(self) -> Present:
        """Read what is there, anew where a tab was deleted between the two calls."""
        for last in (False, False, True):
            present = read_present(self.client, self.id)
            try:
                self._values = read_columns(self.client, self.id, list(filter(_is_read, present.tabs)))
            except GoogleRefusedError:
                if last:
                    raise
            else:
                break
        self._present = present
        return present


def _is_read(tab: PresentTab) -> bool:
    """Whether a tab's cells matter: those that people fill for us, and those that we marked as ours."""
    if tab.key is not None:
        return True
    key = tab_titled(tab.title)
    return key is not None and "columns" in catalogue("fr").find(f"tabs.{key}")
