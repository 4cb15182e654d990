"""The companies of HubSpot that are known so far, and which of several a record belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from abm_sheets.intake.sources.hubspot.answers import Association, Entry
from abm_sheets.intake.sources.hubspot.api import HubSpotClient
from abm_sheets.intake.sources.hubspot.records import COMPANY, is_target

_PRIMARY = frozenset((1, 5))
"""HubSpot's numbers for the primary company of a contact and of a deal."""


class Companies:
    """Companies by id; those that others lead to are read when they are first met."""

    def __init__(self, api: HubSpotClient, known: dict[str, Entry]) -> None:
        """Begin with some."""
        self._api = api
        self._known = dict(known)
        self._met = set(known)

    def learn(self, ids: Iterable[str]) -> None:
        """Read those of some ids that were never met."""
        strange = set(ids) - self._met
        self._met |= strange
        self._known |= self._api.read("companies", strange, COMPANY)

    def of(self, associations: Iterable[Association]) -> Entry | None:
        """The company of a record: the primary one, else a target, else the one made first.

        None where there is none that is still there.
        """
        there = [each for each in associations if each.to_object_id in self._known]
        primary = [each for each in there if each.is_one_of(_PRIMARY)]
        several = [self._known[each.to_object_id] for each in primary or there]
        return min(several, key=lambda each: (not is_target(each), len(each.id), each.id), default=None)
