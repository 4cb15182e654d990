"""A preparation carried out on a spreadsheet: one atomic batch of what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from abm_sheets.workbook.google.adding import ROOM, add_input_tab, add_tab
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.completing import Step, complete
from abm_sheets.workbook.google.details import Details, read_details
from abm_sheets.workbook.google.layout import Surroundings
from abm_sheets.workbook.google.present import Present
from abm_sheets.workbook.preparation import Change, NewTab, Preparation

Json = dict[str, Any]


def steps(
    client: GoogleClient, present: Present, preparation: Preparation, around: Surroundings
) -> list[Step]:
    """What to do, step by step, from what is there; nothing once all is there.

    Raises:
        GoogleError: the tabs to complete cannot be read.

    """
    pairs = [(wanted, present.tabs[wanted.tab]) for wanted in preparation.existing]
    headers = [(there, wanted.header_row) for wanted, there in pairs]
    details = read_details(client, present.id, headers)
    completed = [
        step
        for wanted, there in pairs
        for step in complete(wanted, there, details.get(there.id, Details()), around)
    ]
    return [*_new(preparation.new, around), *completed]


def _new(tabs: Sequence[NewTab], around: Surroundings) -> Iterator[Step]:
    """All tabs first: the dropdowns of one may offer what another lists."""
    for tab in tabs:
        added = add_tab(tab.sheet, around, None, ROOM if tab.columns else 0)
        yield Step([added], Change("tab", around.titles[tab.sheet.key]))
    for tab in tabs:
        yield Step(list(add_input_tab(tab, around)), None)
