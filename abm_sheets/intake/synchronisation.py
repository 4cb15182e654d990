"""Other systems read live into a workbook: what is to be written with its dashboard, and what to remember."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zlib import crc32

from pydantic import BaseModel, ConfigDict, ValidationError

from abm_sheets.errors.sources import SourceError
from abm_sheets.intake.files.fields import ENDS, Vocabulary
from abm_sheets.intake.files.records import Record
from abm_sheets.intake.mirrors import MirrorPlan, plan_mirror, records_of
from abm_sheets.intake.sources.reading import READ_TABS, Kind, Reading, System
from abm_sheets.intake.standing import Ground, survey
from abm_sheets.tables.reader import peek_settings
from abm_sheets.tables.sources import Mirror, mirror_key, read_mirrors
from abm_sheets.workbook.interface import Snapshot

WHOLE_EVERY = timedelta(days=7)
"""How often everything is read, which finds what readings of changes cannot."""

_STATED = READ_TABS[0]
"""The tab beside whose mirror what is known of a system is remembered."""


class Source(BaseModel):
    """A system that a workbook is fed from, as the workbook remembers it.

    - `options`: what was chosen of it.
    - `read`: when its last reading began, and `whole` when the last of everything did.
    - `stages`: what changes when the labels of its stages do, and `accounts` when the workbook's accounts do.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    system: str
    options: dict[str, str] = {}
    read: datetime | None = None
    whole: datetime | None = None
    stages: int = 0
    accounts: int = 0


def sources_of(snapshot: Snapshot) -> list[Source]:
    """The live sources of a workbook."""
    found = []
    for mirror in read_mirrors(snapshot, [_STATED]).values():
        try:
            found.append(Source.model_validate_json(mirror.state))
        except ValidationError:
            # Its records came from a file.
            continue
    return found


def synchronise(snapshot: Snapshot, source: Source, system: System, now: datetime) -> list[MirrorPlan]:
    """Read a system, and plan the mirrors of its accounts, deals and interactions, in this order.

    Raises:
        SourceError: something could not be read, and nothing is planned.

    """
    keys = [mirror_key(source.system, tab) for tab in READ_TABS]
    ground = survey(snapshot, without=keys)
    accounts = _mark_of(ground)
    since = source.read if _may_go_on(source, accounts, now) else None
    reading = system.read(since)
    if not reading.whole and _mark(sorted(reading.stage_kinds)) != source.stages:
        reading = system.read(None)
    plans = _plans(snapshot, ground, keys, reading, now)
    if not reading.whole and plans[0].new:
        # A company that is an account now has deals and interactions that did not change.
        reading = system.read(None)
        plans = _plans(snapshot, ground, keys, reading, now)
    remembered = source.model_copy(
        update={
            "read": now,
            "whole": now if reading.whole else source.whole,
            "stages": _mark(sorted(reading.stage_kinds)),
            "accounts": accounts,
        }
    )
    first, *others = plans
    key = first.mirror.key
    stated = replace(
        first.mirror,
        state=remembered.model_dump_json(exclude_defaults=True),
        replaced=snapshot.claims.get(key, ""),
    )
    return [replace(first, mirror=stated), *others]


def failed(snapshot: Snapshot, source: Source, failure: str) -> Mirror:
    """What is written of a system that could not be read: what it held, and why, as a sentence."""
    key = mirror_key(source.system, _STATED)
    there = read_mirrors(snapshot, [_STATED]).get(key) or Mirror(key, {})
    return replace(there, failure=failure)


def _mark_of(ground: Ground) -> int:
    """What changes when the accounts of a workbook do."""
    return _mark([*ground.accounts.names, *sorted(ground.accounts.by_domain)])


def _mark(texts: Sequence[str]) -> int:
    return crc32("\n".join(texts).encode())


def _may_go_on(source: Source, accounts: int, now: datetime) -> bool:
    """Whether what changed since the last reading is enough."""
    if source.read is None or source.whole is None or source.accounts != accounts:
        return False
    return timedelta(0) <= now - source.whole < WHOLE_EVERY


def _plans(
    snapshot: Snapshot, ground: Ground, keys: Sequence[str], reading: Reading, now: datetime
) -> list[MirrorPlan]:
    """The plans of a reading: accounts first, for deals and interactions name them by their ids."""
    day = now.astimezone(ground.settings.zone).date()

    def planned(key: str, tab: str, known: Ground) -> MirrorPlan:
        records = _now(tab, reading, ground.replaced.get(key), ground.vocabulary)
        plan = plan_mirror(key, records, known, day)
        return replace(plan, mirror=_completed(plan.mirror, records, reading, ground))

    (first, *others), (tab, *tabs) = keys, READ_TABS
    accounts = planned(first, tab, ground)
    known = survey(snapshot, without=others, more={first: accounts.mirror})
    return [accounts, *(planned(*each, known) for each in zip(others, tabs, strict=True))]


def _completed(mirror: Mirror, records: Sequence[Record], reading: Reading, ground: Ground) -> Mirror:
    """A mirror with the stages that the system dates, and what was left aside if not all was read."""
    stages = {record.record_id: record.stages for record in records if record.record_id and record.stages}
    before = ground.replaced.get(mirror.key)
    aside = mirror.aside if reading.whole or before is None else max(before.aside, mirror.aside)
    return replace(mirror, stages=stages, aside=aside)


def _now(tab: str, reading: Reading, before: Mirror | None, vocabulary: Vocabulary) -> list[Record]:
    """All records as they are now: those read, and those that were mirrored and are not gone."""
    read = [_in_their_words(each, reading.stage_kinds, vocabulary) for each in reading.records.get(tab, ())]
    if reading.whole or before is None:
        return read
    others = {record.record_id: record for record in records_of(before)}
    for known in (*reading.gone.get(tab, ()), *(record.record_id for record in read)):
        others.pop(known, None)
    return [*others.values(), *read]


def _in_their_words(record: Record, kinds: Mapping[str, Kind], vocabulary: Vocabulary) -> Record:
    """A deal in the workbook's own won or lost stage, where the workbook does not know that it ended in."""

    def known(stage: str) -> str:
        kind = kinds.get(stage)
        return vocabulary.named(kind) if kind in ENDS and vocabulary.kind_of(stage) != kind else stage

    if "stage" not in record.values:
        return record
    values = {**record.values, "stage": known(str(record.values["stage"]))}
    return replace(record, values=values, stages=[(known(stage), day) for stage, day in record.stages])


@dataclass
class Synchronised:
    """What came of reading some systems: the plans of each, and the failures of those that have none."""

    plans: dict[str, list[MirrorPlan]] = field(default_factory=dict)
    failures: dict[str, SourceError] = field(default_factory=dict)
    kept: list[Mirror] = field(default_factory=list)

    @property
    def incoming(self) -> dict[str, Mirror]:
        """The mirrors to write."""
        planned = [plan.mirror for plans in self.plans.values() for plan in plans]
        return {mirror.key: mirror for mirror in (*planned, *self.kept)}


def synchronise_all(
    snapshot: Snapshot, sources: Iterable[Source], opened: Callable[[Source, str], System], now: datetime
) -> Synchronised:
    """Read systems one after the other; one that fails keeps what is mirrored of it.

    `opened` opens a system, for a workbook in a language.
    """
    found, language = Synchronised(), peek_settings(snapshot).language
    for source in sources:
        try:
            found.plans[source.system] = synchronise(snapshot, source, opened(source, language), now)
        except SourceError as error:
            found.failures[source.system] = error
            found.kept.append(failed(snapshot, source, error.sentence(language)))
    return found
