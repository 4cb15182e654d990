"""The service's files on a machine that others use too: nobody else may read them, whatever the umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from abm_sheets.service.database import open_database
from abm_sheets.service.sealing import make_file, narrow
from abm_sheets.service.slots import slots_of
from tests.service.bookkeeping import serve


@pytest.fixture(params=[0o000, 0o022])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}


@pytest.mark.usefixtures("umask")
def test_all_that_the_database_is_made_of_is_ours_alone(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/service.sqlite")
    slots = slots_of(engine)
    slots.take()
    serve(engine, alerts="json://exemple.fr/secret")

    found = modes(tmp_path)
    assert {"service.sqlite", "service.sqlite-wal", "service.sqlite-shm", "service.sqlite.key"} < set(found)
    assert "service.sqlite.worker-1.lock" in found
    assert set(found.values()) == {0o600}
    slots.leave()
    engine.dispose()


def test_files_that_others_could_read_are_taken_from_them_at_the_next_start(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/service.sqlite"
    first = open_database(url)
    serve(first)
    for each in tmp_path.iterdir():
        each.chmod(0o664)
    second = open_database(url)

    assert set(modes(tmp_path).values()) == {0o600}
    for engine in (first, second):
        engine.dispose()


def test_a_file_of_somebody_else_s_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    path = tmp_path / "ouvert"
    path.touch(0o644)
    path.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", refuse)
    narrow([path, tmp_path / "absent"])

    assert caplog.messages == [f"others may read {path}: run chmod 600 on it"]


def test_of_two_that_make_a_file_at_once_the_first_one_s_stays(tmp_path: Path) -> None:
    path = tmp_path / "clé"
    make_file(path, b"une")
    make_file(path, b"autre")

    assert path.read_bytes() == b"une"
    assert modes(tmp_path) == {"clé": 0o600}
