"""Other systems' files, read as records for the tabs that people fill, in three steps.

1. `text.read_grid` reads a text file's cells (`grid.grid_of` takes those of a workbook's tab).
2. `proposal.propose` finds which source it is from and what each column is, and what is still to be asked.
3. `read_records`, here, gives the records, and every other row with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from abm_sheets.errors.incoming import (
    NothingToImportError,
    PeriodNotFoundError,
    RepeatedHeaderError,
    RequiredColumnsError,
)
from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.attendance import read_attendance
from abm_sheets.intake.files.cleaning import Cleaner, Days, find_period, id_cleaner
from abm_sheets.intake.files.drafts import Draft, Habits, Values, plain, recognise_habits
from abm_sheets.intake.files.engagement import read_engagement
from abm_sheets.intake.files.fields import (
    ENDS,
    Vocabulary,
    company_cells,
    company_ids,
    domain_cells,
    first_domains,
    links_of,
    money_cells,
    refuse_deleted,
    stage_cells,
)
from abm_sheets.intake.files.grid import Body, Grid, find_body
from abm_sheets.intake.files.proposal import Proposal
from abm_sheets.intake.files.recognition import section_end
from abm_sheets.intake.files.records import TOTAL, Imported, Noted, Recognised, Record, Rejected, headed
from abm_sheets.intake.files.visits import read_visits
from abm_sheets.language import fold
from abm_sheets.tables.aside import is_total
from abm_sheets.tables.matching import name_key
from abm_sheets.tables.opportunities import OpportunityRow
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.sheet import Value


def read_records(
    grid: Grid,
    proposal: Proposal,
    vocabulary: Vocabulary,
    locale: str | None = None,
    period: Days | None = None,
) -> Imported:
    """Read the rows of a file as records for the input tab of its source.

    `locale` says how numbers and dates are written where nothing in the file does, and `period` what counts
    are about where the file does not.

    Raises:
        RequiredColumnsError: no header gives a column that every row needs.
        RepeatedHeaderError: a header that several columns have may mean any of them.
        NothingToImportError: there is no row.
        PeriodNotFoundError: the file counts what happened over a period that nothing names.

    """
    body = _body(grid, proposal)
    draft = Draft(proposal, body)
    habits = recognise_habits(draft, locale)
    if proposal.source.reader in _PERIODS:
        period = _period(grid, proposal) or period
        if period is None and not (draft.has("end") or draft.has("date")):
            raise PeriodNotFoundError(path=grid.name)
        records = _PERIODS[proposal.source.reader](draft, habits, vocabulary, period)
    else:
        period, records = None, _READERS[proposal.source.reader](draft, habits, vocabulary)
    kept = {record.row for record in records}
    refused = [draft.rejected[position] for position in sorted(draft.rejected)]
    return Imported(
        recognised=_recognised(grid, proposal, habits, period),
        tab=proposal.source.tab,
        owned=proposal.owned(set().union(*(record.values for record in records))),
        records=records,
        rejected=[each for each in refused if each.reason != TOTAL],
        noted=[*_totals(refused), *(note for note in draft.noted if note.row in kept or note.first)],
        ignored=list(draft.asides()),
        above=body.above,
        below=body.below,
    )


def _totals(refused: Sequence[Rejected]) -> Iterator[Noted]:
    """What is said of totals: they are left out, for nobody to complete."""
    return (Noted(each.row, TOTAL, each.header, each.value) for each in refused if each.reason == TOTAL)


def _body(grid: Grid, proposal: Proposal) -> Body:
    tab, path = proposal.source.tab, grid.name
    if proposal.missing:
        raise RequiredColumnsError(path=path, **headed(tab, proposal.missing))
    for repeated in proposal.columns.repeated:
        raise RepeatedHeaderError(
            path=path,
            header=repeated.header,
            letters=", ".join(repeated.columns),
            letter=repeated.columns[0],
            field=repeated.field,
        )
    positions = proposal.columns.positions
    required = [positions[each][0] for each in EVERY_MODEL[tab].required_columns() if each in positions]
    until = section_end(grid, proposal.source, proposal.heading)
    body = find_body(grid, proposal.heading.row, required, until)
    if not body.rows:
        raise NothingToImportError(path=path)
    return body


def _period(grid: Grid, proposal: Proposal) -> Days | None:
    words = proposal.source.period
    return find_period(grid, proposal.heading.row, words, proposal.language) if words else None


def _recognised(grid: Grid, proposal: Proposal, habits: Habits, period: Days | None) -> Recognised:
    return Recognised(
        source=proposal.source.key,
        language=proposal.language,
        encoding=grid.encoding,
        separator=grid.separator,
        header_row=proposal.heading.row + 1,
        decimal=habits.decimal,
        month_first=habits.month_first,
        period=period,
        doubts=habits.doubts,
    )


def read_rows(draft: Draft, habits: Habits, vocabulary: Vocabulary) -> list[Record]:
    """The record of each row; rows that lack what every row needs, and repeated records, are refused."""
    model = EVERY_MODEL[draft.proposal.source.tab]
    _refuse_totals(draft)
    refuse_deleted(draft)
    money = money_cells(draft, habits, vocabulary.currency_of(draft.proposal.source.tab))
    columns = {
        column: _read(draft, column, cells)
        for column in model.model_fields
        if (cells := money.get(column) or _cells(draft, column, habits, vocabulary)) is not None
    }
    if model is OpportunityRow and "closed" in columns:
        columns |= _dated_by_outcome(columns, vocabulary)
    _refuse_incomplete(draft, columns)
    ids = _record_ids(draft, columns)
    for keys in _identities(draft.proposal.source.tab, columns, ids):
        _refuse_repeats(draft, keys)
    return list(_records(draft, columns, ids))


def _refuse_totals(draft: Draft) -> None:
    """Refuse the rows of totals, which would count everything twice; a row with an id is a record."""
    identified = {
        position
        for field in filter(draft.has, ("record_id", "id"))
        for position, cell in enumerate(draft.cells(field))
        if as_text(cell)
    }
    for field in filter(draft.has, ("account", "label")):
        for position, cell in enumerate(draft.cells(field)):
            if position not in identified and isinstance(cell, str) and is_total(cell):
                draft.refuse(position, TOTAL, field, cell)


def _cells(draft: Draft, column: str, habits: Habits, vocabulary: Vocabulary) -> Sequence[Cell] | None:
    """The clean cells of a column, None where the file has nothing for it."""
    source = draft.proposal.source
    if column == "stage" and source.outcomes:
        return stage_cells(draft, vocabulary)
    if column == "account" and draft.proposal.source.tab != "accounts":
        return company_cells(draft)
    if not draft.has(column):
        return None
    if column == "domains":
        return domain_cells(draft)
    cells = draft.cells(column)
    cleaner = _cleaner(draft, column, habits)
    return draft.clean(column, cells, cleaner) if cleaner else cells


def _cleaner(draft: Draft, column: str, habits: Habits) -> Cleaner | None:
    source = draft.proposal.source
    if column == "id":
        return id_cleaner(source.ids)
    if column in source.labels:
        return _labelled(source.labels[column], draft.proposal.language)
    return habits.cleaner(EVERY_MODEL[source.tab].kind_of(column))


def _labelled(labels: Mapping[str, Mapping[str, str]], language: str) -> Cleaner:
    """What gives internal names the labels that people know."""
    known = {name: label.get(language, label["en"]) for name, label in labels.items()}
    return lambda cell: known.get(fold(as_text(cell)), cell)


def _read(draft: Draft, column: str, cells: Sequence[Cell]) -> Values:
    model = EVERY_MODEL[draft.proposal.source.tab]
    values = plain(draft.read(model, column, cells, column), model.kind_of(column))
    blank = draft.proposal.source.blanks.get(column)
    return values if blank is None else [blank if value is None else value for value in values]


def _dated_by_outcome(columns: Mapping[str, Values], vocabulary: Vocabulary) -> Mapping[str, Values]:
    """A deal's closing day is the one that it is expected on while it is open, its own once it ended."""
    kind_of = cache(vocabulary.kind_of)
    ended = [kind_of(as_text(stage)) in ENDS for stage in columns["stage"]]
    closed, blank = columns["closed"], [None] * len(ended)
    rows = zip(ended, columns.get("expected", blank), closed, strict=True)
    return {
        "expected": [given if is_over else given or day for is_over, given, day in rows],
        "closed": [day if is_over else None for is_over, day in zip(ended, closed, strict=True)],
    }


