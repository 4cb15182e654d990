"""How each input tab is laid out: its colour, its columns' widths and styles, and their choices."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from abm_sheets.language import LANGUAGES, Catalogue
from abm_sheets.palette import Tone
from abm_sheets.tables.roles import ADMIN, EDITORS
from abm_sheets.workbook.sheet import Area, Dropdown, Style

Place = Callable[[str, str], Area]
"""Where the cells under a header are, by the keys of the tab and the column."""

_CHOSEN_SETTINGS = {
    "cycle": ("median", "mean"),
    "velocity_value": ("average", "total"),
    "cost_allocation": ("equal", "interactions"),
    "continue_history": ("no", "yes"),
    "language": LANGUAGES,
}


class ColumnLayout(BaseModel):
    """A column's width in characters, its style, and the choices it offers; `free` allows others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: float
    style: Style = Style.TEXT
    choices: str = ""
    free: bool = False


class TabLayout(BaseModel):
    """The tone of the team that fills a tab, and its columns by key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tone: Tone
    columns: dict[str, ColumnLayout]


@cache
def layouts() -> Mapping[str, TabLayout]:
    """Every input tab's layout, by key, in the order of the workbook's tabs."""
    entries = template_table("workbook.toml")
    return {key: TabLayout.model_validate({"tone": _tone(key), **entry}) for key, entry in entries.items()}


def _tone(tab: str) -> Tone:
    """The tone of the one team that edits a tab, the admin aside, or of both."""
    teams = [role for role in EDITORS[tab] if role != ADMIN]
    return Tone.SHARED if len(teams) > 1 else Tone(next(iter(teams), ADMIN))


class Choices:
    """The dropdowns of one workbook: its language, and the year around which quarters are offered."""

    def __init__(self, words: Catalogue, year: int, area: Place | None = None) -> None:
        """Keep the words and the year; `area` says where a column is, if not where a new tab has it."""
        self.words = words
        self.year = year
        self._area = area or column_area

    def of_tab(self, tab: str) -> tuple[Dropdown, ...]:
        """The dropdowns of a new tab: down whole columns, and beside the settings that are chosen."""
        return (*self.of_columns(tab), *(self._settings() if tab == "settings" else ()))

    def quarters(self) -> list[str]:
        """The quarters from the year before to the year after."""
        letter = self.words.text("quarter.letter")
        years = range(self.year - 1, self.year + 2)
        return [f"{year}-{letter}{quarter}" for year in years for quarter in range(1, 5)]

    def of_columns(self, tab: str) -> Iterator[Dropdown]:
        """The dropdowns of a tab, each down a whole column under its header."""
        for key, column in layouts()[tab].columns.items():
            if column.choices:
                yield Dropdown(self._area(tab, key), self._offered(column), strict=not column.free)

    def _offered(self, column: ColumnLayout) -> Sequence[str] | Area:
        kind, _, name = column.choices.partition(".")
        if kind == "words":
            return list(self.words.words(name).values())
        if kind == "tab":
            return self._area(*name.split("."))
        return {"quarters": self.quarters(), "priorities": ["1", "2", "3"]}[kind]

    def _settings(self) -> Iterator[Dropdown]:
        for row, key in enumerate(self.words.words("setting"), start=1):
            if key in _CHOSEN_SETTINGS:
                choices = [self.words.word("choice", choice) for choice in _CHOSEN_SETTINGS[key]]
                yield Dropdown(Area("settings", row, 1, row, 1), choices)


def column_area(tab: str, column: str) -> Area:
    """All the cells under a column's header."""
    place = list(layouts()[tab].columns).index(column)
    return Area(tab, 1, place, None, place)


def templates() -> Traversable:
    """The `templates` folder: the wheel's copy, else the checkout's."""
    packaged = files("abm_sheets").joinpath("templates")
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates"


def template_text(*path: str) -> str:
    """The text of a file of the templates."""
    return templates().joinpath(*path).read_text(encoding="utf-8")


def template_table(*path: str) -> dict[str, Any]:
    """The content of a TOML file of the templates."""
    return tomllib.loads(template_text(*path))
