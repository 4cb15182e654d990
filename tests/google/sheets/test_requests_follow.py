"""Whatever rows and columns do, what points at a cell points at the same cell afterwards."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.google.sheets.a1 import print_cell
from tests.google.sheets.editing import apply, area, book, held, span
from tests.google.sheets.model import Formula, Json

SIZE = 6
DIMENSIONS = st.sampled_from(["ROWS", "COLUMNS"])
INDEXES = st.integers(0, SIZE - 1)


@st.composite
def changes(draw: st.DrawFn) -> Json:
    """Rows or columns inserted, deleted or moved."""
    dimension, start = draw(DIMENSIONS), draw(INDEXES)
    stretch = span(dimension, start, draw(st.integers(start + 1, SIZE)))
    kind = draw(st.sampled_from(["insertDimension", "deleteDimension", "moveDimension"]))
    if kind == "moveDimension":
        return {kind: {"source": stretch, "destinationIndex": draw(st.integers(0, SIZE))}}
    return {kind: {"range": stretch}}


@given(changes(), INDEXES, INDEXES)
def test_references_names_and_tags_stay_with_their_cell(change: Json, row: int, column: int) -> None:
    target = book(*[[f"{r}/{c}" for c in range(SIZE)] for r in range(SIZE)])
    tag = {"metadataKey": "k", "visibility": "DOCUMENT"}
    places = {"row": span("ROWS", row, row + 1), "column": span("COLUMNS", column, column + 1)}
    apply(
        target,
        {"addSheet": {"properties": {"sheetId": 7, "title": "Pointer"}}},
        {"addNamedRange": {"namedRange": {"name": "Cell", "range": area(row, row + 1, column, column + 1)}}},
        *[
            {"createDeveloperMetadata": {"developerMetadata": tag | {"location": {"dimensionRange": place}}}}
            for place in places.values()
        ],
    )
    target.sheets[1].rows = [[Formula(f"=Sheet1!{print_cell(row, column)}")]]
    more: list[Json] = [
        {"appendDimension": {"dimension": dimension, "length": 1}} for dimension in ("ROWS", "COLUMNS")
    ]
    apply(target, *more, change)
    cells = {cell: (r, c) for r, line in enumerate(held(target)) for c, cell in enumerate(line) if cell}
    found = cells.get(f"{row}/{column}")
    expected = "=#REF!" if found is None else f"=Sheet1!{print_cell(*found)}"
    assert held(target, 1) == [[expected]]
    named = target.named_ranges[0]["range"]
    if found:
        tags = [item["location"]["dimensionRange"]["startIndex"] for item in target.metadata]
        assert (tags, (named["startRowIndex"], named["startColumnIndex"])) == (list(found), found)
    else:
        assert len(target.metadata) == 1


@given(st.lists(changes(), min_size=2, max_size=4), INDEXES, INDEXES)
def test_one_batch_moves_references_as_many_batches_do(several: list[Json], row: int, column: int) -> None:
    pointer = Formula(f"=SUM(Sheet1!A1:{print_cell(row, column)})+Sheet1!{print_cell(row, column)}")
    together, apart = book(), book()
    for target in (together, apart):
        apply(target, {"addSheet": {"properties": {"sheetId": 7, "title": "Pointer"}}})
        target.sheets[0].properties["gridProperties"] = {"rowCount": 50, "columnCount": 50}
        target.sheets[1].rows = [[Formula(pointer.text)]]
    apply(together, *several)
    for change in several:
        apply(apart, change)
    assert held(together, 1) == held(apart, 1)
