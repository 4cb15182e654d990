"""The tabs that importing each system's files gives in a workbook of each language, with the plan above.

`python -m tests.intake.make_tabs` writes them in `tabs/`, one text file for each file of `tests/connectors`.
Look at what changes in these before keeping it: tests compare them whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path

from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.proposal import propose
from abm_sheets.intake.files.text import read_grid
from abm_sheets.intake.standing import Standing, survey
from abm_sheets.intake.wording import change_lines, conflict_lines, counts_line, rejection_lines
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables.rows import EPOCH, Kind, as_text
from abm_sheets.workbook.interface import Cell, Snapshot
from tests.intake.files.make_files import FILES
from tests.intake.files.make_files import FOLDER as SOURCES
from tests.intake.importing import Import
from tests.sheets import Grid, snapshot

FOLDER = Path(__file__).parent / "tabs"

TYPED: Mapping[str, Mapping[str, Cell]] = {
    "accounts": {"account": "Alizé Énergie", "domains": "alize.fr", "industry": "Renouvelable"},
    "interactions": {"date": date(2026, 9, 1), "account": "Alizé Énergie", "type": "Webinaire"},
    "opportunities": {
        "account": "Alizé Énergie",
        "name": "Alizé, lot 2",
        "currency": "EUR",
        "created": date(2026, 9, 1),
    },
    "marketing_costs": {"date": date(2026, 9, 1), "label": "Salon", "amount": 800},
    "sales_costs": {},
}
"""The row that people typed before in each tab, beside a column of their own."""

NOTE = "À voir lundi"


def workbook(language: str) -> Snapshot:
    """The workbook that files are imported into, its tabs in a language."""
    words = catalogue(language)
    tabs: dict[str, Grid] = {}
    for key, typed in TYPED.items():
        columns = words.columns(key)
        headers = [*(words.header(key, column) for column in columns), "Note"]
        row = [*(typed.get(column) for column in columns), NOTE]
        tabs[key] = [headers, row] if typed else [headers]
    return snapshot("fr_FR" if language == "fr" else "en_US", language, None, **tabs)


def shown(name: str, language: str) -> Iterator[str]:
    """What importing a file gives: the plan in words, then the tab."""
    file, made = FILES[name], Import.of(workbook(language))
    grid = read_grid(SOURCES / name)
    proposal = propose(grid, file.source, language=file.language)
    imported = read_records(grid, proposal, survey(made.workbook.read()).vocabulary, file.locale)
    plan, _ = made.apply(imported)
    words = catalogue(language)
    yield counts_line(plan, words)
    yield from (f"  {' | '.join(line)}" for line in change_lines(plan, words))
    yield from (f"  ? {' | '.join(line)}" for line in conflict_lines(plan, words))
    yield from (f"  ! {' | '.join(line)}" for line in rejection_lines(plan, words))
    yield ""
    yield from _tab(made, plan.standing)


def _tab(made: Import, standing: Standing) -> Iterator[str]:
    """A tab's rows, with dates as dates."""
    yield f"[{standing.title}]"
    dated = {
        at for column, at in standing.head.positions.items() if standing.model.kind_of(column) is Kind.DAY
    }
    tab = next(each for each in made.workbook.snapshot.tabs if each.title == standing.title)
    for row in zip_longest(*tab.columns):
        shown = [as_text(_dated(cell) if at in dated else cell) for at, cell in enumerate(row)]
        yield " | ".join(shown).rstrip(" |")


def _dated(cell: Cell) -> Cell:
    return EPOCH + timedelta(days=cell) if isinstance(cell, int) else cell


def content(name: str) -> str:
    """The text file of a source's file: a part for each language."""
    parts = ["\n".join(line.rstrip() for line in shown(name, language)) for language in LANGUAGES]
    return "\n\n\n".join(parts).replace("\u00a0", " ").replace("\u202f", " ") + "\n"


def path_of(name: str) -> Path:
    """Where the tabs of a file are."""
    return FOLDER / Path(name).with_suffix(".txt").name


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for name in FILES:
        path_of(name).write_text(content(name), encoding="utf-8")


if __name__ == "__main__":
    main()
