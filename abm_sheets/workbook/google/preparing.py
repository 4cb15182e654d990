"""A preparation carried out on a spreadsheet: one atomic batch of what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from abm_sheets.errors.google import ProtectedTabError, TabRefusedError
from abm_sheets.workbook.google.adding import ROOM, add_input_tab, add_tab
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.completing import Step, complete
from abm_sheets.workbook.google.details import Details, read_details
from abm_sheets.workbook.google.layout import Surroundings
from abm_sheets.workbook.google.present import Present
from abm_sheets.workbook.google.protection import is_barred
from abm_sheets.workbook.google.refusals import request_number
from abm_sheets.workbook.google.writing import Group, Plan
from abm_sheets.workbook.preparation import Change, Left, NewTab, Preparation, Prepared

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


def carry_out(
    todo: Sequence[Step], present: Present, email: str, send: Callable[[Plan], None], *, last: bool
) -> Prepared:
    """Do the steps at once, but those that a protection keeps this account from doing.

    The `last` time, optional steps that Google refuses are left out too, one after the other.

    Raises:
        GoogleError: nothing was done, or it is not known whether it was.

    """
    barred = [step for step in todo if step.optional and _is_barred(step, present)]
    left = [Left(step.changes, ProtectedTabError(title=step.tab, email=email)) for step in barred]
    kept = [step for step in todo if step not in barred]
    while kept:
        plan = Plan([Group(step.tab, step.requests) for step in kept])
        try:
            send(plan)
        except (ProtectedTabError, TabRefusedError) as failure:
            step = kept[plan.group_of(request_number(failure) or 0)]
            if not (last and step.optional):
                raise
            left.append(Left(step.changes, failure))
            kept.remove(step)
        else:
            break
    return Prepared([change for step in kept for change in step.changes], left)


def _is_barred(step: Step, present: Present) -> bool:
    return any(tab.title == step.tab and is_barred(tab, step.requests) for tab in present.tabs)


def _new(tabs: Sequence[NewTab], around: Surroundings) -> Iterator[Step]:
    """All tabs first: the dropdowns of one may offer what another lists."""
    for tab in tabs:
        added = add_tab(tab.sheet, around, None, ROOM if tab.columns else 0)
        title = around.titles[tab.sheet.key]
        yield Step(title, [added], [Change("tab", title)])
    for tab in tabs:
        yield Step(around.titles[tab.sheet.key], list(add_input_tab(tab, around)))
