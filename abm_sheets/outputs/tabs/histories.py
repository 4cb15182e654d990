"""The tabs that only grow: the weeks as they were frozen, and the stages that deals came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import orjson

from abm_sheets.history import DEFINITIONS, Addition, History
from abm_sheets.history.kept import Kept
from abm_sheets.history.seals import KEY, seal, stage_meaning, week_meaning, writer
from abm_sheets.story.view import View
from abm_sheets.workbook.interface import Cell, CellError
from abm_sheets.workbook.sheet import Block, Claim, Item, Sheet, Style, Table, TableColumn, Value

Row = Mapping[str, Value]

_HEADER_ROW = 3
_SPAN = 6


@dataclass(frozen=True)
class Layout:
    """How a tab is laid out: its key, its columns with their widths, and those that hold dates."""

    key: str
    widths: Mapping[str, float]
    dates: frozenset[str]

    def style(self, column: str | None) -> Style:
        """The style of a column; what people added has none."""
        return Style.DATE if column in self.dates else Style.TEXT


@dataclass(frozen=True)
class Growth:
    """What a run adds to a tab: rows under the others, and what cells of theirs lack, by row from 0."""

    rows: Sequence[Row] = ()
    completed: Mapping[int, Row] = field(default_factory=dict)

    def of(self, key: str | None, values: Sequence[Value]) -> list[Value]:
        """A column's values with what is added to them; those that are not ours only grow longer."""
        grown = list(values)
        for row, cells in self.completed.items():
            if key is not None and key in cells:
                grown[row] = cells[key]
        return [*grown, *(row.get(key) if key else None for row in self.rows)]


@dataclass(frozen=True)
class Seals:
    """How the rows of a tab are sealed: by what they mean, under a key, for a workbook."""

    meaning: Callable[[Row], Sequence[object]]
    key: str
    workbook: str

    def growth(self, rows: Iterable[Row], unsealed: Mapping[int, Row]) -> Growth:
        """Rows with their seals, and the seals of those that versions without a key left."""
        completed = {at: self._completion(cells) for at, cells in unsealed.items()} if self.key else {}
        return Growth([self._sealed(row) for row in rows], completed)

    def _sealed(self, row: Row) -> Row:
        """A row with its seal and, unless it names another, its workbook."""
        whole = {**row, "workbook": row.get("workbook") or self.workbook}
        return {**whole, "seal": seal(self.key, self.meaning(whole))}

    def _completion(self, row: Row) -> Row:
        """What a row of such a version lacks: whose it is, and its seal."""
        sealed = self._sealed(row)
        return {column: sealed[column] for column in ("workbook", "seal")}


def kept_tab(view: View, layout: Layout, kept: Kept, growth: Growth) -> Sheet:
    """Lay out a tab: nothing of what was kept is ever changed, and a column of ours that is gone is back."""
    title, purpose = view.words.title(layout.key), view.words.text(f"{layout.key}.purpose")
    opening = [[Item(title, Style.TITLE, span=_SPAN)], [Item(purpose, Style.MUTED, span=_SPAN)]]
    known = {at: key for key, at in kept.places.items()}
    missing = [key for key in layout.widths if key not in kept.places]
    keys = [*(known.get(at) for at in range(len(kept.cells))), *missing]
    blank: Sequence[Cell] = [None] * (len(kept.numbers) + 1)
    cells = [*kept.cells, *(blank for _ in missing)]
    return Sheet(
        key=layout.key,
        title=title,
        blocks=[Block(0, 0, opening)],
        tables=[
            Table(
                _HEADER_ROW,
                0,
                [_column(view, layout, *each, growth) for each in zip(keys, cells, strict=True)],
            )
        ],
        frozen_rows=_HEADER_ROW + 1,
        column_keys={at: key for at, key in enumerate(keys) if key},
    )


def _column(
    view: View, layout: Layout, key: str | None, cells: Sequence[Cell], growth: Growth
) -> TableColumn:
    """A column under the header that people gave it, else under its own."""
    header, *values = [cell.code if isinstance(cell, CellError) else cell for cell in cells]
    own = view.words.text(f"{layout.key}.columns.{key}") if key else ""
    return TableColumn(
        str(header or own), growth.of(key, values), layout.style(key), layout.widths.get(key or "")
    )


_WEEKS = Layout(
    "history",
    {
        "week": 12,
        "as_of": 13,
        "metric": 24,
        "value": 16,
        "numerator": 16,
        "denominator": 16,
        "version": 22,
        "computed_at": 26,
        "run": 16,
        "content": 40,
        "anew": 18,
        "workbook": 20,
        "seal": 20,
    },
    frozenset({"as_of"}),
)


def history_tab(view: View) -> Sheet:
    """Lay out the history."""
    past, added = view.history.past, view.history.added
    seals = Seals(week_meaning, view.history.key, past.workbook)
    growth = seals.growth(_frozen_rows(added) if added else (), past.unsealed)
    return replace(kept_tab(view, _WEEKS, past.kept, growth), claims=_claims(view.history))


def _claims(history: History) -> dict[str, Claim]:
    """The names that a run takes: the weeks that it freezes, and the key where there was none.

    A claim to a week that is frozen now is void: rows of it are gone, or it came with a copy.
    """
    past, added = history.past, history.added
    if added is None:
        return {}
    rows = Counter(week for week, _ in history.known)
    taken = {
        week: Claim(writer(past.workbook, added.run, rows[week]), past.claims.get(week))
        for week in added.weeks
    }
    return taken if past.key else taken | {KEY: Claim(added.key)}


def _frozen_rows(added: Addition) -> Iterator[Row]:
    """The rows that a run adds: the definitions where they are new, then each metric of each week."""
    common: dict[str, Value] = {
        "version": added.definitions.version,
        "computed_at": added.computed_at.isoformat(timespec="seconds"),
        "run": added.run,
    }
    if added.is_new:
        content = orjson.dumps(added.definitions.content, option=orjson.OPT_SORT_KEYS).decode()
        yield {**common, "metric": DEFINITIONS, "content": content}
    for each in added.frozen:
        yield {
            **common,
            "week": each.week,
            "as_of": added.weeks[each.week],
            "metric": each.metric,
            "value": each.value,
            "numerator": each.numerator,
            "denominator": each.denominator,
            "anew": True if each.anew else None,
        }


_STAGES = Layout(
    "stage_history",
    {
        "deal": 26,
        "account": 28,
        "name": 36,
        "stage": 20,
        "entered_on": 14,
        "run": 16,
        "computed_at": 26,
        "workbook": 20,
        "seal": 20,
    },
    frozenset({"entered_on"}),
)


def stage_history_tab(view: View) -> Sheet:
    """Lay out the stage history."""
    computed_at = view.computed_at.isoformat(timespec="seconds")
    rows: list[Row] = [
        {
            "deal": each.deal,
            "account": each.account,
            "name": each.name,
            "stage": each.stage,
            "entered_on": each.day,
            "run": view.stages.run,
            "computed_at": computed_at,
        }
        for each in view.stages.added
    ]
    seals = Seals(stage_meaning, view.history.key, view.history.past.workbook)
    return kept_tab(view, _STAGES, view.stages.kept, seals.growth(rows, view.stages.unsealed))
