"""Reading the account of a test, without waiting for anything."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

import pytest

from abm_sheets.errors.sources import SourceError
from abm_sheets.intake.sources.live import find_live
from abm_sheets.intake.sources.reading import Access, Patience, Reading
from abm_sheets.language import LANGUAGES
from tests.crm import hubspot, pipedrive
from tests.crm.server import StandIn

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def patient(sleep: Callable[[float], None] = lambda _: None, **bounds: Any) -> Patience:
    """Patience that takes no time."""
    return Patience(**{"connect": 1, "answer": 0.2, "attempts": 3, **bounds}, sleep=sleep)


SECRETS = {
    "hubspot": {"token": hubspot.TOKEN},
    "pipedrive": {"token": pipedrive.TOKEN},
}
"""The keys of each stand-in."""


def access(
    account: StandIn,
    key: str = "hubspot",
    *,
    token: str | None = None,
    patience: Patience | None = None,
    **options: str,
) -> Access:
    """What it takes to read the account for a French workbook."""
    secrets = SECRETS[key] if token is None else {"token": token}
    return Access(secrets, NOW, options, address=account.url, patience=patience or patient(answer=5))


def read(account: StandIn, since: datetime | None = None, key: str = "hubspot", **given: Any) -> Reading:
    """What the account gives, by what `access` takes."""
    return find_live(key).open(access(account, key, **given)).read(since)


def check_failure(
    reading: Callable[[], object], kind: type[SourceError], said: str, secrets: Collection[str]
) -> None:
    """A reading fails in a way that is named, in French words of which some are given, and tells no key."""
    with pytest.raises(SourceError) as failed:
        reading()
    told = [failed.value.sentence(language) for language in LANGUAGES]
    shown = "".join([*told, repr(failed.value), *traceback.format_exception(failed.value)])
    assert type(failed.value) is kind
    assert said in told[0].replace("\u00a0", " ")
    assert not [secret for secret in secrets if secret in shown]


def values(reading: Reading, tab: str) -> dict[str, dict[str, Any]]:
    """The values of a tab's records by their ids, without the ids themselves."""
    return {
        str(record.record_id): {name: value for name, value in record.values.items() if name != "id"}
        for record in reading.records[tab]
    }
