"""What a team starts from: the empty workbook with its first rows, and the same with a sample quarter."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from abm_sheets.errors import OutputNotWrittenError
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.palette import Tone
from abm_sheets.tables.settings import Settings
from abm_sheets.upkeep.layout import Choices, ColumnLayout, TabLayout, layouts, template_text, templates
from abm_sheets.workbook.excel.writer import write_workbook
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.sheet import Block, Item, Sheet, Style, Table, TableColumn, Value

Typed = Value | Item
"""What stands in a cell at the start: a value in its column's style, or an item with its own."""

Rows = Sequence[Sequence[Typed]]
"""Rows of a tab, in the order of its columns."""

_SPREADSHEETS_OWN = ("language", "locale", "time_zone")
_EXAMPLE_CURRENCY = "USD"
_DEFAULTS: dict[str, Any] = {
    each.name: each.default
    for each in fields(Settings)
    if each.name != "rates" and each.name not in _SPREADSHEETS_OWN
}
SAMPLE_DAY = date(2026, 9, 27)
"""The day up to which the sample shows its quarter."""

_WRITTEN_IN = "fr"
_GROUPS = ("yes_no", "kind", "role", "metric", "action_kind", "action_status")
_FIGURES = frozenset({"amount", "target", "alert", "priority"})
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def default_rows(words: Catalogue) -> dict[str, Rows]:
    """The rows of the three tabs that say how the numbers are computed."""
    return {
        "interaction_types": interaction_types(words),
        "stages": stages(words),
        "settings": settings(words),
    }


def interaction_types(words: Catalogue) -> Rows:
    """Each type, whether it counts as engagement, and whether it is a marketing asset."""
    answer = {True: words.word("yes_no", "yes"), False: words.word("yes_no", "no")}
    kinds: Sequence[Mapping[str, object]] = words.find("words.interaction_types")
    return [[str(t["name"]), answer[bool(t["engagement"])], answer[bool(t["marketing"])]] for t in kinds]


def stages(words: Catalogue) -> Rows:
    """Each stage of a deal, its order, its kind, the team that unblocks it, and no probability yet."""
    return [
        [stage["name"], order, words.word("kind", stage["kind"]), stage["team"] or None, None]
        for order, stage in enumerate(words.find("words.stages"), start=1)
    ]


def settings(words: Catalogue) -> Rows:
    """Each setting's label, default and explanation; what the spreadsheet decides is left blank."""
    return [
        [
            words.word("setting", key).format(currency=_EXAMPLE_CURRENCY),
            _default(words, key),
            words.text(f"settings_help.{key}"),
        ]
        for key in words.words("setting")
    ]


def _default(words: Catalogue, key: str) -> Value:
    value: Value = _DEFAULTS.get(key)
    return words.word("choice", value) if isinstance(value, str) and value in words.words("choice") else value


def sample_rows(words: Catalogue) -> dict[str, Rows]:
    """The sample's rows by tab, in the words of a language."""
    glossary = {} if words.language == _WRITTEN_IN else _glossary(words)
    tabs = [tab for tab in layouts() if templates().joinpath("sample", f"{tab}.csv").is_file()]
    return {tab: _rows(tab, glossary) for tab in tabs}


def _rows(tab: str, glossary: Mapping[str, str]) -> Rows:
    lines = csv.DictReader(template_text("sample", f"{tab}.csv").splitlines())
    columns = layouts()[tab].columns
    return [
        [_cell(key, column, line.get(key) or "", glossary) for key, column in columns.items()]
        for line in lines
    ]


def _cell(key: str, column: ColumnLayout, written: str, glossary: Mapping[str, str]) -> Typed:
    if not written:
        return None
    if key in _FIGURES:
        return _figure(written)
    if column.style is Style.DATE and _ISO_DATE.fullmatch(written):
        return date.fromisoformat(written)
    return glossary.get(written, written)


def _figure(written: str) -> Typed:
    if written.endswith("%"):
        return Item(float(written.rstrip(" %")) / 100, Style.PERCENT)
    return float(written) if "." in written else int(written)


def _glossary(words: Catalogue) -> dict[str, str]:
    """From the sample's words to another language's: the vocabulary, then what the sample alone says."""
    original = catalogue(_WRITTEN_IN)
    glossary: dict[str, str] = {}
    for group in _GROUPS:
        glossary |= dict(zip(original.words(group).values(), words.words(group).values(), strict=True))
    for entries in ("words.interaction_types", "words.stages"):
        pairs = zip(original.find(entries), words.find(entries), strict=True)
        glossary |= {old["name"]: new["name"] for old, new in pairs}
    return {**glossary, **words.find("sample")}


