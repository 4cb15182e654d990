"""What is remembered of imports, and the file that it is kept in."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from abm_sheets.errors.incoming import MemoryNotReadableError, MemoryNotWrittenError
from abm_sheets.intake.files.records import Record
from abm_sheets.intake.memory import Memory, memory_key, memory_path, memory_stamp, read_memory, write_memory
from abm_sheets.intake.outcome import memory_after, name_of
from tests.intake.importing import Import
from tests.sheets import snapshot

MEMORY: Memory = {
    "hubspot_companies": {
        "id 1": {"industry": "Énergie", "targeted": False},
        "id 2": {"size": "50", "industry": "x"},
    },
    "interactions": {"id a": {"date": "2026-09-01"}},
    "stages": {},
}

KEYS = {
    "an id": ("accounts", {"account": "Alizé"}, "7", "id 7"),
    "an account's name": ("accounts", {"account": "Alizé SAS"}, None, "name alize"),
    "a deal's account and name": (
        "opportunities",
        {"account": "Alizé", "name": "Renfort"},
        None,
        "name alize, renfort",
    ),
    "a deal without a name": ("opportunities", {"account": "Alizé"}, None, None),
    "a stage": ("stages", {"stage": "Démo"}, None, "name demo"),
    "nothing but what it says": ("interactions", {"account": "Alizé"}, None, None),
}


@pytest.mark.parametrize("what", KEYS)
def test_a_record_is_remembered_by_what_tells_it_from_others(what: str) -> None:
    tab, values, identity, expected = KEYS[what]

    assert memory_key(tab, Record(2, values, identity)) == expected


def test_a_memory_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = memory_path(tmp_path / "retenu", "abc")

    write_memory(path, MEMORY)

    assert path.name == "imports-abc.json"
    assert read_memory(path) == MEMORY
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_was_never_written_remembers_nothing(tmp_path: Path) -> None:
    assert read_memory(tmp_path / "none.json") == {}


def test_a_stamp_is_the_same_for_the_same_memory_only() -> None:
    assert memory_stamp(MEMORY) == memory_stamp({**MEMORY})
    assert memory_stamp(MEMORY) != memory_stamp({**MEMORY, "stages": {"id 9": {"team": "x"}}})


DAMAGED = {
    "no JSON": b"{",
    "another form": b"[]",
    "other entries": b'{"form": 1, "sources": {}, "more": 1}',
    "values without a column": orjson.dumps(
        {"form": 1, "sources": {"s": {"columns": [], "rows": {"k": [1]}}}}
    ),
    "a value of no kind": orjson.dumps(
        {"form": 1, "sources": {"s": {"columns": ["a"], "rows": {"k": [[]]}}}}
    ),
    "bytes": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_memory_is_named(what: str, tmp_path: Path) -> None:
    path = tmp_path / "imports-abc.json"
    path.write_bytes(DAMAGED[what])

    with pytest.raises(MemoryNotReadableError, match=r"imports-abc\.json"):
        read_memory(path)


def test_a_memory_that_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "imports-abc.json"
    path.mkdir()

    with pytest.raises(MemoryNotWrittenError):
        write_memory(path, MEMORY)

    assert list(tmp_path.iterdir()) == [path]


def test_what_was_not_done_is_not_remembered() -> None:
    made = Import.of(snapshot("fr_FR", accounts="account | industry\n Alizé |"))
    plan = made.plan(made.read("Record ID;Company name;Industry\n1;Alizé;Énergie\n2;Boréal;Acier"))
    first, second = plan.rows[0].match.record, plan.new[0]

    assert memory_after(plan, {}) == {"id 1": {"industry": "Énergie"}, "id 2": {"industry": "Acier"}}
    assert memory_after(plan, {}, {name_of(first)}) == {"id 2": {"industry": "Acier"}}
    assert memory_after(plan, {"id 2": {"size": "1"}}, {name_of(second)}) == {
        "id 1": {"industry": "Énergie"},
        "id 2": {"size": "1"},
    }
