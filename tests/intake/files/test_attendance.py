"""Lists of who came to webinars and meetings: one interaction for each person of another company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from abm_sheets.errors.incoming import RequiredColumnsError
from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.fields import default_vocabulary
from abm_sheets.intake.files.proposal import propose
from abm_sheets.intake.files.text import parse_grid
from tests.intake.files.reading import column, read, reasons

WEBINAR = {"type": "webinaire"}
LISTS = {
    "Teams, English": (
        """
        Meeting title\tProject review
        Start time\t10/1/26, 9:58:12 AM

        Name\tFirst Join\tEmail\tRole
        Karim Benali\t10/1/26, 9:58:12 AM\tkarim@ours-test.com\tOrganizer
        Sophie Garnier\t10/1/26, 9:59:00 AM\tsophie@ours-test.com\tAttendee
        Claire Martin (Guest)\t10/1/26, 10:01:00 AM\tc.martin@alize.fr\tAttendee
        """,
        {"type": "meeting"},
        (date(2026, 10, 1), "meeting", "Project review", "Claire Martin"),
    ),
    "Zoom, a meeting": (
        """
        Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes)
        912,"Point projet",10/01/2026 09:58:12 AM,10/01/2026 11:02:40 AM,karim@ours-test.com,64

        Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
        Sophie Garnier,sophie@ours-test.com,10/01/2026 09:58:12 AM,10/01/2026 11:02:40 AM,64,No
        Claire Martin,c.martin@alize.fr,10/01/2026 10:01:00 AM,10/01/2026 10:20:00 AM,19,Yes
        Claire Martin,c.martin@alize.fr,10/01/2026 10:22:00 AM,10/01/2026 11:02:00 AM,40,Yes
        """,
        WEBINAR,
        (date(2026, 10, 1), "webinaire", "Point projet", "Claire Martin"),
    ),
    "a day that people say, and no name": (
        "E-mail;Présent\nc.martin@alize.fr;oui\n",
        {**WEBINAR, "date": "01/10/2026", "Contenu": "Sobriété"},
        (date(2026, 10, 1), "webinaire", "Sobriété", "c.martin@alize.fr"),
    ),
    "a title that tells the type": (
        "Event title,Email,Session date,Attended\nWebinaire : sobriété,c.martin@alize.fr,2026-10-01,yes\n",
        {},
        (date(2026, 10, 1), "Webinaire", "Webinaire : sobriété", "c.martin@alize.fr"),
    ),
    "a type on each row": (
        "Email,Join Time,Type,Name\nc.martin@alize.fr,2026-10-01 10:00,Démo,Claire\n",
        {},
        (date(2026, 10, 1), "Démo", None, "Claire"),
    ),
}


@pytest.mark.parametrize(("text", "constants", "told"), LISTS.values(), ids=LISTS)
def test_a_list_gives_the_meeting_s_day_type_and_title_and_who_came(
    text: str, constants: Mapping[str, str], told: tuple[object, ...]
) -> None:
    imported = read(text, constants=constants)

    (record,) = imported.records
    assert imported.recognised.source == "attendees"
    assert tuple(map(record.values.get, ("date", "type", "asset", "contact"))) == told
    assert (record.values["account"], record.domain) == ("alize.fr", "alize.fr")


def test_whoever_did_not_come_or_cannot_be_placed_is_left_out_with_a_reason() -> None:
    imported = read(
        """
        Name,Company,Email,Attended,Date
        Claire,,c.martin@alize.fr,Yes,2026-10-01
        Paul,,p.roux@boreal.fr,Registered,2026-10-01
        Léa,,lea@cime.fr,false,2026-10-01
        Jo,,jo@gmail.com,Yes,2026-10-01
        Max,Delta,max@gmail.com,Yes,2026-10-01
        Nom,,,Yes,2026-10-01
        Zoé,,z@echo.fr,Yes,
        """,
        constants=WEBINAR,
    )

    assert column(imported, "account") == ["alize.fr", "Delta"]
    assert reasons(imported) == [
        (3, "not_attended"),
        (4, "not_attended"),
        (5, "free_mail"),
        (7, "no_company"),
        (8, "missing_value"),
    ]


def test_the_same_list_again_is_the_same_interactions() -> None:
    first = read("Email,Join Time,Topic\nC.Martin@alize.fr,2026-10-01 10:00,Sobriété\n", constants=WEBINAR)
    again = read(
        "E-mail;Heure d'arrivée;Sujet\nc.martin@alize.fr;01/10/2026 11:30;SOBRIÉTÉ\n", constants=WEBINAR
    )

    assert column(first, "id") == column(again, "id")


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Email,Join Time\na@alize.fr,2026-10-01\n", "Type"),
        ("Email,Attended,Type\na@alize.fr,Yes,x\n", "Date"),
    ],
)
def test_what_nothing_tells_of_a_meeting_is_asked_for(text: str, lacking: str) -> None:
    with pytest.raises(RequiredColumnsError, match=rf"pour {lacking}.*--set type=webinaire"):
        read(text)


@pytest.mark.parametrize(("today", "held"), [(date(2026, 10, 5), 1), (date(2026, 10, 4), 0), (None, 1)])
def test_a_meeting_counts_from_its_day_on(today: date | None, held: int) -> None:
    text = "Invitee Email,Event Type Name,Start Date & Time\nc@alize.fr,Demo,2026-10-05 10:00 am\n"
    grid = parse_grid(text.encode(), "x.csv")
    imported = read_records(grid, replace(propose(grid), today=today), default_vocabulary("fr"))

    assert len(imported.records) == held
    assert len(imported.rejected) == 1 - held
