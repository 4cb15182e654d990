"""An input tab as it stands in a workbook, read by the workbook's own habits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from abm_sheets.intake import EVERY_MODEL, InputTab
from abm_sheets.intake.files.cleaning import Refusal, id_cleaner
from abm_sheets.intake.files.fields import Vocabulary
from abm_sheets.language import catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.columns import Column, read_column
from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.locate import Located
from abm_sheets.tables.matching import AccountIndex, registrable_domain, split_domains
from abm_sheets.tables.reader import locate_inputs, peek_settings
from abm_sheets.tables.reading import Reading
from abm_sheets.tables.regional import regional
from abm_sheets.tables.rows import Kind, Row, as_text, is_formula_error
from abm_sheets.tables.vocabulary import read_stages
from abm_sheets.workbook.edits import Head
from abm_sheets.workbook.interface import Cell, Snapshot
from abm_sheets.workbook.sheet import Value

Values = Sequence[Value]
"""A column's values, None where they are blank; an unreadable cell is its text."""

_SYSTEMS = ("hubspot", "salesforce", "pipedrive")
_OF_ANY = "any"


@dataclass(frozen=True)
class Standing:
    """An input tab as it was read.

    - `head`: where its header and its columns stand.
    - `cells`: each of its columns that is there, by key, as many cells as there are rows under the header.
    - `values`: the same, read.
    - `language`: the workbook's.
    - `first_row`: the row of the first of them, as people count.
    - `record_ids`: by row, what the people's own column says that another system calls the record.
    """

    model: type[Row]
    title: str
    language: str
    head: Head
    first_row: int
    cells: Mapping[str, Sequence[Cell]]
    values: Mapping[str, Values]
    record_ids: Sequence[str]
    accounts: AccountIndex

    @cached_property
    def filled(self) -> Sequence[int]:
        """The positions of the rows that hold something; a column of unticked boxes is nothing."""
        kinds = {column: self.model.kind_of(column) for column in self.values}
        kept = [values for column, values in self.values.items() if kinds[column] is not Kind.FLAG]
        rows = enumerate(zip(*kept, strict=True))
        return [at for at, row in rows if any(value is not None for value in row)]

    @cached_property
    def ticked(self) -> frozenset[str]:
        """The columns in which people answer by boxes."""
        return frozenset(name for name, cells in self.cells.items() if bool in set(map(type, cells)))

    def row(self, position: int) -> int:
        """A row's number as people count."""
        return self.first_row + position


@dataclass(frozen=True)
class Ground:
    """What a workbook is read by: its input tabs, its language and locale, and its stages."""

    snapshot: Snapshot
    located: Mapping[str, Located]
    locale: str
    vocabulary: Vocabulary


def survey(snapshot: Snapshot) -> Ground:
    """What records for a workbook are written in, from those of its tabs that were read."""
    located, settings = locate_inputs(snapshot), peek_settings(snapshot)
    # No column of the stages holds a date, so that none can be in the future.
    reading = Reading(catalogue(settings.language), regional(settings.locale), date.max, located)
    stages = read_stages(reading)
    kinds = dict(zip(stages["stage"].tolist(), stages["kind"].tolist(), strict=True))
    above = {key: named for key, tab in located.items() if (named := tab.header.currencies.get("amount"))}
    vocabulary = Vocabulary(settings.language, kinds, settings.currency, above)
    return Ground(snapshot, located, settings.locale, vocabulary)


def read_standing(ground: Ground, key: str, source: str) -> Standing:
    """Read an input tab; `source` says whose record ids a column of the people's may hold.

    Raises:
        InputTabMissingError: the tab is not there. InputColumnMissingError: a required column is not.

    """
    target = InputTab(key)
    head = target.find_columns(ground.snapshot.tabs[target.find_tab(ground.snapshot)])
    located, model = ground.located[key], EVERY_MODEL[key]
    cells = {name: located.written(name) for name in model.model_fields if name in located.header.positions}
    return Standing(
        model=model,
        title=located.tab.title,
        language=ground.vocabulary.language,
        head=head,
        first_row=located.first_row,
        cells=cells,
        values=_read_all(model, cells, ground),
        record_ids=_record_ids(located, source) if key == "accounts" else [""] * located.height,
        accounts=_accounts(ground),
    )


def _read_all(model: type[Row], cells: Mapping[str, Sequence[Cell]], ground: Ground) -> Mapping[str, Values]:
    """Each column read; an amount that names its row's own currency is a plain number."""
    own, habits = ground.vocabulary.currency_of(model.tab), regional(ground.locale)
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


def _accounts(ground: Ground) -> AccountIndex:
    """The workbook's accounts; none where their tab was not read or has no name column."""
    located = ground.located.get("accounts")
    if located is None or located.header.missing:
        return AccountIndex([], [])
    names = [as_text(cell) for cell in located.cells("account")]
    there = "domains" in located.header.positions
    domains = map(as_text, located.cells("domains")) if there else [""] * len(names)
    return AccountIndex(names, [owned_domains(cell) for cell in domains])


def owned_domains(text: str) -> list[str]:
    """The registrable domains that a cell of domains lists."""
    return [domain for domain in map(registrable_domain, split_domains(text)) if domain]


def _record_ids(located: Located, source: str) -> list[str]:
    """The ids in the people's column that names the system, or any system; blanks where there is none."""
    header, columns = located.header, located.tab.columns
    theirs = {
        squeeze(as_text(columns[at][header.row])): columns[at][header.row + 1 :]
        for at in reversed(header.foreign)
        if header.row < len(columns[at])
    }
    cells = next((theirs[name] for name in _id_headers(source) if name in theirs), ())
    # A report of theirs may give an id in a short form, and an export of the same in a long one.
    whole = id_cleaner(source.partition("_")[0])
    ids = [whole(cell) for cell in cells]
    shown = ["" if is_formula_error(each) or isinstance(each, Refusal) else as_text(each) for each in ids]
    return [*shown, *[""] * (located.height - len(shown))]


def _id_headers(source: str) -> list[str]:
    """The headers that such a column may have, squeezed, the most particular first."""
    system = source.partition("_")[0]
    owners = [system, _OF_ANY] if system in _SYSTEMS else []
    found = [words.find(f"export.crm.ids.{owner}") for owner in owners for words in catalogues()]
    return [squeeze(header) for headers in found for header in headers]
