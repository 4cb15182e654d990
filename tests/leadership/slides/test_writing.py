"""The file of the slides: whole, or as it was."""

from __future__ import annotations

from pathlib import Path

import pptx
import pytest

from abm_sheets.errors.export import ExportNotWrittenError
from abm_sheets.leadership.slides import write_slides
from abm_sheets.leadership.story import tell
from tests.leadership.books import edge


def test_the_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "direction.pptx"
    path.write_bytes(b"before")

    write_slides(tell(edge("empty")), path)

    assert len(pptx.Presentation(str(path)).slides) == 6
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "direction.pptx"
    folder.mkdir()

    with pytest.raises(ExportNotWrittenError, match="direction"):
        write_slides(tell(edge("empty")), folder)

    assert list(tmp_path.iterdir()) == [folder]
