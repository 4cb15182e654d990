"""The kinds of columns of the service's database: the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from abm_sheets.errors.incoming import TooLongError

_SHOWN = 40


class Short(sa.types.TypeDecorator[str]):
    """A text of so many characters at most: SQLite would keep more, and PostgreSQL fail."""

    impl = sa.String
    cache_ok = True

    def __init__(self, most: int) -> None:
        """Bound the text."""
        super().__init__(most)
        self.most = most

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Refuse a text that is longer.

        Raises:
            TooLongError: it is.

        """
        del dialect
        if value is not None and len(value) > self.most:
            raise TooLongError(value=f"{value[:_SHOWN]}…", limit=self.most)
        return value


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment, kept in UTC on every database, and always given with its zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring a moment to UTC."""
        del dialect
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)
