"""What people said of headers is remembered by source, in a file that they can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from abm_sheets.errors.incoming import MappingsNotReadableError, MappingsNotWrittenError
from abm_sheets.intake.files.proposal import read_remembered, with_answers, write_remembered


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "colonnes.json"
    remembered = with_answers(read_remembered(path), "hubspot_deals", {"Société": "account", "Zone": None})
    write_remembered(path, remembered)

    assert read_remembered(path) == {"hubspot_deals": {"Société": "account", "Zone": None}}
    assert path.read_text("utf-8") == (
        '{\n  "hubspot_deals": {\n    "Société": "account",\n    "Zone": null\n  }\n}\n'
    )
    assert [each.name for each in tmp_path.iterdir()] == ["colonnes.json"]


def test_the_last_answer_about_a_header_counts() -> None:
    first = with_answers({"accounts": {"Nom": "account"}}, "accounts", {"Zone": "tier", "Nom": "account"})

    assert with_answers(first, "accounts", {"ZONE ": "industry"}) == {
        "accounts": {"Nom": "account", "ZONE ": "industry"}
    }


@pytest.mark.parametrize("content", [b"", b"[]", b'{"accounts": {"Zone": 5}}', b'{"accounts": []}', b"\xff"])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "colonnes.json"
    path.write_bytes(content)

    with pytest.raises(MappingsNotReadableError, match=r"colonnes\.json"):
        read_remembered(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(MappingsNotReadableError):
        read_remembered(tmp_path)


@pytest.mark.parametrize("header", ["Zone", "\udce9"])
def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, header: str) -> None:
    path = tmp_path / "absent" / "colonnes.json" if header == "Zone" else tmp_path / "colonnes.json"

    with pytest.raises(MappingsNotWrittenError):
        write_remembered(path, {"accounts": {header: "tier"}})
    assert list(tmp_path.iterdir()) == []
