"""What people see of another system's records: stages by their label, days in their time zone, marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from abm_sheets.intake.files.fields import judge
from abm_sheets.intake.sources.reading import Kind
from abm_sheets.language.catalogue import understood
from abm_sheets.language.folding import fold
from abm_sheets.workbook.sheet import Value


@dataclass(frozen=True)
class Stage:
    """A stage of a pipeline: its id, what people call it and the pipeline, and what it means."""

    id: str
    label: str
    pipeline: str
    kind: Kind


@dataclass(frozen=True)
class Stages:
    """The stages of every pipeline: what people call each, and what that means.

    A label that means one thing in a pipeline and another in the next is followed by its pipeline.
    """

    labels: Mapping[str, str]
    kinds: Mapping[str, Kind]

    @classmethod
    def of(cls, stages: Iterable[Stage]) -> Self:
        """Name the stages apart."""
        every = list(stages)
        meanings: dict[str, set[Kind]] = {}
        for stage in every:
            meanings.setdefault(fold(stage.label), set()).add(stage.kind)
        labels = {
            stage.id: f"{stage.label} ({stage.pipeline})"
            if len(meanings[fold(stage.label)]) > 1
            else stage.label
            for stage in every
        }
        return cls(labels, {labels[stage.id]: stage.kind for stage in every})

    def label(self, stage: str) -> str:
        """The label of a stage by its id; of one that was removed, what is left of it."""
        return self.labels.get(stage, stage)

    def kind(self, stage: str, otherwise: Kind) -> Kind:
        """What a stage means; of one that was removed, what its deal says."""
        return self.kinds.get(self.label(stage), otherwise)

    def kinds_with(self, deals: Iterable[tuple[str, Kind]]) -> dict[str, Kind]:
        """What every label means, those included that only deals still have: each deal's stage and kind."""
        return dict(self.kinds) | {self.label(stage): self.kind(stage, kind) for stage, kind in deals}

    def entered(self, changes: Iterable[tuple[str, datetime]], zone: tzinfo) -> Iterator[tuple[str, date]]:
        """The labels of stages by id, oldest first, with the day of each; those that repeat are one."""
        before = None
        for stage, moment in changes:
            label = self.label(stage)
            if label not in {before, ""}:
                yield label, moment.astimezone(zone).date()
                before = label


def zone_of(name: str, offset: timedelta) -> tzinfo:
    """A time zone by its name, by its offset where nobody knows the name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone(offset)


def day_of(text: str, zone: tzinfo) -> date | None:
    """The day that people see for a moment, or for a day; None where it is blank or neither."""
    try:
        if len(text) == len("2026-12-15"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone).date()
    except (ValueError, OverflowError):
        return None


def site_of(address: str) -> str | None:
    """The domain of a company's site; None where the address is not of its own."""
    domain, reason = judge(address)
    return None if reason else domain


def filled(**values: Value) -> dict[str, Value]:
    """Values without those that are blank."""
    return {column: value for column, value in values.items() if value not in {None, ""}}


def is_marked(words: Iterable[str], wanted: str | None) -> bool:
    """Whether what a field holds marks an account as a target: the word that is wanted, else any but a no."""
    held = {fold(word) for word in words if word.strip()}
    if wanted:
        return fold(wanted) in held
    answers = understood("yes_no")
    return any(answers.get(word) != "no" for word in held)
