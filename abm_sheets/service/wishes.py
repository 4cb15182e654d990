"""How an administrator wants a workbook to be served, checked before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from abm_sheets.outputs.message import Channel
from abm_sheets.service.alerts import check_alerts
from abm_sheets.service.channels import check_addresses
from abm_sheets.service.schedule import check_schedule, check_zone

NO_SCHEDULE = "none"
"""What is given in place of a schedule where another program calls."""


@dataclass(frozen=True)
class Wishes:
    """How a workbook is to be served; None leaves what was chosen before, or the default.

    `channels` get the Monday message, every week or, `when_changed`, only where something changed.
    """

    schedule: str | None = None
    zone: str | None = None
    alerts: Sequence[str] | None = None
    channels: Sequence[Channel] | None = None
    when_changed: bool | None = None


def asked(wishes: Wishes) -> dict[str, str | bool]:
    """The columns that the wishes name.

    Raises:
        UsageError: the schedule, the zone, or the address of an alert or of a channel is none.

    """
    check_addresses([channel.address for channel in wishes.channels or ()])
    values: dict[str, str | bool] = {}
    if wishes.schedule is not None:
        none = wishes.schedule.strip() in {"", NO_SCHEDULE}
        values["schedule"] = "" if none else check_schedule(wishes.schedule)
    if wishes.zone is not None:
        values["zone"] = str(check_zone(wishes.zone))
    if wishes.alerts is not None:
        values["alerts"] = " ".join(check_alerts(wishes.alerts))
    if wishes.when_changed is not None:
        values["when_changed"] = wishes.when_changed
    return values