_TONES = frozenset(tone.value for tone in Tone)
_WIDTHS = {0: 2, 1: 25, 2: 40, 3: 40}
_ALL, _TEXT = 3, 2
"""Columns merged, for a line and for a text beside its label: a merged row is as high as its text."""


def save_template(path: Path, language: str, year: int) -> None:
    """Write the empty workbook; `year` is the one around which quarters are offered.

    Raises:
        OutputNotWrittenError: nothing was written.

    """
    _save(path, template_sheets(catalogue(language), year), language)


def save_sample(path: Path, language: str) -> None:
    """Write the sample workbook.

    Raises:
        OutputNotWrittenError: nothing was written.

    """
    _save(path, sample_sheets(catalogue(language)), language)


def _save(path: Path, sheets: Sequence[Sheet], language: str) -> None:
    titles = {sheet.key: sheet.title for sheet in sheets}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputNotWrittenError(path=path, reason=error.strerror) from error
    write_workbook(path, sheets, Look(language, Settings().currency), titles, None)


def template_sheets(words: Catalogue, year: int) -> list[Sheet]:
    """The empty workbook, guide first; `year` is the one around which quarters are offered."""
    return [guide_sheet(words), *input_sheets(words, Choices(words, year))]


def sample_sheets(words: Catalogue) -> list[Sheet]:
    """The same workbook filled with a made-up company's quarter, up to `SAMPLE_DAY`."""
    return [guide_sheet(words), *input_sheets(words, Choices(words, SAMPLE_DAY.year), sample_rows(words))]


def input_sheets(words: Catalogue, choices: Choices, rows: Mapping[str, Rows] | None = None) -> list[Sheet]:
    """Every input tab, with the default types, stages and settings, and the rows given by tab."""
    filled = {**default_rows(words), **(rows or {})}
    return [_sheet(tab, words, choices, filled.get(tab, ())) for tab in layouts()]


def _sheet(tab: str, words: Catalogue, choices: Choices, rows: Rows) -> Sheet:
    layout = layouts()[tab]
    columns = list(enumerate(layout.columns.values()))
    values = [[row[place] for row in rows] for place, _ in columns]
    return Sheet(
        key=tab,
        title=words.title(tab),
        tone=layout.tone,
        blocks=[_block(place, each) for place, each in enumerate(values) if _is_mixed(each)],
        tables=[_table(tab, layout, words, [() if _is_mixed(each) else each for each in values])],
        dropdowns=choices.of_tab(tab),
        widths={place: column.width for place, column in columns},
        column_styles={place: column.style for place, column in columns if column.style is not Style.TEXT},
        frozen_rows=1,
        protected=False,
        gridlines=True,
    )


def _table(tab: str, layout: TabLayout, words: Catalogue, values: Sequence[Sequence[Any]]) -> Table:
    columns = [
        TableColumn(words.header(tab, key), cells, column.style, note=words.text(f"notes.{tab}.{key}"))
        for (key, column), cells in zip(layout.columns.items(), values, strict=True)
    ]
    return Table(0, 0, columns, tone=layout.tone)


def _is_mixed(values: Sequence[Typed]) -> bool:
    """Whether some cells of a column have a style of their own (a rate among counts)."""
    return any(isinstance(value, Item) for value in values)


def _block(place: int, values: Sequence[Typed]) -> Block:
    return Block(1, place, [[_item(value)] for value in values])


def _item(value: Typed) -> Item:
    if isinstance(value, Item):
        return value
    return Item(value, Style.DECIMAL if isinstance(value, float) else Style.INTEGER)


def guide_sheet(words: Catalogue) -> Sheet:
    """The guide's tab, free to be completed by the team."""
    return Sheet(
        key="guide",
        title=words.title("guide"),
        tone=Tone.NEUTRAL,
        blocks=[Block(0, 1, list(_guide_rows(words)))],
        widths=_WIDTHS,
        landscape=False,
        one_page=True,
        protected=False,
    )


def _guide_rows(words: Catalogue) -> Iterator[list[Item | None]]:
    yield [Item(words.title("guide"), Style.TITLE, span=_ALL)]
    yield [Item(words.text("guide.purpose"), span=_ALL)]
    for section in words.find("guide.sections"):
        yield []
        yield from _section(words, f"guide.sections.{section}")


def _section(words: Catalogue, key: str) -> Iterator[list[Item | None]]:
    yield [Item(words.text(f"{key}.heading"), Style.SUBTITLE, span=_ALL)]
    for row in words.find(f"{key}.rows"):
        label, text = (words.text(f"{key}.rows.{row}.{part}") for part in ("label", "text"))
        tone = Tone(row) if row in _TONES else None
        yield [Item(label, Style.LABEL, tone=tone), Item(text, span=_TEXT)]
