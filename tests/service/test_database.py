"""The database: made where it is not there, and silent on what it holds when it fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from abm_sheets.errors.incoming import DatabaseUnreachableError, TooLongError
from abm_sheets.service.database import Short, metadata, open_database
from abm_sheets.service.store.events import Hook, set_hook
from tests.service.bookkeeping import MONDAY, serve
from tests.service.conftest import SECRET_KEYS


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which nothing is yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/service.sqlite"
        return
    server = request.getfixturevalue("postgres_engine")
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("CREATE DATABASE fresh"))
        yield server.url.set(database="fresh").render_as_string(hide_password=False)
        connection.execute(sa.text("DROP DATABASE fresh WITH (FORCE)"))


def test_services_that_start_at_once_share_one_database(fresh: str) -> None:
    together = threading.Barrier(3)
    opened: list[sa.Engine] = []

    def start() -> None:
        together.wait()
        opened.append(open_database(fresh, SECRET_KEYS))

    services = [threading.Thread(target=start) for _ in range(3)]
    for service in services:
        service.start()
    for service in services:
        service.join()

    assert len(opened) == 3
    serve(opened[0])
    assert set(metadata.tables) <= set(sa.inspect(opened[1]).get_table_names())
    for engine in opened:
        engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("sqlite:///{}/absent/service.sqlite", id="a folder that is not there"),
        pytest.param("sqlite:////proc/version", id="no database"),
        pytest.param("postgresql+psycopg://127.0.0.1:1/abm?connect_timeout=1", id="a server that is down"),
        pytest.param("postgresql+psycopg://base:port/abm", id="a port that is none"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_sentence(tmp_path: Path, url: str) -> None:
    url = url.format(tmp_path)
    with pytest.raises(DatabaseUnreachableError) as failure:
        open_database(url)

    assert "ABM_SHEETS_DATABASE_URL" in failure.value.sentence("fr")
    assert url not in failure.value.sentence("en")


def test_a_failure_never_tells_what_a_row_holds(engine: sa.Engine) -> None:
    hook = Hook("classeur", "zapier", "interactions", MONDAY)
    other = Hook("lea@exemple.fr", "zapier", "interactions", MONDAY)
    with engine.begin() as connection:
        set_hook(connection, hook, "empreinte")
    with pytest.raises(IntegrityError) as failure, engine.begin() as connection:
        set_hook(connection, other, "empreinte")

    assert "lea@exemple.fr" not in str(failure.value)


def test_no_column_takes_more_than_it_holds_on_any_database(engine: sa.Engine) -> None:
    columns = [column for table in metadata.tables.values() for column in table.columns]
    bounded = {column: column.type.most for column in columns if isinstance(column.type, Short)}
    for column, most in bounded.items():
        with pytest.raises(TooLongError) as refusal, engine.begin() as connection:
            connection.execute(sa.select(column).where(column == "é" * (most + 1)))
        assert str(most) in refusal.value.sentence("fr")

    plain = [each for each in columns if isinstance(each.type, sa.String) and each.type.length]
    assert bounded
    assert not plain
