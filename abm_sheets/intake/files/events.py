"""What the readers of events share: the cells of fields that are no column of ours, and whose event it is."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.intake import usual_type
from abm_sheets.intake.files.cleaning import count_cleaner
from abm_sheets.intake.files.drafts import Draft, Habits, Values, plain
from abm_sheets.intake.files.fields import first_domains, judge
from abm_sheets.language import fold
from abm_sheets.tables.matching import name_key
from abm_sheets.tables.rows import Day, Kind, Number, Row, Text, as_text


class FieldRow(Row):
    """A cell of a field, by what it holds."""

    tab = "interactions"

    day: Day | None = None
    count: Number | None = None
    text: Text = ""


def read_days(draft: Draft, habits: Habits, field: str) -> Values:
    """The days of a field, None where there is none."""
    if not draft.has(field):
        return [None] * len(draft)
    unnamed = draft.proposal.source.unnamed
    cells = ["" if as_text(cell) in unnamed else cell for cell in draft.cells(field)]
    cleaner = habits.cleaner(Kind.DAY)
    cleaned = draft.clean(field, cells, cleaner) if cleaner else cells
    return plain(draft.read(FieldRow, "day", cleaned, field), Kind.DAY)


def read_counts(draft: Draft, field: str) -> Sequence[int]:
    """The counts of a field, 0 where they are blank or refused."""
    cells = draft.clean(field, draft.cells(field), count_cleaner())
    counts = plain(draft.read(FieldRow, "count", cells, field), Kind.NUMBER)
    for position, count in enumerate(counts):
        if isinstance(count, float):
            draft.refuse(position, "invalid_count", field, count)
    return [count if isinstance(count, int) else 0 for count in counts]


def read_texts(draft: Draft, field: str) -> Sequence[str]:
    """The texts of a field, "" where they are blank, refused, or say that nothing is known."""
    if not draft.has(field):
        return [""] * len(draft)
    unnamed = {fold(text) for text in draft.proposal.source.unnamed}
    texts = plain(draft.read(FieldRow, "text", draft.cells(field), field), Kind.TEXT)
    return ["" if text is None or fold(str(text)) in unnamed else str(text) for text in texts]


class Companies:
    """The company of each row: its name, else its web domain; and that domain, where it is its own."""

    def __init__(self, draft: Draft) -> None:
        """Read the names and the domains that a file gives, the domains of e-mail addresses included."""
        named, addresses = read_texts(draft, "account"), read_texts(draft, "email")
        self.addresses = [text.casefold() for text in addresses]
        given = zip(first_domains(draft), named, addresses, strict=True)
        self.domains = [domain or own_domain(address) or own_domain(name) for domain, name, address in given]
        self.names = [
            (name if name and "@" not in name else "") or domain or ""
            for name, domain in zip(named, self.domains, strict=True)
        ]

    def key(self, position: int) -> str:
        """By what two rows are of the same company."""
        return self.domains[position] or name_key(self.names[position])


def own_domain(text: str) -> str | None:
    """The domain of a company that an address names, None where it names none or anybody may have it."""
    if "@" not in text:
        return None
    domain, reason = judge(text)
    return None if reason else domain


def read_types(draft: Draft, language: str) -> Sequence[str]:
    """The type of each row, else the one that the source's events are of, "" where nothing says it."""
    usual = usual_type(draft.proposal.source.constants.get("type", ""), language)
    return [text or usual for text in read_texts(draft, "type")]
