"""The input tabs that other tools may feed, and accepted rows added to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from abm_sheets.errors.incoming import InputColumnMissingError, InputTabMissingError
from abm_sheets.language import LANGUAGES, catalogue, fold
from abm_sheets.language.catalogue import catalogues
from abm_sheets.tables import INPUT_TABS
from abm_sheets.tables.accounts import AccountRow
from abm_sheets.tables.costs import MarketingCostRow, SalesCostRow
from abm_sheets.tables.header import find_header
from abm_sheets.tables.interactions import InteractionRow
from abm_sheets.tables.locate import recognised
from abm_sheets.tables.opportunities import OpportunityRow
from abm_sheets.tables.rows import Kind, Row
from abm_sheets.workbook.contents import Plain
from abm_sheets.workbook.edits import Appended, Feedable, Head, NewRow
from abm_sheets.workbook.interface import Snapshot, Tab

LONGEST_TEXT = 32_767
"""Characters that a cell of any workbook holds: those of Excel's, for one of Google's holds more."""

MODELS: Mapping[str, type[Row]] = {
    model.tab: model for model in (InteractionRow, AccountRow, OpportunityRow, MarketingCostRow, SalesCostRow)
}
"""The row model of each tab that may be fed, by the tab's key."""

FED_TABS = tuple(MODELS)
"""The tabs that other tools may feed, the usual one first."""

EVERY_MODEL: Mapping[str, type[Row]] = {model.tab: model for model in INPUT_TABS}
"""The row model of each input tab: people may import files into any."""


def append(workbook: Feedable, tab: str, rows: Sequence[Mapping[str, Plain]], batch: str) -> Appended:
    """Add rows, as `accept` gave them, in order under those of an input tab.

    Asked again with the same `batch` and rows, whatever happened before, nothing is added twice.

    Raises:
        InputTabMissingError: the tab is not there. InputColumnMissingError: a required column is not.
        WorkbookError: the rows were not added, or it is not known; ask again with the same `batch`.

    """
    return workbook.append(InputTab(tab), [typed(tab, row) for row in rows], batch)


def typed(tab: str, row: Mapping[str, Plain]) -> NewRow:
    """A stored row with its dates as dates."""
    days = _days(tab)
    return {
        column: date.fromisoformat(value) if column in days and isinstance(value, str) else value
        for column, value in row.items()
    }


@cache
def _days(tab: str) -> frozenset[str]:
    """The columns of a tab that hold dates."""
    model = EVERY_MODEL[tab]
    return frozenset(column for column in model.model_fields if model.kind_of(column) is Kind.DAY)


@cache
def usual_type(name: str, language: str) -> str:
    """A type of interaction that every workbook begins with, in a language, from its name in any."""
    for each in LANGUAGES:
        names = [fold(kind["name"]) for kind in catalogue(each).find("words.interaction_types")]
        if fold(name) in names:
            return str(catalogue(language).find("words.interaction_types")[names.index(fold(name))]["name"])
    return name


class InputTab:
    """An input tab as refreshes find it: by its identity, else by its title and headers."""

    def __init__(self, key: str) -> None:
        """Name the tab by its key."""
        self.key = key
        self._required = EVERY_MODEL[key].required_columns()

    def find_tab(self, snapshot: Snapshot) -> int:
        """Its position among a snapshot's tabs; see `Target`."""
        for key, tab in recognised(snapshot):
            if key == self.key:
                return next(at for at, each in enumerate(snapshot.tabs) if each is tab)
        raise InputTabMissingError(**{words.language: words.title(self.key) for words in catalogues()})

    def find_columns(self, tab: Tab) -> Head:
        """Where its columns stand; see `Target`."""
        header = find_header(tab, self.key, self._required)
        if header.missing:
            names = {words.language: words.header(self.key, header.missing[0]) for words in catalogues()}
            raise InputColumnMissingError(title=tab.title, **names)
        return Head(header.row, header.positions)
