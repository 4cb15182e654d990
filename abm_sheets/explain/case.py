"""What every explanation is made from: a run, its tables ready for the metrics, and how facts are worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from abm_sheets.issues import Issue
from abm_sheets.language import Catalogue
from abm_sheets.language.formats import Formats
from abm_sheets.metrics.figures import Period
from abm_sheets.metrics.moment import Moment, Prepared
from abm_sheets.metrics.weeks import Mask, day_of, number
from abm_sheets.story.timeline import Chronicle
from abm_sheets.story.view import View
from abm_sheets.tables.accounts import account_index
from abm_sheets.tables.matching import AccountIndex
from abm_sheets.tables.model import Tables
from abm_sheets.tables.settings import Settings


@dataclass(frozen=True)
class Case:
    """A run to explain."""

    view: View
    prepared: Prepared

    @cached_property
    def moment(self) -> Moment:
        """The as-of date."""
        return Moment(self.prepared, self.period.end)

    @property
    def tables(self) -> Tables:
        """The people's tabs."""
        return self.view.tables

    @property
    def settings(self) -> Settings:
        """The rules in force."""
        return self.view.tables.settings

    @property
    def period(self) -> Period:
        """The quarter up to the as-of date."""
        return self.view.figures.period

    @property
    def words(self) -> Catalogue:
        """The words to explain in."""
        return self.view.words

    @property
    def formats(self) -> Formats:
        """How figures are written."""
        return self.view.words.formats

    @property
    def start(self) -> int:
        """The number of the quarter's first day."""
        return number(self.period.start)

    @property
    def day(self) -> int:
        """The number of the as-of date."""
        return number(self.period.end)

    @cached_property
    def in_scope(self) -> Mask:
        """The accounts in scope."""
        return self.moment.in_scope

    @cached_property
    def index(self) -> AccountIndex:
        """What finds an account by its name or its domains."""
        return account_index(self.tables.accounts)

    @cached_property
    def issues(self) -> Mapping[tuple[str, int], list[Issue]]:
        """The issues of each row, by tab and row."""
        found: dict[tuple[str, int], list[Issue]] = {}
        for issue in self.tables.issues:
            if issue.row is not None:
                found.setdefault((issue.tab, issue.row), []).append(issue)
        return found

    @property
    def chronicle(self) -> Chronicle:
        """What the accounts' stories are read from."""
        return Chronicle(self.prepared, self.view.stages, self.words, self.period.end)

    @cached_property
    def facts(self) -> Mapping[str, object]:
        """What the reasons quote: the dates and the numbers that rows are judged by."""
        settings = self.settings
        return {
            "start": self.shown_day(self.start),
            "day": self.shown_day(self.day),
            "window_start": self.shown_day(self.day - settings.engagement_window_days + 1),
            "win_rate_start": self.shown_day(self.day - settings.win_rate_window_days + 1),
            "minimum": settings.engagement_min_interactions,
            "targeted": self.words.header("accounts", "targeted"),
            "no": self.words.word("yes_no", "no"),
        }

    def text(self, key: str, count: float | None = None, **values: object) -> str:
        """A sentence of the explanations."""
        return self.words.text(f"explain.{key}", count, **values)

    def money(self, cents: float | None) -> str:
        """An amount in words, with its cents where there are any."""
        return self.formats.exact_money(None if cents is None else cents / 100, self.settings.currency)

    def shown_day(self, day: int) -> str:
        """A day in figures, given by its number."""
        return self.formats.day(day_of(day))

    def tab_title(self, tab: str) -> str:
        """A tab's title, as people named it."""
        return self.tables.title(tab, self.words)

    def names(self, accounts: pd.Series) -> list[str]:
        """The accounts' names by their positions, blank where there is none."""
        names = np.append(self.tables.accounts["account"].to_numpy(object), "")
        positions = accounts.to_numpy(np.int64)
        shown: list[str] = names[np.where(positions < 0, len(names) - 1, positions)].tolist()
        return shown


def case_of(view: View) -> Case:
    """A run made ready to be explained."""
    return Case(view, Prepared.of(view.tables))
