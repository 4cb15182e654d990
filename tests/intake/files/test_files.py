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


@every_file
def test_a_file_is_written_as_it_is_described(name: str) -> None:
    assert (FOLDER / name).read_bytes() == FILES[name].content


def test_every_source_has_a_file_in_each_language() -> None:
    assert {f"{key}.{language}.csv" for key in SYSTEMS for language in ("fr", "en")} <= FILES.keys()


def test_nothing_else_is_in_the_folder() -> None:
    there = {path.name for path in FOLDER.iterdir()} - {".gitattributes"}

    assert there == {each for name in FILES for each in (name, Path(name).with_suffix(".json").name)}


@every_file
def test_every_row_of_data_is_a_record_or_is_rejected(name: str) -> None:
    found = imported(name)
    rows = [{each["row"] for each in found[kind]} for kind in ("records", "rejected")]
    notes = {each["row"] for kind in ("above", "below") for each in found[kind]}

    assert not rows[0] & rows[1]
    assert not (rows[0] | rows[1]) & notes
    assert {each["row"] for each in found["noted"]} <= rows[0]
