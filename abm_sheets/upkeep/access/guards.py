"""The protections to add, change or remove, tab by tab; those that people set are never among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from abm_sheets.upkeep.access.desired import Guard
from abm_sheets.upkeep.access.steps import Action
from abm_sheets.workbook.sharing import Protection, SharedTab, person


class Fault(StrEnum):
    """What is wrong with a protection of ours."""

    MISSING = "missing"
    LOCKED = "locked"
    LOOSE = "loose"
    MOVED = "moved"
    EDITORS = "editors"
    SURPLUS = "surplus"


@dataclass(frozen=True)
class GuardChange:
    """One protection to add, change or remove: the `guard` that should be, the `protection` that is.

    `extra` and `lacking` are the editors that it has and should not, and those that it should have.
    """

    action: Action
    fault: Fault
    tab: SharedTab
    guard: Guard | None = None
    protection: Protection | None = None
    extra: Sequence[str] = ()
    lacking: Sequence[str] = ()


def guard_changes(
    guards: Sequence[Guard], tabs: Sequence[SharedTab], owners: frozenset[str]
) -> Iterator[GuardChange]:
    """What makes the protections those that should be; Google lets the owners edit everything."""
    for tab in tabs:
        wanted = [guard for guard in guards if guard.tab is tab]
        if wanted:
            yield from _on_tab(tab, wanted, owners)
        elif tab.copy:
            # Somebody's copy of a tab of ours is theirs to edit.
            yield from (_surplus(tab, each) for each in tab.protections)


def _on_tab(tab: SharedTab, guards: Sequence[Guard], owners: frozenset[str]) -> Iterator[GuardChange]:
    for whole in (True, False):
        there = [each for each in tab.protections if each.whole is whole]
        guard = next((each for each in guards if (each.row is None) is whole), None)
        # Without a header to be seen, the protection of the row where it was stays.
        if guard is None:
            continue
        found = [_compare(guard, each, owners) for each in there]
        best = next((at for at, change in enumerate(found) if change is None), 0)
        first = found[best] if found else GuardChange(Action.ADD, Fault.MISSING, tab, guard)
        if first is not None:
            yield first
        yield from (_surplus(tab, each) for at, each in enumerate(there) if at != best)


def _surplus(tab: SharedTab, protection: Protection) -> GuardChange:
    action = Action.REMOVE if protection.ours_to_change else Action.IMPOSSIBLE
    return GuardChange(action, Fault.SURPLUS, tab, protection=protection)


def _compare(guard: Guard, protection: Protection, owners: frozenset[str]) -> GuardChange | None:
    """What makes a protection the one that should be, None where it is."""
    wanted = {person(email): email for email in guard.editors}
    there = {person(email): email for email in protection.editors}
    extra = [email for key, email in there.items() if key not in wanted and key not in owners]
    lacking = [email for key, email in wanted.items() if key not in there and key not in owners]
    faults = (
        (Fault.LOOSE, not protection.strict),
        (Fault.MOVED, protection.row != guard.row),
        (Fault.EDITORS, bool(extra or lacking)),
    )
    if not protection.ours_to_change:
        # Whom it lets in is hidden from us.
        return GuardChange(Action.IMPOSSIBLE, Fault.LOCKED, guard.tab, guard, protection)
    found = (fault for fault, holds in faults if holds)
    changes = (
        GuardChange(Action.CHANGE, each, guard.tab, guard, protection, extra, lacking) for each in found
    )
    return next(changes, None)
