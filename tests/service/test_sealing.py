"""The addresses of alerts and channels, which hold secrets: encrypted where kept, and named where lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from abm_sheets.errors.incoming import SecretKeyNotKeptError, ShortSecretKeyError
from abm_sheets.outputs.message import Channel
from abm_sheets.service.configuration import read_configuration
from abm_sheets.service.database import metadata, open_database
from abm_sheets.service.sealing import UNREADABLE, Sealed, count_unreadable
from abm_sheets.service.store.workbooks import list_channels, set_channels
from tests.service.bookkeeping import BOOK, look, serve

ADDRESS = "slack://jetonA/jetonB/jetonC"
ALERTS = "mailto://lea:motdepasse@exemple.fr json://exemple.fr/b"
CHANNEL = Channel("sales", ADDRESS)
OLD, NEW = "ancienne-clé-de-trente-deux-octets", "nouvelle-clé-de-trente-deux-octets"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "service.sqlite"


def opened(path: Path, *keys: str) -> sa.Engine:
    return open_database(f"sqlite:///{path}", keys)


def fill(engine: sa.Engine) -> None:
    serve(engine, alerts=ALERTS)
    with engine.begin() as connection:
        set_channels(connection, BOOK, [CHANNEL])


def reported(engine: sa.Engine) -> tuple[Sequence[str], list[Channel]]:
    with engine.begin() as connection:
        return look(engine).alerts, list(list_channels(connection, BOOK).values())


def unreadable(engine: sa.Engine) -> int:
    with engine.begin() as connection:
        return count_unreadable(connection, metadata.tables.values())


def close(engine: sa.Engine) -> bytes:
    """The file's bytes, once all is in it."""
    engine.dispose()
    return b"".join(each.read_bytes() for each in Path(engine.url.database or "").parent.glob("*.sqlite*"))


def test_addresses_are_read_as_they_were_given_and_never_in_the_file(path: Path) -> None:
    engine = opened(path, OLD)
    fill(engine)

    assert reported(engine) == (tuple(ALERTS.split()), [CHANNEL])
    kept = close(engine)
    assert not [secret for secret in (b"jetonA", b"motdepasse", b"exemple.fr/b") if secret in kept]


def test_without_a_key_in_the_environment_one_is_made_for_us_alone_and_found_again(path: Path) -> None:
    first = opened(path)
    fill(first)
    first.dispose()
    key = path.with_name("service.sqlite.key")
    before = key.read_text(encoding="utf-8")
    second = opened(path)

    assert reported(second) == (tuple(ALERTS.split()), [CHANNEL])
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.read_text(encoding="utf-8") == before
    second.dispose()


def test_addresses_kept_before_they_were_encrypted_are_at_the_next_start(path: Path) -> None:
    first = opened(path, OLD)
    fill(first)
    with first.begin() as connection:
        for name, column, text in (("abm_workbooks", "alerts", ALERTS), ("abm_channels", "address", ADDRESS)):
            connection.execute(sa.text(f"UPDATE {name} SET {column} = :text"), {"text": text})  # noqa: S608
    assert b"motdepasse" in close(first)
    second = opened(path, OLD)

    assert reported(second) == (tuple(ALERTS.split()), [CHANNEL])
    with second.begin() as connection:
        rows = connection.execute(sa.text("SELECT alerts FROM abm_workbooks")).scalars().all()
    assert all(row.startswith("sealed:") for row in rows)
    second.dispose()


def test_a_key_is_replaced_by_giving_the_new_one_before_it_once(path: Path) -> None:
    for keys in ((OLD,), (NEW, OLD), (NEW,)):
        engine = opened(path, *keys)
        if keys == (OLD,):
            fill(engine)
        assert reported(engine) == (tuple(ALERTS.split()), [CHANNEL])
        assert unreadable(engine) == 0
        engine.dispose()


def test_with_another_key_addresses_are_told_lost_until_the_key_is_back_or_they_are_given_again(
    path: Path,
) -> None:
    first = opened(path, OLD)
    fill(first)
    first.dispose()
    other = opened(path, NEW)

    assert reported(other) == ((UNREADABLE,), [Channel("sales", UNREADABLE)])
    assert unreadable(other) == 2
    with other.begin() as connection:
        set_channels(connection, BOOK, [CHANNEL])
    assert unreadable(other) == 1
    other.dispose()
    again = opened(path, OLD)
    assert reported(again)[0] == tuple(ALERTS.split())
    again.dispose()


def test_what_is_empty_stays_so(engine: sa.Engine) -> None:
    serve(engine)
    with engine.begin() as connection:
        assert connection.execute(sa.text("SELECT alerts FROM abm_workbooks")).scalar_one() == ""
    assert look(engine).alerts == ()


def test_every_column_of_addresses_is_sealed() -> None:
    columns = [each for table in metadata.tables.values() for each in table.columns]

    sealed = {each.name for each in columns if isinstance(each.type, Sealed)}

    assert sealed == {"alerts", "address", "secrets"}


def test_a_key_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(ShortSecretKeyError) as refusal:
        read_configuration({"ABM_SHEETS_SECRET_KEY": "motdepasse"})

    assert "openssl rand -hex 32" in refusal.value.sentence("fr")
    assert "motdepasse" not in refusal.value.sentence("fr")
    assert read_configuration({"ABM_SHEETS_SECRET_KEY": f"{NEW},{OLD}"}).secret_keys == (NEW, OLD)


def test_a_key_file_that_cannot_be_used_is_told_with_what_to_do(path: Path) -> None:
    path.with_name("service.sqlite.key").write_text("court", encoding="utf-8")
    with pytest.raises(SecretKeyNotKeptError) as failure:
        opened(path)

    assert "service.sqlite.key" in failure.value.sentence("fr")
    assert "ABM_SHEETS_SECRET_KEY" in failure.value.sentence("en")
