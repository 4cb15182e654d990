"""What reading another system live gives, whichever system it is, and what it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from abm_sheets.intake.files.records import Record
from abm_sheets.language import LANGUAGES

READ_TABS = ("accounts", "opportunities", "interactions")
"""The keys of the input tabs that a system feeds."""

Kind = Literal["open", "won", "lost"]


@dataclass(frozen=True)
class Reading:
    """The records of a system by the key of the input tab that they feed.

    - `records`: each record once; its `record_id` is known, its `row` is 0. An account has `targeted` true
      where the system marks it, else false. A deal's `stage` is the label that people see, its `closed` and
      `expected` are days in the time zone of the system; a deal or an interaction of no company has no
      `account`. An interaction's `id` is its record's. A deal whose `stages` are empty keeps those known
      before: its past was not asked this time.
    - `whole`: whether it is everything that the system holds, so that what is not in it is gone. Else it is
      what changed since the moment asked, and some of it may be as it was; the deals and interactions of a
      company that is gone, if they are not in it, are known to be of no company by a whole reading only.
    - `gone`: of a reading that is not whole, the ids of records that were deleted, archived or merged into
      others, or do not count any more; none of them is in `records`, and some may never have counted.
    - `stage_kinds`: what each label of a stage means, over every pipeline, those included that no deal is in.
      A label that was read before and is not among them was renamed or removed: read everything again.
    """

    records: Mapping[str, Sequence[Record]]
    gone: Mapping[str, Collection[str]]
    whole: bool
    stage_kinds: Mapping[str, Kind]


class System(Protocol):
    """A system that can be read."""

    def read(self, since: datetime | None) -> Reading:
        """Everything, or what changed since the moment at which the last reading began.

        Raises:
            SourceError: something could not be read, so that nothing is given.

        """


@dataclass(frozen=True)
class Patience:
    """The bounds of reading: seconds to connect, to wait for an answer; attempts of one call; pauses.

    `total` bounds the seconds that all the failures of one reading may cost.
    """

    connect: float = 5
    answer: float = 60
    attempts: int = 6
    longest_pause: float = 32
    total: float = 900
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Access:
    """What reading a system takes.

    - `secrets`: its keys, by the names that `Live.secrets` gives them; shown nowhere.
    - `options`: what the customer chose, by name.
    - `language`: that of the workbook, in which types of interactions are written.
    - `now`: the moment of the reading; a meeting after it was not held yet.
    - `address`: that of a server on this machine which stands in for the system.
    """

    secrets: Mapping[str, str] = field(repr=False)
    now: datetime
    options: Mapping[str, str] = field(default_factory=dict)
    language: str = LANGUAGES[0]
    address: str | None = None
    patience: Patience = Patience()
