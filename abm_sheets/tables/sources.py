"""The tabs of rows that come from elsewhere: records of other systems, rows that tools add (§ 2.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from abm_sheets.language import Catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.header import HEADER_ROWS
from abm_sheets.tables.rows import as_day, as_text
from abm_sheets.workbook.interface import ADDED, MIRRORED, Cell, Snapshot, Tab

STALE_DAYS = 8
"""A source that was synchronised longer ago than that is told."""

META_ROW = 1
"""The row, from 0, that says when the source was synchronised, and how many records were left aside."""

SYNCHRONISED, ASIDE, FAILURE = 1, 3, 4
"""The columns in which it says so, and why the last reading failed."""

HEADER_ROW = 3
"""The row of the headers, the rows of data being below."""

PROOF = ("record", "link")
"""The columns that such a tab has beside those of the tab that it feeds: the record's id and its address."""

_ENOUGH = 2


@dataclass(frozen=True)
class Mirror:
    """The records of one system and one kind, as cells by the keys of the columns of the tab that they feed.

    - `key`: `source_hubspot_opportunities`; the origin of rows that tools add is `added`.
    - `stages`: of records that come in, the stages that the system dates, by the ids of the deals.
    - `state`: what is to be remembered of the system until it is read again, as a text, and `replaced` what
      was remembered before. `failure` is why it could not be read the last time.
    - `first_row`: the row of the first record as people see it, and `title` what they call the tab.
    - `synchronised`: the day on which the system was last read, and `aside` how many of its records, of
      companies that are no accounts here, were not written.
    """

    key: str
    columns: Mapping[str, Sequence[Cell]]
    synchronised: date | None = None
    aside: int = 0
    first_row: int = HEADER_ROW + 2
    title: str = ""
    stages: Mapping[str, Sequence[tuple[str, date]]] = field(default_factory=dict)
    state: str = ""
    replaced: str = ""
    failure: str = ""

    @property
    def origin(self) -> str:
        """The system that the records are from (`hubspot`)."""
        return origin_of(self.key)

    @property
    def is_system(self) -> bool:
        """Whether the records are another system's, and not rows that tools add."""
        return self.origin != ADDED

    @property
    def tab(self) -> str:
        """The key of the input tab that they feed."""
        return _tab_of(self.key)

    @property
    def height(self) -> int:
        """How many records there are."""
        return max(map(len, self.columns.values()), default=0)

    def cells(self, column: str) -> Sequence[Cell]:
        """A column's cells, blank where it has none."""
        return self.columns.get(column) or [None] * self.height

    def is_stale(self, today: date) -> bool:
        """Whether the system was read too long ago."""
        return self.synchronised is not None and (today - self.synchronised).days > STALE_DAYS


def origin_of(key: str) -> str:
    """The system whose records stand in a tab, by the tab's key."""
    return key.removeprefix(MIRRORED).partition("_")[0]


def _tab_of(key: str) -> str:
    return key.removeprefix(MIRRORED).partition("_")[2]


def mirror_key(origin: str, tab: str) -> str:
    """The key of the tab in which the records of a system, or the rows that tools add, stand."""
    return f"{MIRRORED}{origin}_{tab}"


def origin_name(origin: str, words: Catalogue) -> str:
    """What people call a system."""
    names = words.find("sources.origins")
    return str(names.get(origin) or origin.capitalize())


def title_of(key: str, words: Catalogue) -> str:
    """The title of a mirror's tab, by its key."""
    kind = words.text(f"sources.kinds.{_tab_of(key)}")
    return f"{origin_name(origin_of(key), words)} – {kind}"


def mirror_title(mirror: Mirror, words: Catalogue) -> str:
    """The title that people gave a mirror's tab, else its own."""
    return mirror.title or title_of(mirror.key, words)


def mirror_header(tab: str, column: str, words: Catalogue) -> str:
    """The header of a column of a mirror."""
    return words.text(f"sources.columns.{column}") if column in PROOF else words.header(tab, column)


def read_mirrors(snapshot: Snapshot, tabs: Sequence[str]) -> dict[str, Mirror]:
    """The mirrors of a workbook by their keys, of those that feed some tabs."""
    found: dict[str, Mirror] = {}
    for tab in snapshot.tabs:
        mirror = _read(tab) if tab.identity and tab.identity.startswith(MIRRORED) else None
        if mirror is not None and mirror.tab in tabs:
            found.setdefault(mirror.key, replace(mirror, state=snapshot.claims.get(mirror.key, "")))
    return found


def _read(tab: Tab) -> Mirror:
    row = _header_row(tab)
    columns = {
        key: tab.columns[at][row + 1 :] for at, key in tab.column_identities.items() if at < len(tab.columns)
    }
    height = max(map(len, columns.values()), default=0)
    whole = {key: [*cells, *[None] * (height - len(cells))] for key, cells in columns.items()}
    meta = row - HEADER_ROW + META_ROW
    return Mirror(
        key=str(tab.identity),
        columns=whole,
        synchronised=as_day(_cell(tab, meta, SYNCHRONISED)),
        aside=_count(_cell(tab, meta, ASIDE)),
        failure=as_text(_cell(tab, meta, FAILURE)),
        first_row=row + 2,
        title=tab.title,
    )


def _header_row(tab: Tab) -> int:
    """The row of the headers, wherever people who may moved it."""
    marked = {key: tab.columns[at] for at, key in tab.column_identities.items() if at < len(tab.columns)}
    names = {key: _names(str(tab.identity), key) for key in marked}
    for row in range(HEADER_ROWS):
        labels = {key: squeeze(as_text(cells[row])) for key, cells in marked.items() if row < len(cells)}
        if sum(label in names[key] for key, label in labels.items()) >= _ENOUGH:
            return row
    return HEADER_ROW


def _names(key: str, column: str) -> set[str]:
    """The header of a column in each language, squeezed."""
    return {squeeze(mirror_header(_tab_of(key), column, words)) for words in catalogues()}


def _cell(tab: Tab, row: int, column: int) -> Cell:
    cells = tab.columns[column] if column < len(tab.columns) else ()
    return cells[row] if 0 <= row < len(cells) else None


def _count(cell: Cell) -> int:
    return int(cell) if isinstance(cell, int | float) else 0
