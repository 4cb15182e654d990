"""What the panel's cards are made of: what is known of a file, and what the person may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from abm_sheets.outputs.digest import Digest

Trigger = Literal["schedule", "panel", "command", "job", "setup"]
Pending = Literal["queued", "running"]
Role = Literal["marketing", "sales", "leadership", "admin"]


@dataclass(frozen=True)
class LastRun:
    """The refresh that ended last; `sentence` says why it failed, "" where it did not.

    `when` carries the workbook's time zone; `who` is how people know who asked for it, "" for nobody.
    """

    when: datetime
    who: str
    trigger: Trigger
    rows: int
    succeeded: bool
    sentence: str = ""


@dataclass(frozen=True)
class Schedule:
    """When the file is refreshed by itself.

    `cron` has five fields, "" where nothing is automatic; it is read in `zone` (`Europe/Paris`), the
    spreadsheet's own unless it was `chosen`. `next_run` carries that zone, None where nothing is to come.
    """

    cron: str
    zone: str
    next_run: datetime | None
    paused: bool
    chosen: bool = False


@dataclass(frozen=True)
class Panel:
    """A file and a person who looks at it; moments carry the workbook's time zone.

    `pending` is the state of a refresh asked for at `pending_since` and not over yet; `not_refreshed_since`
    is when the figures were last right, set when a scheduled refresh failed for good. `role` is the
    person's in the team, None where they have none.
    """

    file_id: str
    title: str
    digest: Digest | None
    last: LastRun | None
    pending: Pending | None
    pending_since: datetime | None
    schedule: Schedule | None
    not_refreshed_since: datetime | None
    role: Role | None
    may_refresh: bool
    may_administer: bool

    @property
    def parameters(self) -> dict[str, str]:
        """What clicks carry, for their events may lack the file: to be authorised again, as any request."""
        return {"file": self.file_id}
