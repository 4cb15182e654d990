"""What HubSpot's companies, deals and activities are in our tabs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Self

from abm_sheets.intake.files.records import Record
from abm_sheets.intake.sources.hubspot.answers import Details, Entry, Owner, Pipeline, Property
from abm_sheets.intake.sources.reading import Kind
from abm_sheets.intake.sources.shown import Stage, Stages, day_of, filled, zone_of

COMPANY = (
    *("name", "domain", "hs_additional_domains", "industry", "numberofemployees"),
    *("hs_ideal_customer_profile", "hs_is_target_account", "hubspot_owner_id", "hs_merged_object_ids"),
)
"""The properties of a company that are read."""

CHOSEN = ("industry", "hs_ideal_customer_profile")
"""Those whose values are shown to people under other names."""

KNOWN_BY = ("name", "domain", "hs_merged_object_ids")
"""Those by which the records of a company say whose they are."""

DEAL = (
    *("dealname", "amount", "deal_currency_code", "dealstage", "createdate", "closedate"),
    *("hs_is_closed", "hs_is_closed_won", "closed_lost_reason", "hs_merged_object_ids"),
)
"""The properties of a deal that are read."""

STAGES = ("dealstage",)
"""The property of a deal whose past is read."""

_PAGES = {"companies": "0-2", "deals": "0-3"}
"""The numbers of kinds of records in the addresses of their pages."""


@dataclass(frozen=True)
class Portal:
    """What holds for every record of a HubSpot account."""

    details: Details
    stages: Stages
    owners: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    zone: tzinfo = field(init=False)

    def __post_init__(self) -> None:
        """Find the time zone that people see."""
        offset = timedelta(milliseconds=self.details.utc_offset_milliseconds)
        object.__setattr__(self, "zone", zone_of(self.details.time_zone, offset))

    @classmethod
    def of(
        cls,
        details: Details,
        pipelines: Iterable[Pipeline],
        owners: Iterable[Owner],
        properties: Iterable[Property],
    ) -> Self:
        """Put together what was read."""
        labels = {
            each.name: {choice.value: choice.label for choice in each.options or ()} for each in properties
        }
        return cls(details, Stages.of(_stages(pipelines)), {owner.id: owner.name for owner in owners}, labels)

    def label(self, entry: Entry, name: str) -> str:
        """What people call the value of a property."""
        value = entry.text(name)
        return self.labels.get(name, {}).get(value, value)

    def day(self, text: str) -> date | None:
        """The day that people see for a moment, or for a day; None where it is blank or neither."""
        return day_of(text, self.zone)

    def link(self, kind: str, entry: Entry) -> str | None:
        """The address of a record's page."""
        if entry.url or kind not in _PAGES:
            return entry.url
        return f"https://{self.details.ui_domain}/contacts/{self.details.portal_id}/record/{_PAGES[kind]}/{entry.id}"


def account_name(company: Entry) -> str:
    """What a company is called: by its domain where nobody named it."""
    return company.text("name", "domain")


def was_renamed(company: Entry, since: datetime) -> bool:
    """Whether a company has another name or domain since a moment, or took over another's records."""
    return any(each.timestamp >= since for name in KNOWN_BY for each in company.history(name))


def is_target(company: Entry) -> bool:
    """Whether HubSpot marks a company as a target account."""
    return company.text("hs_is_target_account") == "true"


def account(company: Entry, portal: Portal) -> Record:
    """A company."""
    domains = dict.fromkeys((company.text("domain"), *_several(company, "hs_additional_domains")))
    return Record(
        row=0,
        values=filled(
            account=account_name(company),
            domains=", ".join(filter(None, domains)),
            industry=portal.label(company, "industry"),
            size=company.text("numberofemployees"),
            tier=portal.label(company, "hs_ideal_customer_profile"),
            targeted=is_target(company),
            sales_owner=portal.owners.get(company.text("hubspot_owner_id"), ""),
        ),
        record_id=company.id,
        domain=company.text("domain") or None,
        company_id=company.id,
        link=portal.link("companies", company),
    )


def opportunity(deal: Entry, company: Entry | None, portal: Portal) -> Record:
    """A deal: its one date of closing is the day that is hoped for until it is closed."""
    stage, ending = ending_of(deal)
    kind, changes = portal.stages.kind(stage, ending), deal.history("dealstage")
    stages = list(portal.stages.entered(((each.value, each.timestamp) for each in changes), portal.zone))
    closing = portal.day(deal.text("closedate"))
    ended = closing or (stages[-1][1] if stages else None)
    return Record(
        row=0,
        values=filled(
            id=deal.id,
            account=account_name(company) if company else "",
            name=deal.text("dealname"),
            amount=_amount(deal.text("amount")),
            currency=deal.text("deal_currency_code") or portal.details.company_currency,
            stage=portal.stages.label(stage),
            created=portal.day(deal.text("createdate") or str(deal.created_at or "")),
            expected=closing if kind == "open" else None,
            closed=ended if kind != "open" else None,
            loss_reason=deal.text("closed_lost_reason") if kind == "lost" else "",
        ),
        record_id=deal.id,
        domain=company.text("domain") or None if company else None,
        company_id=company.id if company else None,
        link=portal.link("deals", deal),
        stages=stages,
    )


def ending_of(deal: Entry) -> tuple[str, Kind]:
    """The id of a deal's stage, and what the deal itself says that it means."""
    closed, won = deal.text("hs_is_closed") == "true", deal.text("hs_is_closed_won") == "true"
    return deal.text("dealstage"), _kind(closed, won)


def merged(entry: Entry) -> list[str]:
    """The ids of the records that were merged into one."""
    return _several(entry, "hs_merged_object_ids")


def _stages(pipelines: Iterable[Pipeline]) -> Iterator[Stage]:
    for pipeline in pipelines:
        for stage in pipeline.stages:
            yield Stage(stage.id, stage.label, pipeline.label, _kind(stage.is_closed, stage.is_won))


def _several(entry: Entry, name: str) -> list[str]:
    return [part for each in entry.text(name).split(";") if (part := each.strip())]


def _kind(closed: bool, won: bool) -> Kind:  # noqa: FBT001 (HubSpot's two answers)
    return ("won" if won else "lost") if closed else "open"


def _amount(text: str) -> float | None:
    try:
        amount = float(text)
    except ValueError:
        return None
    return amount if math.isfinite(amount) else None
