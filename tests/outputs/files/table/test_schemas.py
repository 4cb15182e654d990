"""Every table of every tab has a stable name, and so has each of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from abm_sheets.language import LANGUAGES
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.outputs.files.sections import SCHEMAS, Captioned, Schema, schema_of
from abm_sheets.outputs.files.table import exact_tables, laid_out, shown_tables
from abm_sheets.outputs.tabs import TABS
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Table, TableColumn
from tests.outputs.files.table.sample import changed_view, sample_view

EVERY = [(tab, schema) for tab, schemas in SCHEMAS.items() for schema in schemas]
VIEWS = (sample_view, changed_view)
every_tab = pytest.mark.parametrize("tab", TABS)
every_view = pytest.mark.parametrize("seen", VIEWS)


def test_every_tab_has_its_tables() -> None:
    assert set(SCHEMAS) == set(TABS)
    for tab, schemas in SCHEMAS.items():
        assert max(Counter(schema.table for schema in schemas).values()) == 1, tab


@every_tab
@every_view
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_is_known(seen: Callable[[str], View], tab: str, language: str) -> None:
    view = seen(language)

    for found in exact_tables(view, laid_out(view, tab)):
        schema = schema_of(tab, found)
        unknown = [
            column.header for column in found.table.columns if squeeze(column.header) not in schema.columns
        ]
        assert unknown == [], schema.table


@every_tab
@every_view
def test_names_are_the_same_in_every_language(seen: Callable[[str], View], tab: str) -> None:
    french, english = (
        [(table.name, table.columns, len(table.rows)) for table in shown_tables(seen(language), tab)]
        for language in LANGUAGES
    )

    assert french == english
    assert len({name for name, *_ in french}) == len(french)
    assert french


def test_every_name_is_that_of_some_table() -> None:
    shown = {(tab, table.name) for seen in VIEWS for tab in TABS for table in shown_tables(seen("fr"), tab)}

    assert shown == {(tab, schema.table) for tab, schema in EVERY}


@pytest.mark.parametrize(("tab", "schema"), EVERY, ids=[f"{tab}-{each.table}" for tab, each in EVERY])
def test_a_header_has_one_name_whatever_its_language(tab: str, schema: Schema) -> None:
    for words in catalogues():
        names = {squeeze(header): name for name, header in reversed(list(schema._headers(words)))}
        assert {header: schema.columns[header] for header in names} == names, tab


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("12 actions à suivre", "actions"),
        ("1 action à suivre", "actions"),
        ("3 actions terminées depuis la dernière réunion", "actions_done"),
        ("1 blocage à lever", "blockers"),
        ("2 blockers to lift", "blockers"),
    ],
)
def test_tables_alike_are_told_by_what_stands_above(caption: str, name: str) -> None:
    headers = ["Description", "Compte", "Responsable", "Échéance", "Statut", "Retard"]
    table = Table(1, 0, [TableColumn(header, ["x"]) for header in headers])

    assert schema_of("review", Captioned(caption, table)).table == name
