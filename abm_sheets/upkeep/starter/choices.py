"""What the dropdowns of the input tabs offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from abm_sheets.language import Catalogue
from abm_sheets.upkeep.starter.layout import ColumnLayout, layouts
from abm_sheets.workbook.sheet import Area, Dropdown

Place = Callable[[str, str], Area]
"""Where the cells under a header are, by the keys of the tab and the column."""

_CHOSEN_SETTINGS = {
    "cycle": ("median", "mean"),
    "velocity_value": ("average", "total"),
    "cost_allocation": ("equal", "interactions"),
    "continue_history": ("no", "yes"),
    "language": ("fr", "en"),
}


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
