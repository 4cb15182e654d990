"""The tab that a person names, as a refresh would write it."""

from __future__ import annotations

import pytest

from abm_sheets.errors import NoUsableTabError, UnknownTabError
from abm_sheets.outputs.files.table import laid_out, tab_asked
from abm_sheets.outputs.tabs import TABS, lay_out
from abm_sheets.refresh import examine
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.outputs.files.views import viewed
from tests.sheets import NOW, snapshot


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("account_view", "account_view"),
        ("ACCOUNT-VIEW", "account_view"),
        ("Suivi des comptes", "account_view"),
        ("suivi des comptes ", "account_view"),
        ("Account view", "account_view"),
        ("Qualité", "quality"),
        ("qualite", "quality"),
    ],
)
def test_a_tab_is_known_by_its_key_and_its_titles(name: str, key: str) -> None:
    assert tab_asked(name) == key


@pytest.mark.parametrize("name", ["Comptes", "accounts", "Mode d'emploi", "rien", ""])
def test_another_name_is_refused_and_the_tabs_are_listed(name: str) -> None:
    with pytest.raises(UnknownTabError) as refused:
        tab_asked(name)

    assert "Suivi des comptes (account_view), " in str(refused.value)
    assert "Account view (account_view), " in refused.value.sentence("en")


def test_each_key_gives_its_tab() -> None:
    view = viewed()

    assert [laid_out(view, key).key for key in TABS] == list(TABS)
    assert [laid_out(view, key).title for key in TABS] == [sheet.title for sheet in lay_out(view)]


@pytest.mark.parametrize("tab", ["history", "stage_history"])
def test_what_no_run_kept_is_not_told(tab: str) -> None:
    book = snapshot(opportunities="account | stage | created\nAlizé | Découverte | 2026-09-01")
    view = examine(MemoryWorkbook(book), now=NOW)

    assert view.history.added is not None
    assert view.stages.added
    assert {len(column.values) for column in laid_out(view, tab).tables[0].columns} == {0}


def test_without_either_tab_nothing_is_laid_out() -> None:
    with pytest.raises(NoUsableTabError):
        laid_out(viewed(interactions=None, opportunities=None), "dashboard")
