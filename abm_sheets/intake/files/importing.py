"""The main path: a file's cells, read as proposed, become the records of an input tab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abm_sheets.errors.incoming import NothingToImportError, PeriodNotFoundError, RequiredColumnsError
from abm_sheets.intake.files.bodies import Body, find_body
from abm_sheets.intake.files.drafts import Draft
from abm_sheets.intake.files.engagement import read_engagement
from abm_sheets.intake.files.grid import Grid
from abm_sheets.intake.files.habits import Habits, recognise_habits
from abm_sheets.intake.files.periods import Days, find_period
from abm_sheets.intake.files.proposal import Proposal
from abm_sheets.intake.files.records import TOTAL, Imported, Noted, Recognised, Rejected
from abm_sheets.intake.files.shaping import read_rows
from abm_sheets.intake.files.vocabulary import Vocabulary
from abm_sheets.intake.sources.known import MODELS
from abm_sheets.language.catalogue import catalogues


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
        NothingToImportError: there is no row.
        PeriodNotFoundError: the file counts what happened over a period that nothing tells.

    """
    body = _body(grid, proposal)
    draft = Draft(proposal, body)
    habits = recognise_habits(draft, locale)
    if proposal.source.counts:
        period = _period(grid, proposal) or period
        if period is None and not draft.has("end"):
            raise PeriodNotFoundError(path=grid.name)
        records = read_engagement(draft, habits, vocabulary, period)
    else:
        period, records = None, read_rows(draft, habits, vocabulary)
    kept = {record.row for record in records}
    refused = [draft.rejected[position] for position in sorted(draft.rejected)]
    return Imported(
        recognised=_recognised(grid, proposal, habits, period),
        tab=proposal.source.tab,
        owned=proposal.owned(set().union(*(record.values for record in records))),
        records=records,
        rejected=[each for each in refused if each.reason != TOTAL],
        noted=[*_totals(refused), *(note for note in draft.noted if note.row in kept)],
        ignored=proposal.columns.ignored,
        above=body.above,
        below=body.below,
    )


def _totals(refused: Sequence[Rejected]) -> Iterator[Noted]:
    """What is said of totals: they are left out, for nobody to complete."""
    return (Noted(each.row, TOTAL, each.header, each.value) for each in refused if each.reason == TOTAL)


def _body(grid: Grid, proposal: Proposal) -> Body:
    tab, path = proposal.source.tab, grid.name
    if proposal.missing:
        columns = {
            words.language: ", ".join(words.header(tab, column) for column in proposal.missing)
            for words in catalogues()
        }
        raise RequiredColumnsError(path=path, **columns)
    positions = proposal.columns.positions
    required = [positions[column][0] for column in MODELS[tab].required_columns() if column in positions]
    body = find_body(grid, proposal.heading.row, required)
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
