"""A simulation as the command line shows it: the grid of two settings, every combination, what to note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from abm_sheets.explain.simulate import Simulation, Trial
from abm_sheets.explain.simulate.findings import changing, most_changing, status_changing
from abm_sheets.explain.simulate.trials import FIGURES, STAGNATING
from abm_sheets.language import Catalogue
from abm_sheets.metrics.known import SHARED
from abm_sheets.outputs.terminal import headed_table
from abm_sheets.story.definitions import setting_label, value_text
from abm_sheets.story.units import unit_of
from abm_sheets.story.wording import figure_text
from abm_sheets.tables.settings import value_of
from abm_sheets.tables.targets import Unit

_LABEL = 20  # The most letters of a line of a setting's label.


class TrialGrid:
    """A simulation in the words of a language."""

    def __init__(self, simulation: Simulation, words: Catalogue) -> None:
        """Find what changes, which decides what is shown."""
        self.simulation = simulation
        self.words = words
        self.statuses = status_changing(simulation)
        # A metric whose status changes may well keep its value.
        self.varied = [name for name in FIGURES if name in {*changing(simulation), *self.statuses}]
        self.columns = self.varied or SHARED

    def lines(self) -> Iterator[RenderableType]:
        """Everything to print, the tables among sentences."""
        several = [key for key, values in self.simulation.axes.items() if len(values) > 1]
        figure = most_changing(self.simulation)
        if len(several) == 2 and figure:  # noqa: PLR2004 (a table has rows and columns)
            # A terminal is sooner too narrow than too short.
            rows, columns = sorted(several, key=lambda key: -len(self.simulation.axes[key]))
            yield from self._across(figure, rows, columns)
        yield self.words.text("simulate.all", len(self.simulation.trials))
        yield self._all()

    def _across(self, figure: str, rows: str, columns: str) -> Iterator[RenderableType]:
        """One figure, the values of a setting in rows and those of another in columns."""
        axes, words = self.simulation.axes, self.words
        row_label, column_label = setting_label(words, rows), setting_label(words, columns)
        table = _table([row_label], [_value(words, columns, value) for value in axes[columns]])
        found = dict(zip(product(*axes.values()), self.simulation.trials, strict=True))
        for value in axes[rows]:
            trials = [found[self._place({rows: value, columns: other})] for other in axes[columns]]
            figures = (self._mark(each, self.figure(each, figure)) for each in trials)
            table.add_row(_value(words, rows, value), *figures)
        yield words.text("simulate.across", figure=self.name(figure), rows=row_label, columns=column_label)
        yield from (table, "")

    def _place(self, chosen: Mapping[str, Any]) -> tuple[Any, ...]:
        """Values of every setting: those chosen, and the only one of the others."""
        return tuple(chosen.get(key, values[0]) for key, values in self.simulation.axes.items())

    def _mark(self, trial: Trial, text: str) -> Text:
        if not self.is_in_force(trial):
            return Text(text)
        return Text(self.words.text("simulate.in_force", value=text), style="bold")

    def is_in_force(self, trial: Trial) -> bool:
        """Whether a combination is of today's rule."""
        return trial.settings == self.simulation.now.settings

    def _all(self) -> Table:
        keys = list(self.simulation.axes)
        table = _table([setting_label(self.words, key) for key in keys], list(map(self.name, self.columns)))
        for trial in self.trials():
            first, *others = (_value(self.words, key, value_of(trial.settings, key)) for key in keys)
            figures = [self.figure(trial, name) for name in self.columns]
            table.add_row(self._mark(trial, first), *map(Text, [*others, *figures]))
        return table

    def trials(self) -> Sequence[Trial]:
        """The combinations, today's rule first where it is none of them."""
        trials = self.simulation.trials
        return trials if any(map(self.is_in_force, trials)) else [self.simulation.now, *trials]

    def figure(self, trial: Trial, name: str) -> str:
        """A figure as people read it, with its status where statuses change."""
        found = trial.figure(name)
        shown = figure_text(self.words, trial.settings.currency, name, found.value)
        if unit_of(name) is Unit.COUNT and found.denominator is not None:
            shown = f"{shown}/{self.words.formats.integer(found.denominator)}"
        if name not in self.statuses:
            return shown
        status = self.words.word("status", trial.status[name])
        return self.words.text("simulate.with_status", value=shown, status=status)

    def name(self, figure: str) -> str:
        """What a figure is called."""
        if figure == STAGNATING:
            return self.words.text(f"simulate.figure.{figure}")
        return self.words.word("metric", figure)


def _value(words: Catalogue, key: str, value: object) -> str:
    if value is None and key.startswith("fx_"):
        return words.text("simulate.no_rate")
    return value_text(words, value)


def _table(labels: Sequence[str], headers: Sequence[str]) -> Table:
    """A table that leaves to figures the room that the labels of settings would take."""
    table = headed_table([*labels, *headers])
    for column in table.columns[: len(labels)]:
        column.max_width = _LABEL
    return table
