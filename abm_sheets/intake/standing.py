"""A workbook that records are to come into: what it is read by, and the rows that its tabs have already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from abm_sheets.errors.incoming import InputColumnMissingError, InputTabMissingError
from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.fields import Vocabulary
from abm_sheets.language import catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.tables.accounts import read_accounts
from abm_sheets.tables.columns import Column, read_column
from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.locate import Located
from abm_sheets.tables.matching import AccountIndex
from abm_sheets.tables.reader import locate_inputs, peek_settings, with_mirrors
from abm_sheets.tables.reading import Reading
from abm_sheets.tables.regional import regional
from abm_sheets.tables.rows import Kind, Row, as_text
from abm_sheets.tables.settings import Settings
from abm_sheets.tables.sources import Mirror, read_mirrors
from abm_sheets.tables.vocabulary import read_interaction_types, read_stages
from abm_sheets.workbook.interface import Cell, Snapshot
from abm_sheets.workbook.sheet import Value

Values = Sequence[Value]
"""A column's values, None where they are blank; an unreadable cell is its text."""


@dataclass(frozen=True)
class Ground:
    """What records for a workbook are written in and matched with.

    `located` are its input tabs with the mirrors that feed them, `mirrors` those by their keys; `types` are
    its types of interactions, and `accounts` finds the accounts that count. `replaced` are the mirrors that
    it has and that do not count, for others are to stand in their place.
    """

    snapshot: Snapshot
    located: Mapping[str, Located]
    mirrors: Mapping[str, Mirror]
    settings: Settings
    vocabulary: Vocabulary
    types: Sequence[str]
    accounts: AccountIndex
    replaced: Mapping[str, Mirror] = field(default_factory=dict)


def survey(
    snapshot: Snapshot, without: Collection[str] = (), more: Mapping[str, Mirror] = MappingProxyType({})
) -> Ground:
    """Survey a workbook, leaving some mirrors out, by their keys, and with others more."""
    found = {**read_mirrors(snapshot, list(EVERY_MODEL)), **more}
    mirrors = {key: mirror for key, mirror in found.items() if key not in without}
    located, settings = with_mirrors(locate_inputs(snapshot), mirrors.values()), peek_settings(snapshot)
    # What is read here is not looked at for dates in the future.
    reading = Reading(catalogue(settings.language), regional(settings.locale), date.max, located)
    stages = read_stages(reading)
    kinds = dict(zip(stages["stage"].tolist(), stages["kind"].tolist(), strict=True))
    above = {key: named for key, tab in located.items() if (named := tab.header.currencies.get("amount"))}
    accounts = read_accounts(reading)
    return Ground(
        snapshot=snapshot,
        located=located,
        mirrors=mirrors,
        settings=settings,
        vocabulary=Vocabulary(settings.language, kinds, settings.currency, above),
        types=read_interaction_types(reading)["type"].tolist(),
        accounts=accounts[1] if accounts else AccountIndex([], []),
        replaced={key: mirror for key, mirror in found.items() if key in without},
    )


@dataclass(frozen=True)
class Standing:
    """The rows of an input tab: those that people typed, then those of its mirrors.

    `values` are its columns by key, as many values as there are rows.
    """

    model: type[Row]
    located: Located
    language: str
    values: Mapping[str, Values]
    accounts: AccountIndex

    @property
    def title(self) -> str:
        """The tab as people named it."""
        return self.located.tab.title

    @cached_property
    def filled(self) -> Sequence[int]:
        """The positions of the rows that hold something; a column of unticked boxes is nothing."""
        kept = [values for name, values in self.values.items() if self.model.kind_of(name) is not Kind.FLAG]
        rows = enumerate(zip(*kept, strict=True))
        return [at for at, row in rows if any(value is not None for value in row)]

    @cached_property
    def ticked(self) -> frozenset[str]:
        """The columns in which people answer by boxes."""
        there = self.located.header.positions
        return frozenset(name for name in there if bool in set(map(type, self.located.cells(name))))

    @property
    def columns(self) -> Collection[str]:
        """The columns that the people's tab has."""
        return self.located.header.positions


def read_standing(ground: Ground, key: str) -> Standing:
    """The rows of an input tab.

    Raises:
        InputTabMissingError: the tab is not there. InputColumnMissingError: a required column is not.

    """
    located, model = ground.located.get(key), EVERY_MODEL[key]
    if located is None or not located.is_there:
        raise InputTabMissingError(**{words.language: words.title(key) for words in catalogues()})
    if located.header.missing:
        names = {words.language: words.header(key, located.header.missing[0]) for words in catalogues()}
        raise InputColumnMissingError(title=located.tab.title, **names)
    cells = {name: located.joined(name, whole=True) for name in model.model_fields if located.holds(name)}
    values = _read_all(model, cells, ground)
    return Standing(model, located, ground.vocabulary.language, values, ground.accounts)


def _read_all(model: type[Row], cells: Mapping[str, Sequence[Cell]], ground: Ground) -> Mapping[str, Values]:
    """Each column read; an amount that names its row's own currency is a plain number."""
    own, habits = ground.vocabulary.currency_of(model.tab), regional(ground.settings.locale)
    stated = [currency_code(as_text(cell), own) or own for cell in cells.get("currency", ())]
    read = {name: read_column(model, name, each, habits) for name, each in cells.items()}
    return {
        name: _read(column, model.kind_of(name), cells[name], stated or [own] * len(cells[name]))
        for name, column in read.items()
    }


def _read(column: Column, kind: Kind, cells: Sequence[Cell], owns: Sequence[str]) -> Values:
    shown = column.amounts(owns) if kind is Kind.MONEY else _listed(column, kind)
    nothing, unreadable = column.blank.tolist(), column.unreadable.tolist()
    return [
        None if blank else as_text(cell) if fault else value
        for value, cell, blank, fault in zip(shown, cells, nothing, unreadable, strict=True)
    ]


def _listed(column: Column, kind: Kind) -> Sequence[Any]:
    values = column.values
    if kind is Kind.DAY:
        return list(values.astype("datetime64[D]").tolist())
    return list(values.tolist())
