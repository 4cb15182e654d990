"""An account's story in the panel, read from the spreadsheet as it is now, in the person's own name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from cachetools import TTLCache

from abm_sheets.collection import collection_paused
from abm_sheets.history.weeks import recall
from abm_sheets.metrics.accounts import account_figures
from abm_sheets.metrics.moment import Prepared
from abm_sheets.outputs import cards
from abm_sheets.outputs.cards.account import ACCOUNT, Choice, offered
from abm_sheets.outputs.cards.widgets import completed, pushed, submitted
from abm_sheets.service.app.visit import Door, Visit
from abm_sheets.service.rights import acting_for
from abm_sheets.story.passages import story_of_account
from abm_sheets.story.timeline import Chronicle
from abm_sheets.tables import read_tables
from abm_sheets.tables.accounts import account_index
from abm_sheets.tables.reader import INPUT_TABS
from abm_sheets.workbook.google.session import Patience
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.interface import Snapshot

Json = dict[str, Any]

_TABS = (*(model.tab for model in INPUT_TABS), "history", "stage_history")
"""What a story is read from: the people's tabs, and the stages that runs saw."""

_PATIENCE = Patience(connect=2, read=15, total=18, attempts=2, longest_pause=1)
"""All the rows of a large sheet take longer than its team alone; the panel waits half a minute."""

_KEPT = 60
"""Seconds for which the names of a file's accounts are kept: a person who types asks for them often."""

_FILES = 100

_names: TTLCache[str, Sequence[str]] = TTLCache(_FILES, _KEPT)
_lock = Lock()


def choose(door: Door, visit: Visit) -> Json:
    """The field to choose an account by or, from a button that carries one, its story."""
    typed = visit.event.common.parameters.get(ACCOUNT, "")
    choice = _chosen(visit, typed) if typed else Choice(visit.file_id)
    return pushed(cards.account(choice, door.addresses, visit.words))


def show(door: Door, visit: Visit) -> Json:
    """The story of the account that was typed."""
    typed = visit.event.first(ACCOUNT).strip()
    choice = _chosen(visit, typed) if typed else Choice(visit.file_id)
    return submitted(cards.account(choice, door.addresses, visit.words), state_changed=False)


def complete(door: Door, visit: Visit) -> Json:
    """The accounts that may be meant by what is typed so far."""
    del door
    # Whoever comes here may look at the file: that was asked of Google for this very visit.
    with _lock:
        names = _names.get(visit.file_id)
    if names is None:
        tables = read_tables(_read(visit, ("accounts", "settings")), datetime.now(UTC))
        names = tables.accounts["account"].tolist()
        with _lock:
            _names[visit.file_id] = names
    return completed(offered(names, visit.event.first(ACCOUNT)))


def _read(visit: Visit, tabs: Sequence[str]) -> Snapshot:
    with acting_for(visit.access_token, _PATIENCE) as client:
        return GoogleWorkbook(client, visit.file_id).read_some(tabs)


def _chosen(visit: Visit, typed: str) -> Choice:
    """What is known of the account that a text names, as of today."""
    now, words = datetime.now(UTC), visit.words
    with collection_paused():
        snapshot = _read(visit, _TABS)
        tables = read_tables(snapshot, now, words.language)
        match = account_index(tables.accounts).find(typed)
        if match.position < 0:
            return Choice(visit.file_id, typed, nearest=str(match.details.get("suggestion", "")))
        _, stages, tables = recall(snapshot, tables, words, tables.today, "")
        prepared = Prepared.of(tables)
        known = Chronicle(prepared, stages, words, tables.today)
        period = known.period
        costs = prepared.allocate(period)
        figures = account_figures(prepared, period, prepared.stages(tables.today), costs)
        story = story_of_account(known, match.position, figures.iloc[match.position])
    return Choice(visit.file_id, story.account, story)
