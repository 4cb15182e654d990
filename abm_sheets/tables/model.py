"""The people's tabs once read: one frame each, plus the rules in force and the issues met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from abm_sheets.errors import NoUsableTabError
from abm_sheets.issues import Issue
from abm_sheets.language import Catalogue
from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.locate import Located
from abm_sheets.tables.settings import Settings
from abm_sheets.tables.sources import Mirror
from abm_sheets.tables.targets import Units

MEASURED = (
    "accounts",
    "interactions",
    "opportunities",
    "marketing_costs",
    "sales_costs",
    "interaction_types",
    "stages",
    "settings",
)
"""The tabs that some figure depends on."""


@dataclass(frozen=True)
class Place:
    """Where an input tab stands: its title as people named it, and its columns' numbers (from 1).

    `currency` is the one that the header of its amounts names, as it is written, "" if none.
    """

    title: str
    columns: Mapping[str, int]
    currency: str = ""


@dataclass(frozen=True)
class Tables:
    """The validated content of a workbook.

    Every frame has `row`, the row as people see it (from 1), and only rows that count. Dates are
    `datetime64[s]` at midnight, `NaT` where blank; texts are trimmed, "" where blank; `account`
    in frames other than `accounts` is a position in the accounts frame. None: the tab is missing
    or unreadable. `today` is the day of the run in the workbook's time zone; `places` says where
    each input tab was found.

    `left_out` has the rows of `accounts`, `interactions`, `opportunities` and of both costs that do not
    count: row, the columns as they were read, and `repeated`, the row that it repeats (0 if none);
    of opportunities also `cents`, the amount converted (0 if unknown).

    `units` are what the targets of each metric are in.

    `mirrors` are the records of other systems by the keys of their tabs, and `apart` how many of each are no
    rows here; their rows come after the people's, with numbers that go on from the last (see `locate`).

    `unreadable` are the keys of the tabs that are there, all or in part, without a header, and `lost` the
    columns of each, of those that may be missing, whose header is gone.

    - `accounts`: row, account, domains, industry, size, tier, targeted, targeted_from, targeted_until,
      marketing_owner, sales_owner.
    - `interactions`: row, date, account, type (a position in `interaction_types`), asset, contact,
      source, id, asset_key (equal for equal assets), engagement, marketing; repeats left out.
    - `opportunities`: row, id, account, name, amount (cents of the workbook's currency), known (the
      amount is), stage (as named in `stages`, or as typed), kind (open, won, lost), created, expected,
      closed, loss_reason.
    - `marketing_costs`, `sales_costs`: row, date, label, amount (cents), account (-1 unknown, -2 blank),
      industry.
    - `targets`: row, metric (key), quarter (`2026-Q3`), target, alert, reviewed.
    - `actions`: row, date, kind (action, blocker), account (as typed), description, owner, due,
      status (todo, doing, done).
    - `workshop`: row, participant, role, metric (key or as typed), vanity, priority.
    - `interaction_types`: row, type, engagement, marketing. `stages`: row, stage, order, kind, team,
      probability (a share, NaN if none).
    - `team`: row, email, name, role (key).
    """

    accounts: pd.DataFrame
    interactions: pd.DataFrame | None
    opportunities: pd.DataFrame | None
    marketing_costs: pd.DataFrame | None
    sales_costs: pd.DataFrame | None
    targets: pd.DataFrame
    actions: pd.DataFrame
    workshop: pd.DataFrame
    interaction_types: pd.DataFrame
    stages: pd.DataFrame
    team: pd.DataFrame
    settings: Settings
    issues: Sequence[Issue]
    today: date
    places: Mapping[str, Place] = field(default_factory=dict)
    left_out: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    lost: Mapping[str, frozenset[str]] = field(default_factory=dict)
    units: Units = field(default_factory=dict)
    mirrors: Mapping[str, Mirror] = field(default_factory=dict)
    apart: Mapping[str, int] = field(default_factory=dict)
    joined: Mapping[str, Located] = field(default_factory=dict)

    def locate(self, tab: str, row: int) -> tuple[str, int]:
        """Where a row of a frame stands: the key of its tab, and its number there as people see it."""
        located = self.joined.get(tab)
        return located.place(row - located.first_row) if located else (tab, row)

    def know(self, tab: str, *columns: str) -> bool:
        """Whether a tab is readable, and none of some of its columns lost its header."""
        return getattr(self, tab) is not None and self.lost.get(tab, frozenset()).isdisjoint(columns)

    def title(self, tab: str, words: Catalogue) -> str:
        """A tab's title as people named it, ours where it was not found."""
        place = self.places.get(tab)
        return place.title if place else words.title(tab)

    @property
    def currencies(self) -> Mapping[str, str]:
        """By tab, the code of the currency that amounts are in where nothing says it, if known."""
        own = self.settings.currency
        codes = {
            key: currency_code(place.currency, own) if place.currency else own
            for key, place in self.places.items()
        }
        return {key: code for key, code in codes.items() if code}

    @property
    def are_partial(self) -> bool:
        """Whether a tab that figures need cannot be read: they are for today only, and freeze no week."""
        return not self.unreadable.isdisjoint(MEASURED)

    def check_usable(self) -> None:
        """See that some metric can be computed.

        Raises:
            NoUsableTabError: the tabs that every metric needs are missing or unreadable.

        """
        if self.interactions is None and self.opportunities is None:
            raise NoUsableTabError

    @property
    def rows_read(self) -> int:
        """How many rows the figures are computed on."""
        frames = (
            self.accounts,
            self.interactions,
            self.opportunities,
            self.marketing_costs,
            self.sales_costs,
        )
        return sum(len(frame) for frame in frames if frame is not None)
