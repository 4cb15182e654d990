"""Exports of each system, in both languages and every encoding, give the records that stand beside them."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from abm_sheets.intake.sources import SYSTEMS
from tests.intake.files.make_files import FILES, FOLDER, imported

every_file = pytest.mark.parametrize("name", FILES)


@every_file
def test_a_file_gives_the_records_beside_it(name: str) -> None:
    expected = orjson.loads((FOLDER / name).with_suffix(".json").read_bytes())

    assert imported(name) == expected


def test_every_source_has_a_file_in_each_language() -> None:
    told = {f"{key}.{language}" for key in SYSTEMS for language in ("fr", "en")}

    assert told <= {Path(name).stem for name in FILES}
