"""Which row of a tab each record is, which records are new, and which cannot be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from abm_sheets.intake.files.records import Record
from abm_sheets.intake.standing import Standing
from abm_sheets.intake.tiers import Key, Tier, row_ids
from abm_sheets.language import catalogue

REASONS = ("repeated", "several_rows", "same_row", "other_record")
"""Why a record may be refused: another of the file has the same key; several rows of the tab have it; the
row that has it is another record of the file already, or is that of another record of the other system."""

_QUOTED = 100
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that is neither a new row nor a row that is there: one of `REASONS`, and what it is about.

    `tier` is by what it would be known, `key` that very thing, `rows` are those of the tab and `other` the
    row of the file, as people count.
    """

    record: Record
    reason: str
    tier: str
    key: str = ""
    rows: Sequence[int] = ()
    other: int | None = None

    @property
    def row(self) -> int:
        """The record's row in the file."""
        return self.record.row

    def sentence(self, language: str) -> str:
        """Why, in a language, and what to do."""
        words = catalogue(language)
        rows = ", ".join(map(str, self.rows[:_LISTED])) + (", …" if len(self.rows) > _LISTED else "")
        known = words.text(f"imports.keys.{self.tier}", value=self.key[:_QUOTED])
        return words.text(f"imports.refused.{self.reason}", known=known, rows=rows, other=self.other)


@dataclass(frozen=True, slots=True)
class Match:
    """A record and the row of the tab that it is, by its position, and by which tier."""

    record: Record
    position: int
    tier: Tier


@dataclass
class Matching:
    """The records that are rows of the tab, those that are new, and those that are refused."""

    found: list[Match] = field(default_factory=list)
    new: list[Record] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def match(records: Sequence[Record], standing: Standing, tiers: Sequence[Tier]) -> Matching:
    """Find the row of each record, by the strongest tier first, in the order of the file within each."""
    matcher = _Matcher(standing, tiers)
    pending: Sequence[Record] = records
    for tier in tiers:
        pending = [record for record in pending if not matcher.take(record, tier)]
    done = matcher.done
    return Matching(done.found, list(pending), sorted(done.refused, key=lambda each: each.row))


class _Matcher:
    """The rows that records took, and what was decided of those."""

    def __init__(self, standing: Standing, tiers: Sequence[Tier]) -> None:
        self.done = Matching()
        self._standing = standing
        self._tiers = tiers
        self._ids = row_ids(standing)
        self._rows: dict[str, Mapping[Key, Sequence[int]]] = {}
        self._taken: dict[int, Record] = {}
        self._firsts: dict[tuple[str, Key], Record] = {}

    def take(self, record: Record, tier: Tier) -> bool:
        """Decide of a record by a tier; whether it was decided."""
        index = self._index(tier)
        if not (index or tier.unique):
            return False
        keys = list(tier.of_record(record))
        found = list(dict.fromkeys(row for key in keys for row in index.get(key, ())))
        if not tier.unique:
            return self._take_first(record, tier, found)
        first = self._first(record, tier, keys)
        rows = self._narrowed(record, tier, [row for row in found if self._fits(record, row)])
        if len(rows) == 1:
            self._decide(record, tier, rows[0])
        elif rows:
            self._refuse(record, "several_rows", tier, rows)
        elif found and self._standing.model.tab == "accounts":
            self._refuse(record, "other_record", tier, found)
        elif first is not None:
            self._refuse(record, "repeated", tier, other=first)
        else:
            return False
        return True

    def _take_first(self, record: Record, tier: Tier, rows: Sequence[int]) -> bool:
        """Take the first row that says the same and that no other record took."""
        free = (row for row in rows if row not in self._taken and self._fits(record, row))
        row = next(free, None)
        if row is not None:
            self._decide(record, tier, row)
        return row is not None

    def _index(self, tier: Tier) -> Mapping[Key, Sequence[int]]:
        if tier.name not in self._rows:
            index: dict[Key, list[int]] = {}
            for key, row in self._keyed(tier):
                index.setdefault(key, []).append(row)
            self._rows[tier.name] = index
        return self._rows[tier.name]

    def _keyed(self, tier: Tier) -> Iterator[tuple[Key, int]]:
        for row in self._standing.filled:
            yield from ((key, row) for key in tier.of_row(row))

    def _fits(self, record: Record, row: int) -> bool:
        """Whether a row is not said to be another record."""
        return not record.record_id or not self._ids[row] or self._ids[row] == record.record_id

    def _first(self, record: Record, tier: Tier, keys: Sequence[Key]) -> Record | None:
        """The record of the file that came first with one of the keys, where they distinguish records."""
        if tier.name != "id" and record.record_id and "id" in self._standing.cells:
            return None
        earlier = [self._firsts.setdefault((tier.name, key), record) for key in keys]
        return next((each for each in earlier if each is not record), None)

    def _narrowed(self, record: Record, tier: Tier, rows: Sequence[int]) -> Sequence[int]:
        """Of several rows the one that the weaker tiers name, if they do."""
        for weaker in self._tiers[self._tiers.index(tier) + 1 :] if len(rows) > 1 else ():
            keys = set(weaker.of_record(record))
            alike = [row for row in rows if keys.intersection(weaker.of_row(row))]
            if len(alike) == 1:
                return alike
        return rows

    def _decide(self, record: Record, tier: Tier, row: int) -> None:
        other = self._taken.setdefault(row, record)
        if other is record:
            self.done.found.append(Match(record, row, tier))
        else:
            self._refuse(record, "same_row", tier, [row], other)

    def _refuse(
        self,
        record: Record,
        reason: str,
        tier: Tier,
        rows: Sequence[int] = (),
        other: Record | None = None,
    ) -> None:
        numbers = [self._standing.row(row) for row in rows]
        first = None if other is None else other.row
        self.done.refused.append(Refused(record, reason, tier.name, _known_by(record, tier), numbers, first))


def _known_by(record: Record, tier: Tier) -> str:
    """What a record would be known by, as people would say it."""
    if tier.name == "id":
        return str(record.record_id)
    if tier.name == "domain":
        return str(record.domain or record.values.get("domains", ""))
    cells = [record.values.get(column) for column in tier.known_by if column != "domains"]
    return ", ".join(str(each) for each in cells if each is not None)
