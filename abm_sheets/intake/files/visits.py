"""Visits of companies to the site, as interactions: one for each company and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from abm_sheets.intake.files.cleaning import Days
from abm_sheets.intake.files.drafts import Draft, Habits
from abm_sheets.intake.files.events import Companies, read_counts, read_days, read_types
from abm_sheets.intake.files.fields import Vocabulary, links_of
from abm_sheets.intake.files.records import TOTAL, Record
from abm_sheets.language import catalogue
from abm_sheets.tables.aside import is_total
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.sheet import Value


@dataclass(frozen=True)
class Visit:
    """A company on a day: the positions of its rows, and how often it came."""

    day: date
    positions: Sequence[int]
    count: int


def read_visits(draft: Draft, habits: Habits, vocabulary: Vocabulary, period: Days | None) -> list[Record]:
    """The interactions of a file in which each row counts visits, or is one.

    `period` is that of the rows without a day: they are dated on its last one.
    """
    companies, words = Companies(draft), catalogue(vocabulary.language)
    types, links, records = read_types(draft, vocabulary.language), links_of(draft), list[Record]()
    for key, visit in _visits(draft, habits, companies, period).items():
        first, *others = visit.positions
        for other in others:
            draft.note(other, "same_interaction", first=draft.body.numbers[first])
        values: dict[str, Value] = {
            "date": visit.day,
            "account": companies.names[first],
            "type": types[first],
            # A cell is compared by what it shows, and shows no-break spaces as spaces.
            "source": as_text(words.text("connectors.visits", visit.count)),
            "id": f"visit:{key}",
        }
        number, domain = draft.body.numbers[first], companies.domains[first]
        records.append(Record(number, values, str(values["id"]), domain, link=links[first]))
    return records


def _visits(draft: Draft, habits: Habits, companies: Companies, period: Days | None) -> Mapping[str, Visit]:
    """The visits by day and company, in the order of their first rows."""
    found: dict[str, Visit] = {}
    for position, day, count in _rows(draft, habits, companies, period):
        key = f"{day.isoformat()}:{companies.key(position)}"
        before = found.get(key, Visit(day, [], 0))
        found[key] = Visit(day, [*before.positions, position], before.count + count)
    return found


def _rows(
    draft: Draft, habits: Habits, companies: Companies, period: Days | None
) -> Iterator[tuple[int, date, int]]:
    """The position, the day and the count of each row that can be read."""
    counts = read_counts(draft, "visits") if draft.has("visits") else [1] * len(draft)
    days, ends = read_days(draft, habits, "date"), read_days(draft, habits, "end")
    for position, count in enumerate(counts):
        day = days[position] or ends[position] or (period and period[1])
        name = companies.names[position]
        if is_total(name) or (not name and _has_total(draft, position)):
            draft.refuse(position, TOTAL, "account", name)
        elif not name:
            draft.refuse(position, "no_company", "account" if draft.has("account") else "domain")
        elif not isinstance(day, date):
            draft.refuse(position, "missing_value", "date" if draft.has("date") else "end")
        elif not count:
            draft.refuse(position, "no_visit", "visits")
        if position not in draft.rejected and isinstance(day, date):
            yield position, day, count


def _has_total(draft: Draft, position: int) -> bool:
    return any(isinstance(cell, str) and is_total(cell) for cell in draft.body.rows[position])
