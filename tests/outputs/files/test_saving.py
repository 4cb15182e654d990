"""A file appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from abm_sheets.errors import ExportNotWrittenError
from abm_sheets.outputs.files.file import save


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"before")

    save(path, b"after")

    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]


def test_where_it_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "a.csv"
    folder.mkdir()

    with pytest.raises(ExportNotWrittenError) as failed:
        save(folder, b"after")

    assert str(folder) in failed.value.sentence("fr")
    assert list(tmp_path.iterdir()) == [folder]
    with pytest.raises(ExportNotWrittenError):
        save(tmp_path / "missing" / "a.csv", b"")
