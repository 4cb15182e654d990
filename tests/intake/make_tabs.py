"""The tabs that importing each system's files gives in a workbook of each language, with the plan above.

`python -m tests.intake.make_tabs` writes them in `tabs/`, one text file for each file of `tests/connectors`.
Look at what changes in these before keeping it: tests compare them whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from abm_sheets.intake.files import read_records
from abm_sheets.intake.mirrors import MirrorPlan, is_state, plan_mirror
from abm_sheets.intake.rows import plan_rows
from abm_sheets.intake.standing import Ground, survey
from abm_sheets.intake.wording import (
    Plan,
    change_lines,
    counts_line,
    rejection_lines,
    remarks,
    tab_title,
)
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables.rows import as_text
from abm_sheets.tables.sources import mirror_header, mirror_key
from abm_sheets.workbook.interface import Cell, Snapshot
from tests.intake.files.make_files import FILES, proposed, read_file
from tests.intake.files.make_files import FOLDER as SOURCES
from tests.sheets import Grid, snapshot

DAY = date(2026, 9, 28)
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


def planned(name: str, language: str, there: Snapshot | None = None) -> tuple[Plan, Ground]:
    """What importing a file does, and the workbook that it is imported into."""
    file, found = FILES[name], there or workbook(language)
    grid, ground = read_file(SOURCES / name), survey(found)
    proposal = proposed(name, grid, file.language)
    imported = read_records(grid, proposal, ground.vocabulary, file.locale)
    source = imported.recognised.source
    if not is_state(source, imported.tab):
        return plan_rows(imported, ground), ground
    key = mirror_key(source.partition("_")[0], imported.tab)
    ground = survey(found, without=[key])
    return plan_mirror(key, imported.records, ground, DAY, imported.rejected), ground


def shown(name: str, language: str) -> Iterator[str]:
    """What importing a file gives: the plan in words, then the rows that it brings."""
    plan, ground = planned(name, language)
    words = catalogue(language)
    yield counts_line(plan, words)
    yield from (f"  {line}" for line in remarks(plan, words))
    yield from (f"  {' | '.join(line)}" for line in change_lines(plan, words))
    yield from (f"  ! {' | '.join(line)}" for line in rejection_lines(plan, words))
    yield ""
    yield f"[{tab_title(plan, words)}]"
    mirror = plan.mirror if isinstance(plan, MirrorPlan) else plan.mirror(ground)
    columns = {key: cells for key, cells in mirror.columns.items() if any(map(as_text, cells))}
    yield " | ".join(mirror_header(plan.tab, key, words) for key in columns)
    for row in zip(*columns.values(), strict=True):
        yield " | ".join(map(as_text, row)).rstrip(" |")


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
