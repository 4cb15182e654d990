"""Reading the account of a test, without waiting for anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from abm_sheets.intake.sources.live import find_live
from abm_sheets.intake.sources.reading import Access, Patience, Reading
from tests.crm.hubspot import TOKEN, HubSpot

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def patient(sleep: Callable[[float], None] = lambda _: None, **bounds: Any) -> Patience:
    """Patience that takes no time."""
    return Patience(**{"connect": 1, "answer": 0.2, "attempts": 3, **bounds}, sleep=sleep)


def access(
    account: HubSpot, *, token: str = TOKEN, patience: Patience | None = None, **options: str
) -> Access:
    """What it takes to read the account for a French workbook."""
    bounds = patience or patient(answer=5)
    return Access({"token": token}, NOW, options, address=account.url, patience=bounds)


def read(account: HubSpot, since: datetime | None = None, **given: Any) -> Reading:
    """What the account gives, by what `access` takes."""
    return find_live("hubspot").open(access(account, **given)).read(since)


def values(reading: Reading, tab: str) -> dict[str, dict[str, Any]]:
    """The values of a tab's records by their ids, without the ids themselves."""
    return {
        str(record.record_id): {name: value for name, value in record.values.items() if name != "id"}
        for record in reading.records[tab]
    }
