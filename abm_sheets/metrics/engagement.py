"""Metric 1: engaged accounts, those with enough counted interactions in a moving window."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from abm_sheets.metrics.weeks import NEVER_AFTER, NEVER_BEFORE, Days, Mask, numbers
from abm_sheets.tables.settings import Settings

_STRIDE = NEVER_AFTER + 1


def within_window(interactions: pd.DataFrame, day: int, window: int) -> Mask:
    """The rows counted for engagement in the window that ends on a day."""
    days = numbers(interactions["date"])
    counted: Mask = interactions["engagement"].to_numpy(bool)
    return counted & (day - window < days) & (days <= day)


@dataclass(frozen=True)
class Engagement:
    """The counted interactions, sorted by account then day: any window is two binary searches.

    `keys` are account * stride + day; `starts` where each account's begin, one more for the end.
    """

    keys: Days
    starts: Days
    minimum: int
    window: int

    @classmethod
    def of(cls, interactions: pd.DataFrame | None, accounts: int, settings: Settings) -> Engagement:
        """From the interactions that count as engagement; no tab is no interaction."""
        keys = np.empty(0, np.int64)
        if interactions is not None:
            counted = interactions["engagement"].to_numpy(bool)
            who = interactions["account"].to_numpy(np.int64)[counted]
            keys = np.sort(who * _STRIDE + numbers(interactions["date"])[counted])
        starts = np.searchsorted(keys, np.arange(accounts + 1) * _STRIDE)
        return cls(keys, starts, settings.engagement_min_interactions, settings.engagement_window_days)

    def under(self, settings: Settings) -> Engagement:
        """The same interactions under other settings."""
        return replace(
            self, minimum=settings.engagement_min_interactions, window=settings.engagement_window_days
        )

    def _upto(self, day: int) -> Days:
        """For each account, how far its interactions of a day or before reach."""
        bounded = min(max(day + 1, NEVER_BEFORE), NEVER_AFTER)
        return np.searchsorted(self.keys, np.arange(len(self.starts) - 1) * _STRIDE + bounded)

    def counts(self, first: int, last: int) -> Days:
        """Each account's interactions from a day to another, both included."""
        return self._upto(last) - self._upto(first - 1)

    def in_window(self, day: int) -> Days:
        """Each account's interactions in the window that ends on a day."""
        return self.counts(day - self.window + 1, day)

    def engaged(self, day: int) -> Mask:
        """The accounts with enough of them, active or not."""
        return self.in_window(day) >= self.minimum

    def last(self, day: int) -> tuple[Days, Mask]:
        """Each account's latest interaction on a day or before, and whether it has one."""
        return self._nth_latest(day, 1)

    def until(self, day: int) -> Days:
        """For engaged accounts, the last day they stay so if nothing more happens."""
        return self._nth_latest(day, self.minimum)[0] + self.window - 1

    def one_short(self, day: int) -> tuple[Days, Mask]:
        """The last day on which one more interaction makes each account engaged, and whether one would.

        That is asked of accounts that have some, and all but one of those that they need.
        """
        short = self.minimum - 1
        oldest, _ = self._nth_latest(day, max(short, 1))
        return oldest + self.window - 1, (self.in_window(day) == short) & (short > 0)

    def _nth_latest(self, day: int, rank: int) -> tuple[Days, Mask]:
        at = self._upto(day) - rank
        known = at >= self.starts[:-1]
        if not len(self.keys):
            return np.zeros(len(known), np.int64), known
        return self.keys[np.maximum(at, 0)] % _STRIDE, known

    def spells(self, day: int) -> tuple[Days, Days, Days]:
        """The stretches of days up to a day on which accounts were engaged: account, first, last.

        The i-th interaction opens a stretch that lasts until the one `minimum - 1` before it leaves
        the window; stretches of an account may overlap.
        """
        who, days = self.keys // _STRIDE, self.keys % _STRIDE
        back = self.minimum - 1
        opening = np.arange(back, len(days))
        first, last = days[opening], days[opening - back] + self.window - 1
        real = (who[opening] == who[opening - back]) & (first <= np.minimum(last, day))
        return who[opening][real], first[real], np.minimum(last[real], day)
