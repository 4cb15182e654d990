"""What companies did over a period, counted by a system, as interactions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.cleaning import Days
from abm_sheets.intake.files.drafts import Draft, Habits, plain
from abm_sheets.intake.files.events import read_counts, read_days, read_types
from abm_sheets.intake.files.fields import Vocabulary, company_cells, first_domains
from abm_sheets.intake.files.records import TOTAL, Record
from abm_sheets.language import catalogue
from abm_sheets.tables.aside import is_total
from abm_sheets.tables.matching import name_key
from abm_sheets.tables.rows import Kind, as_text
from abm_sheets.workbook.sheet import Value


@dataclass(frozen=True)
class Company:
    """A row: the company as named, its period, and how often it did each thing."""

    name: str
    days: Days
    counts: Mapping[str, int]

    @property
    def key(self) -> str:
        """What distinguishes the row from others of the same report, and not from itself in another one."""
        start, end = self.days
        return f"{start.isoformat()}:{end.isoformat()}:{name_key(self.name)}"


def read_engagement(
    draft: Draft, habits: Habits, vocabulary: Vocabulary, period: Days | None
) -> list[Record]:
    """The interactions of each row of counts; `period` is that of the rows that do not name theirs.

    A row that counts nothing but zeros is refused, and so is the second of one company and period.
    """
    domains, types = first_domains(draft), read_types(draft, vocabulary.language)
    firsts, records = dict[str, int](), list[Record]()
    for position, company in _companies(draft, habits, period):
        number = draft.body.numbers[position]
        if not company.counts:
            draft.refuse(position, "no_engagement")
        elif (first := firsts.setdefault(company.key, number)) != number:
            draft.refuse(position, "repeated_record", "account", company.name, first)
        else:
            told = {"type": types[position]}
            records += _records(number, company, domains[position], told, vocabulary)
    return records


def _companies(draft: Draft, habits: Habits, period: Days | None) -> Iterator[tuple[int, Company]]:
    """The rows that can be read, by position."""
    model = EVERY_MODEL[draft.proposal.source.tab]
    names = plain(draft.read(model, "account", company_cells(draft) or [], "account"), Kind.NAME)
    starts, ends = (read_days(draft, habits, field) for field in ("start", "end"))
    counts = _counts(draft)
    for position, name in enumerate(names):
        days = _period(starts[position], ends[position], period)
        if name is not None and is_total(str(name)):
            draft.refuse(position, TOTAL, "account", str(name))
        elif name is None:
            draft.refuse(position, "missing_value", "account")
        elif days is None:
            draft.refuse(position, "missing_value", "end")
        elif position not in draft.rejected:
            yield position, Company(str(name), days, _counted(draft, counts, position))


def _period(start: Value, end: Value, otherwise: Days | None) -> Days | None:
    if not isinstance(end, date):
        return otherwise
    return (start if isinstance(start, date) else end), end


def _counts(draft: Draft) -> Mapping[str, Sequence[int]]:
    """The counts of each kind that the file has, 0 where they are blank or refused."""
    return {kind: read_counts(draft, kind) for kind in draft.proposal.source.counts if draft.has(kind)}


def _counted(draft: Draft, counts: Mapping[str, Sequence[int]], position: int) -> Mapping[str, int]:
    """What is more than zero on a row, but for what another count of the row holds already."""
    done = {kind: each[position] for kind, each in counts.items() if each[position] > 0}
    held = {each for kind in done for each in draft.proposal.source.counts[kind].includes}
    return {kind: count for kind, count in done.items() if kind not in held}


def _records(
    row: int, company: Company, domain: str | None, told: Mapping[str, Value], vocabulary: Vocabulary
) -> Iterator[Record]:
    words = catalogue(vocabulary.language)
    start, end = map(words.formats.day, company.days)
    for kind, count in company.counts.items():
        values: dict[str, Value] = {
            "date": company.days[1],
            "account": company.name,
            **told,
            # A cell is compared by what it shows, and shows no-break spaces as spaces.
            "asset": as_text(words.text(f"connectors.engagement.{kind}.asset", start=start, end=end)),
            "source": as_text(words.text(f"connectors.engagement.{kind}.source", count=count)),
            "id": f"linkedin:{kind}:{company.key}",
        }
        yield Record(row, values, str(values["id"]), domain)