def _refuse_incomplete(draft: Draft, columns: Mapping[str, Values]) -> None:
    """Refuse the rows that lack what every row needs, or that say nothing."""
    for column in EVERY_MODEL[draft.proposal.source.tab].required_columns():
        field = column if draft.has(column) else "status"
        for position, value in enumerate(columns[column]):
            if value is None:
                draft.refuse(position, "missing_value", field)
    for position, values in enumerate(zip(*columns.values(), strict=True)):
        if not any(value is not None for value in values):
            draft.refuse(position, "blank_record")


def _record_ids(draft: Draft, columns: Mapping[str, Values]) -> Values:
    """What the other system calls each record, None where it does not say."""
    if not draft.has("record_id"):
        return columns.get("id") or [None] * len(draft)
    cells = draft.clean("record_id", draft.cells("record_id"), id_cleaner(draft.proposal.source.ids))
    return [as_text(cell) or None for cell in cells]


def _identities(tab: str, columns: Mapping[str, Values], ids: Values) -> Iterator[Values]:
    """By what two rows are the same record."""
    yield ids
    if tab == "accounts":
        yield [None if name is None else name_key(str(name)) for name in columns["account"]]


def _refuse_repeats(draft: Draft, keys: Values) -> None:
    """Of the rows with the same key, keep the first."""
    firsts: dict[Value, int] = {}
    for position in list(draft.kept()):
        key = keys[position]
        if key is not None:
            first = firsts.setdefault(key, position)
            if first != position:
                draft.refuse(position, "repeated_record", first=draft.body.numbers[first])


def _records(draft: Draft, columns: Mapping[str, Values], ids: Values) -> Iterator[Record]:
    domains, names = first_domains(draft), list(columns)
    companies, links = company_ids(draft), links_of(draft)
    rows = list(zip(*columns.values(), strict=True))
    for position in draft.kept():
        filled = zip(names, rows[position], strict=True)
        values = {name: value for name, value in filled if value is not None}
        known = ids[position]
        number, identity = draft.body.numbers[position], None if known is None else str(known)
        yield Record(number, values, identity, domains[position], companies[position], links[position])


_PERIODS = {"counts": read_engagement, "visits": read_visits}
"""What reads the sources whose rows are counts over a period, or on a day."""

_READERS = {"rows": read_rows, "attendance": read_attendance}
"""What reads the others."""
