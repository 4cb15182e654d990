"""Lists of who came to webinars and meetings: one interaction for each person, or company, and meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from abm_sheets.errors.incoming import RequiredColumnsError
from abm_sheets.intake import usual_type
from abm_sheets.intake.files.drafts import Draft, Habits
from abm_sheets.intake.files.events import (
    Companies,
    own_domain,
    read_days,
    read_texts,
    read_types,
)
from abm_sheets.intake.files.fields import Vocabulary, company_ids, links_of
from abm_sheets.intake.files.grid import Cells, shown
from abm_sheets.intake.files.records import Record, headed
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.rows import Kind, as_text
from abm_sheets.workbook.sheet import Value

_PAIR = 3
"""The most cells of a line that holds a label and its value; on a longer one values stand under labels."""

_MOST_NAMED = 5
_ASIDE = re.compile(r"\s*\([^()]*\)$")
"""What tools add to the name that somebody joined by: that they are a guest, the name they had first."""


def read_attendance(draft: Draft, habits: Habits, vocabulary: Vocabulary) -> list[Record]:
    """The interactions of a list: whoever did not come, or is of the organiser's company, is refused.

    Raises:
        RequiredColumnsError: nothing tells the type of the interactions, or their day.

    """
    meetings = _Meetings(draft, habits, vocabulary)
    people = _People(draft)
    together: dict[str, list[int]] = {}
    for position in list(draft.kept()):
        refused = meetings.refusal(position) or people.refusal(position)
        if refused:
            draft.refuse(position, *refused)
        else:
            together.setdefault(f"{meetings.keys[position]}:{people.key(position)}", []).append(position)
    companies, links = company_ids(draft), links_of(draft)
    records: list[Record] = []
    for key, (first, *others) in together.items():
        for other in others:
            draft.note(other, "same_interaction", first=draft.body.numbers[first])
        values = meetings.values(first) | people.values((first, *others)) | {"id": key}
        given = {name: value for name, value in values.items() if value}
        domain = people.companies.domains[first]
        records.append(Record(draft.body.numbers[first], given, key, domain, companies[first], links[first]))
    return records


class _Meetings:
    """Which meeting each row is of: its day, its title and its type, by the row or by the lines above."""

    def __init__(self, draft: Draft, habits: Habits, vocabulary: Vocabulary) -> None:
        self._draft = draft
        source, before = draft.proposal.source, draft.body.before
        told = habits.cleaner(Kind.DAY)
        above = told(labelled(before, source.summary.day)) if told else None
        title = labelled(before, source.summary.title)
        days = read_days(draft, habits, "date")
        self.days = [above if isinstance(above, date) else day for day in days]
        self.titles = [text or title for text in read_texts(draft, "asset")]
        types, told_by = read_types(draft, vocabulary.language), _Telling(draft, vocabulary.language)
        self.types = [text or told_by(named) for text, named in zip(types, self.titles, strict=True)]
        self._cancelled = _flags(draft, "cancelled")
        self._attended = _flags(draft, "attended")
        self._absent = _flags(draft, "absent")
        ids = read_texts(draft, "record_id")
        self.keys = [self._key(position, known) for position, known in enumerate(ids)]
        self._require(draft.body.path)

    def _require(self, path: str) -> None:
        lacking = {"type": not any(self.types), "date": not any(self.days)}
        if missing := [column for column, is_so in lacking.items() if is_so]:
            raise RequiredColumnsError(path=path, **headed("interactions", missing))

    def _key(self, position: int, known: str) -> str:
        day = self.days[position]
        return f"meeting:{known or f'{day}:{squeeze(self.titles[position])}'}"

    def refusal(self, position: int) -> tuple[str, str] | None:
        """Why a row tells of no meeting that somebody came to, with the field that says so."""
        day, today = self.days[position], self._draft.proposal.today
        if self._cancelled[position]:
            return "meeting_cancelled", "cancelled"
        if self._absent[position] or self._attended[position] is False:
            return "not_attended", "absent" if self._absent[position] else "attended"
        if not isinstance(day, date):
            return "missing_value", "date"
        if today is not None and day > today:
            return "meeting_to_come", "date"
        return None if self.types[position] else ("missing_value", "type")

    def values(self, position: int) -> dict[str, Value]:
        """What the interaction says of the meeting."""
        return {
            "date": self.days[position],
            "type": self.types[position],
            "asset": self.titles[position],
        }


class _People:
    """Who each row is about, and of which company."""

    def __init__(self, draft: Draft) -> None:
        self.companies = Companies(draft)
        self._by_company = draft.proposal.source.each == "company"
        self._header = "email" if draft.has("email") else "account"
        fields = [read_texts(draft, field) for field in ("contact", "first_name", "last_name")]
        named = zip(*fields, strict=True)
        whole = [_ASIDE.sub("", f"{first} {last}".strip() or name) for name, first, last in named]
        addresses = self.companies.addresses
        self.names = [name or address for name, address in zip(whole, addresses, strict=True)]
        self._own = set(_own_domains(draft, self.companies))

    def account(self, position: int) -> str:
        """What names the company: its domain, for people type its name as they like."""
        return self.companies.domains[position] or self.companies.names[position]

    def refusal(self, position: int) -> tuple[str, str, str] | None:
        """Why a row tells of nobody from another company, with the field that says so."""
        address = self.companies.addresses[position]
        if self.companies.domains[position] in self._own:
            return "own_person", self._header, address
        if self.account(position):
            return None
        return "free_mail" if "@" in address else "no_company", self._header, address

    def key(self, position: int) -> str:
        """By what two rows of a meeting are one interaction."""
        company = self.companies.key(position)
        person = self.companies.addresses[position] or fold(self.names[position])
        return company if self._by_company else person or company

    def values(self, positions: Sequence[int]) -> dict[str, Value]:
        """What the interaction says of the people of these rows."""
        names = list(dict.fromkeys(self.names[position] for position in positions if self.names[position]))
        several = names[: _MOST_NAMED if self._by_company else 1]
        return {"account": self.account(positions[0]), "contact": ", ".join(several)}


def _own_domains(draft: Draft, companies: Companies) -> Iterator[str]:
    """The domains of those who organised: the host, the rows of organisers, those who are no guests."""
    source = draft.proposal.source
    hosts = {*read_texts(draft, "host"), labelled(draft.body.before, source.summary.host)}
    yield from filter(None, map(own_domain, hosts))
    organisers = {fold(word) for word in source.organisers}
    roles, guests = read_texts(draft, "role"), _flags(draft, "guest")
    for domain, role, guest in zip(companies.domains, roles, guests, strict=True):
        if domain and (fold(role) in organisers or guest is False):
            yield domain


def _flags(draft: Draft, field: str) -> Sequence[bool | None]:
    """The answers of a field, None where there is none or it is neither a yes nor a no."""
    meanings = understood("yes_no")
    words = draft.proposal.source.answers
    known = {fold(word): answer for answer, listed in words.items() for word in listed}
    answers = {**meanings, **known}
    return [{"yes": True, "no": False}.get(answers.get(fold(text), "")) for text in read_texts(draft, field)]


class _Telling:
    """The type that the lines above, the headers or a title tell, "" where they tell none."""

    def __init__(self, draft: Draft, language: str) -> None:
        self._language = language
        self._words = draft.proposal.source.telling
        cells = [as_text(cell) for row in draft.body.before for cell in row]
        self._above = " ".join([*cells, *draft.proposal.heading.headers])

    def __call__(self, title: str) -> str:
        told = f" {fold(f'{self._above} {title}')} "
        for name, words in self._words.items():
            if any(f" {fold(word)} " in told for word in words):
                return usual_type(name, self._language)
        return ""


def labelled(rows: Sequence[Cells], labels: Sequence[str]) -> str:
    """What follows a label on the lines above a header, after a colon, in the next cells or underneath."""
    known = set(map(squeeze, labels))
    for row, under in zip(rows, [*rows[1:], ()], strict=False):
        for at, cell in enumerate(row):
            label, _, tail = as_text(cell).partition(":")
            if not known or squeeze(label) not in known:
                continue
            if tail.strip():
                return tail.strip()
            if len(texts := shown(row)) <= _PAIR:
                return ", ".join(texts[1:])
            return as_text(under[at]) if at < len(under) else ""
    return ""
