"""Pipedrive, read by a user's token: organizations with a mark of one's own, deals, meetings and calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from abm_sheets.errors.sources import FieldUnknownError, OptionNeededError
from abm_sheets.intake.files.fields import default_vocabulary
from abm_sheets.intake.files.records import Record
from abm_sheets.intake.sources.pipedrive import answers
from abm_sheets.intake.sources.pipedrive.answers import Activity, Change, Deal, Field, Organization, Pipeline
from abm_sheets.intake.sources.pipedrive.api import PipedriveClient
from abm_sheets.intake.sources.pipedrive.records import (
    ENDS,
    Company,
    Target,
    account,
    interaction,
    labels_of,
    opportunity,
)
from abm_sheets.intake.sources.reading import Access, Reading, System
from abm_sheets.intake.sources.shown import Stage, Stages
from abm_sheets.language.folding import fold

_OVERLAP = timedelta(minutes=10)
"""How far before the last reading a deal's last move still counts as later."""

MOST_FOLLOWED = 1_000
"""Deals whose past is asked in one reading: 20,000 tokens, of the 30,000 a day of the smallest plan."""

_MEETINGS = ("meeting", "call", "lunch")
"""The keys of Pipedrive's own types of activities in which people are spoken to."""


def open_system(access: Access) -> System:
    """Pipedrive, ready to be read."""
    return Pipedrive(access)


@dataclass(frozen=True)
class Pipedrive:
    """A Pipedrive account; see `System`.

    It is read whole each time, for it tells neither which organizations and activities were deleted nor which
    were renamed, and 500 records cost no more than one deal's past: that alone is asked since a moment.
    """

    access: Access

    def read(self, since: datetime | None) -> Reading:
        """Everything, with the past of the deals that moved since a moment; see `System`."""
        api = PipedriveClient(self.access)
        company = _company(api, self.access)
        several = api.every("organizations", Organization, {"sort_by": "id"})
        organizations = {each.id: each for each in several if each.name and not each.is_deleted}
        deals = _deals(api)
        past = {each.id: list(api.changes(each.id)) for each in _moved(deals.values(), since)}
        records = {
            "accounts": [account(each, company) for each in organizations.values()],
            "opportunities": [
                opportunity(each, organizations.get(each.org_id), company, _past(each, past))
                for each in deals.values()
            ],
            "interactions": _interactions(api, self.access, company, organizations, deals),
        }
        ends = ((each.state, ENDS.get(each.status, "open")) for each in deals.values())
        kinds = company.stages.kinds_with(ends)
        return Reading(records, gone=dict.fromkeys(records, ()), whole=True, stage_kinds=kinds)


def _company(api: PipedriveClient, access: Access) -> Company:
    fields = api.every("organizationFields", Field)
    users = {user.id: user.name or user.email for user in api.users()}
    industries = next((labels_of(each) for each in fields if each.field_code == "industry"), {})
    return Company(api.me(), _stages(api, access), users, industries, _target(api, access, fields))


def _target(api: PipedriveClient, access: Access, fields: Sequence[Field]) -> Target:
    name, wanted = access.options["target"], access.options.get("target_value")
    for target in (Target(each, wanted) for each in fields):
        if target.is_called(name):
            if target.is_label and not wanted:
                raise OptionNeededError(system=api.system, value="target_value")
            return target
    raise FieldUnknownError(system=api.system, value=name)


def _stages(api: PipedriveClient, access: Access) -> Stages:
    """The stages, and the ends that deals come to, which have the usual names."""
    pipelines = {each.id: each.name for each in api.every("pipelines", Pipeline)}
    usual = default_vocabulary(access.language)
    ends = [Stage(status, usual.named(kind), "Pipedrive", kind) for status, kind in ENDS.items()]
    open_ = api.every("stages", answers.Stage)
    return Stages.of(
        [*(Stage(each.id, each.name, pipelines.get(each.pipeline_id, ""), "open") for each in open_), *ends]
    )


def _deals(api: PipedriveClient) -> dict[str, Deal]:
    """The deals that count: an open one that is archived is worked on no more."""
    asked = {"sort_by": "id"}
    archived = [each for each in api.every("deals/archived", Deal, asked) if each.status in ENDS]
    every = [*archived, *api.every("deals", Deal, asked)]
    return {each.id: each for each in every if not each.is_deleted and each.status != "deleted"}


def _moved(deals: Iterable[Deal], since: datetime | None) -> list[Deal]:
    """The deals whose past is asked: those that moved, open ones first, then those that moved last."""
    after = since - _OVERLAP if since else None
    moved = [
        (each.status == "open", each.stage_change_time, each)
        for each in deals
        if each.stage_change_time and each.was_moved and (after is None or each.stage_change_time >= after)
    ]
    moved.sort(key=lambda one: one[:2], reverse=True)
    return [deal for *_, deal in moved[:MOST_FOLLOWED]]


def _past(deal: Deal, past: Mapping[str, Sequence[Change]]) -> Sequence[Change] | None:
    """What changed in a deal, None where it was not asked; of one that never moved, its end alone."""
    if deal.was_moved:
        return past.get(deal.id)
    ended = deal.won_time if deal.status == "won" else deal.lost_time
    if deal.status == "open" or not (ended or deal.close_time):
        return ()
    change = {"field_key": "status", "old_value": "open", "new_value": deal.status}
    return [Change.model_validate({**change, "time": ended or deal.close_time})]


def _interactions(
    api: PipedriveClient,
    access: Access,
    company: Company,
    organizations: Mapping[str, Organization],
    deals: Mapping[str, Deal],
) -> list[Record]:
    kinds = _kinds(api, access)
    asked = {"sort_by": "id", "done": "true", "include_fields": "attendees"}
    found = {}
    for each in api.every("activities", Activity, asked):
        if each.done and not each.is_deleted and each.type in kinds:
            deal = deals.get(each.deal_id)
            organization = organizations.get(each.org_id or (deal.org_id if deal else ""))
            if record := interaction(each, organization, company, access):
                found[each.id] = record
    return list(found.values())


def _kinds(api: PipedriveClient, access: Access) -> set[str]:
    """The keys of the types of activities that count, by those keys or the names that people gave them."""
    asked = [part.strip() for part in access.options.get("activities", "").split(",") if part.strip()]
    if not asked:
        return set(_MEETINGS)
    types = api.activity_types()
    keys = {fold(name): each.key_string for each in types for name in (each.name, each.key_string)}
    for name in asked:
        if fold(name) not in keys:
            raise FieldUnknownError(system=api.system, value=name)
    return {keys[fold(name)] for name in asked}
