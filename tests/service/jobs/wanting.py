"""The channels that a test lets a workbook have."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from abm_sheets.outputs.message import Channel
from abm_sheets.service.store.workbooks import list_channels, set_channels
from tests.service.bookkeeping import BOOK

NOBODY = "json://127.0.0.1:1/secret-du-canal"
"""A channel that does not answer."""


def want(engine: sa.Engine, *channels: Channel, book: str = BOOK) -> Sequence[int]:
    """Let a workbook have these channels; their numbers."""
    with engine.begin() as connection:
        set_channels(connection, book, channels)
        return list(list_channels(connection, book))
