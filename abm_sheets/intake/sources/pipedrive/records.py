"""What Pipedrive's organizations, deals and activities are in our tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from abm_sheets.intake import usual_type
from abm_sheets.intake.files.records import Record
from abm_sheets.intake.sources.pipedrive.answers import Activity, Change, Deal, Field, Me, Organization
from abm_sheets.intake.sources.reading import Access, Kind
from abm_sheets.intake.sources.shown import Stages, day_of, filled, is_marked, site_of, zone_of
from abm_sheets.language.folding import fold

ENDS: Mapping[str, Kind] = {"won": "won", "lost": "lost"}
"""The statuses of deals that are over."""

_LABELS = frozenset(("label", "label_ids"))
"""What the field of an organization's labels is called."""


@dataclass(frozen=True)
class Target:
    """What marks an organization as a target: a field, and the value that does, or any but a no."""

    field: Field
    wanted: str | None

    @property
    def is_label(self) -> bool:
        """Whether the field is that of labels, any of which may mean anything."""
        return self.field.field_code in _LABELS

    def is_called(self, name: str) -> bool:
        """Whether the field has a name, among people or in the API."""
        names = {fold(self.field.field_name), fold(self.field.field_code)}
        return fold(name) in names or (self.is_label and name in _LABELS)

    def marks(self, organization: Organization) -> bool:
        """Whether an organization is one."""
        return is_marked(self._words(organization), self.wanted)

    def _words(self, organization: Organization) -> Iterator[str]:
        custom, code = organization.custom_fields or {}, self.field.field_code
        held = (
            organization.label_ids if self.is_label else custom.get(code, getattr(organization, code, None))
        )
        labels = labels_of(self.field)
        for each in held if isinstance(held, (list, tuple)) else [held]:
            if each is not None:
                yield labels.get(str(each), str(each))


@dataclass(frozen=True)
class Company:
    """What holds for every record of a Pipedrive account."""

    me: Me
    stages: Stages
    users: Mapping[str, str]
    industries: Mapping[str, str]
    target: Target

    @property
    def zone(self) -> tzinfo:
        """The time zone in which whoever owns the token sees dates."""
        return zone_of(self.me.timezone_name, _offset(self.me.timezone_offset))

    def day(self, text: str) -> date | None:
        """The day that people see for a moment, or for a day."""
        return day_of(text, self.zone)

    def link(self, kind: str, record: str) -> str | None:
        """The address of a record's page."""
        domain = self.me.company_domain
        return f"https://{domain}.pipedrive.com/{kind}/{record}" if domain else None


def labels_of(field: Field) -> dict[str, str]:
    """What people call the values of a field."""
    return {choice.id: choice.label for choice in field.options or ()}


def account(organization: Organization, company: Company) -> Record:
    """An organization."""
    return Record(
        row=0,
        values=filled(
            account=organization.name,
            domains=site_of(organization.website),
            industry=company.industries.get(organization.industry, organization.industry),
            size=organization.employee_count,
            targeted=company.target.marks(organization),
            sales_owner=company.users.get(organization.owner_id, ""),
        ),
        record_id=organization.id,
        domain=site_of(organization.website),
        company_id=organization.id,
        link=company.link("organization", organization.id),
    )


def opportunity(
    deal: Deal, organization: Organization | None, company: Company, changes: Sequence[Change] | None
) -> Record:
    """A deal; `changes` is what changed in it, None where that was not asked."""
    over = deal.status in ENDS
    return Record(
        row=0,
        values=filled(
            id=deal.id,
            account=organization.name if organization else "",
            name=deal.title,
            amount=deal.value,
            currency=deal.currency,
            stage=company.stages.label(deal.state),
            created=company.day(deal.add_time.isoformat()),
            expected=None if over else company.day(deal.expected_close_date),
            closed=company.day(deal.ending) if over else None,
            loss_reason=deal.lost_reason if deal.status == "lost" else "",
        ),
        record_id=deal.id,
        domain=site_of(organization.website) if organization else None,
        company_id=organization.id if organization else None,
        link=company.link("deal", deal.id),
        stages=[] if changes is None else list(company.stages.entered(states(deal, changes), company.zone)),
    )


def states(deal: Deal, changes: Iterable[Change]) -> Iterator[tuple[str, datetime]]:
    """The stages of a deal and its ends, each with its moment, oldest first."""
    ordered = sorted(changes, key=lambda change: change.time)
    now = {"stage_id": deal.stage_id, "status": deal.status}
    moves = [change for change in ordered if change.field_key in now]
    for change in reversed(moves):
        now[change.field_key] = change.old_value
    yield _state(now), deal.add_time
    for change in moves:
        now[change.field_key] = change.new_value
        yield _state(now), change.time


def interaction(
    activity: Activity, organization: Organization | None, company: Company, access: Access
) -> Record | None:
    """A meeting or a call that was held; none where nothing says when."""
    day = _held(activity, company, access.now)
    if day is None:
        return None
    guests = [each for each in activity.attendees or () if each.person_id]
    met = next((each for each in guests if each.person_id == activity.person_id), next(iter(guests), None))
    values = filled(
        date=day,
        account=organization.name if organization else met.email if met else "",
        type=usual_type("Rendez-vous", access.language),
        contact=(met.name or met.email) if met else "",
        source="Pipedrive",
        id=activity.id,
    )
    domain = site_of(organization.website) if organization else None
    return Record(0, values, activity.id, domain, organization.id if organization else None)


def _held(activity: Activity, company: Company, now: datetime) -> date | None:
    """The day on which an activity was due, or was ticked off if that was before."""
    due, ticked = activity.due_date, company.day(activity.marked_as_done_time)
    try:
        at = time.fromisoformat(activity.due_time)
        day = company.day(datetime.combine(date.fromisoformat(due), at, UTC).isoformat())
    except ValueError:
        day = company.day(due)
    return ticked if day is None or day > now.astimezone(company.zone).date() else day


def _state(now: Mapping[str, str]) -> str:
    return now["status"] if now["status"] in ENDS else now["stage_id"]


def _offset(text: str) -> timedelta:
    try:
        return datetime.strptime(text, "%z").utcoffset() or timedelta()
    except ValueError:
        return timedelta()
