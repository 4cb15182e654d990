"""The channels that the Monday message of a workbook goes to, and for whom it is written there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from abm_sheets.outputs.message import Channel
from abm_sheets.service.database import channels


def set_channels(connection: sa.Connection, workbook: str, wanted: Sequence[Channel]) -> None:
    """Let a workbook have these channels and no others; those that it has keep their numbers."""
    known = list_channels(connection, workbook)
    gone = [number for number, channel in known.items() if channel not in wanted]
    connection.execute(channels.delete().where(channels.c.id.in_(gone)))
    for channel in dict.fromkeys(wanted):
        if channel not in known.values():
            values = {"workbook": workbook, "role": channel.role, "address": channel.address}
            connection.execute(channels.insert().values(**values))


def list_channels(connection: sa.Connection, workbook: str) -> Mapping[int, Channel]:
    """The channels of a workbook by their numbers, which no other channel ever has."""
    query = channels.select().where(channels.c.workbook == workbook).order_by(channels.c.id)
    return {row.id: Channel(row.role, row.address) for row in connection.execute(query)}


def find_channel(connection: sa.Connection, number: int) -> Channel | None:
    """The channel of a number, if it is still wanted."""
    row = connection.execute(channels.select().where(channels.c.id == number)).first()
    return None if row is None else Channel(row.role, row.address)
