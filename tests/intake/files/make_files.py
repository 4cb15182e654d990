"""The files of other systems that tests read, in `files/`, as those systems are known to write them.

`python -m tests.intake.files.make_files` writes beside each the records that it gives (`.json`). Look at what
changes in these before keeping it: tests compare them whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.fields import default_vocabulary
from abm_sheets.intake.files.grid import Grid
from abm_sheets.intake.files.meetings import read_calendar
from abm_sheets.intake.files.proposal import Proposal, propose
from abm_sheets.intake.files.text import read_grid

FOLDER = Path(__file__).parent / "files"


@dataclass(frozen=True)
class File:
    """What people say when they import a file."""

    source: str | None = None
    locale: str | None = None
    language: str = "fr"
    constants: Mapping[str, str] = field(default_factory=dict)


SAID: Mapping[str, File] = {
    "hubspot_deals.en.csv": File(language="en"),
    "attendees.fr.csv": File(constants={"type": "rendez-vous"}),
    "attendees.livestorm.csv": File(constants={"type": "webinaire"}),
    "marketing_costs.fr.csv": File(source="Coûts marketing", locale="en_GB"),
}
KINDS = (".csv", ".ics")
FILES: Mapping[str, File] = {
    path.name: SAID.get(path.name, File()) for path in sorted(FOLDER.iterdir()) if path.suffix in KINDS
}


TODAY = date(2026, 11, 2)


def read_file(path: Path) -> Grid:
    """The rows of a file."""
    return read_calendar(path, TODAY) if path.suffix == ".ics" else read_grid(path)


def proposed(name: str, grid: Grid, language: str = "fr") -> Proposal:
    """How a file is read, by what people say of it."""
    made = FILES[name]
    proposal = propose(grid, made.source, language=language, constants=made.constants)
    return replace(proposal, today=TODAY)


def imported(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """What a file gives, ready for JSON."""
    made = FILES[name]
    grid = read_file(folder / name)
    vocabulary = default_vocabulary(made.language)
    result = asdict(read_records(grid, proposed(name, grid), vocabulary, made.locale))
    return _plain(result)  # type: ignore[no-any-return]


def _plain(value: object) -> Any:
    match value:
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case str() | date():
            return str(value)
        case Sequence():
            return [_plain(each) for each in value]
        case _:
            return value


def main() -> None:
    """Write what every file gives."""
    for name in FILES:
        content = orjson.dumps(imported(name), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        (FOLDER / name).with_suffix(".json").write_bytes(content)


if __name__ == "__main__":
    main()
