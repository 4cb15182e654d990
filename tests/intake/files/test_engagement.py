"""Counts of what companies did, as interactions: dated, one for each company, period and kind."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.errors.incoming import PeriodNotFoundError
from tests.intake.files.reading import column, read, reasons

TITLES = """
    Company Engagement Report (in UTC)
    Report Start:\t{start}
    Report End:\t{end}

"""
HEADER = (
    "Company Name\tMembers targeted\tPaid Impressions\tPaid Clicks\tPaid Engagements\tOrganic Engagements"
)
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


def test_impressions_are_never_interactions() -> None:
    imported = read(f"{HEADER}\nAlizé\t120\t12,345\t0\t0\t-1\n", period=SEPTEMBER)

    assert imported.records == []
    assert reasons(imported) == [(2, "no_engagement")]
    assert [each.header for each in imported.ignored] == ["Members targeted", "Paid Impressions"]


def test_each_kind_of_engagement_is_one_interaction_however_often_it_was() -> None:
    imported = read(f"{HEADER}\nAlizé SA\t120\t9\t0\t1,200\t1\n", period=SEPTEMBER)

    assert [dict(record.values) for record in imported.records] == [
        {
            "date": date(2026, 9, 30),
            "account": "Alizé SA",
            "type": "LinkedIn",
            "asset": "Publicités LinkedIn : engagements du 01/09/2026 au 30/09/2026",
            "source": "LinkedIn Campaign Manager : 1 200 engagements",
            "id": "linkedin:paid_engagements:2026-09-01:2026-09-30:alize",
        },
        {
            "date": date(2026, 9, 30),
            "account": "Alizé SA",
            "type": "LinkedIn",
            "asset": "Page LinkedIn : engagements du 01/09/2026 au 30/09/2026",
            "source": "LinkedIn Campaign Manager : 1 engagement",
            "id": "linkedin:organic_engagements:2026-09-01:2026-09-30:alize",
        },
    ]
    assert [record.row for record in imported.records] == [2, 2]


def test_clicks_count_where_no_engagement_holds_them() -> None:
    text = f"{HEADER}\nAlizé\t\t\t3\t5\t\nBoréal\t\t\t3\t\t2\nCime\t\t\t3\t0\t\n"

    kinds = [str(each).split(":")[1] for each in column(read(text, period=SEPTEMBER), "id")]
    assert kinds == ["paid_engagements", "paid_clicks", "organic_engagements", "paid_clicks"]


def test_the_same_report_again_is_the_same_interactions() -> None:
    first = read(f"{HEADER}\nAlizé Énergie SAS\t\t\t3\t\t\n", period=SEPTEMBER)
    again = read(f"{HEADER}\nBoréal\t\t\t1\t\t\nALIZE ENERGIE\t\t\t4\t\t\n", period=SEPTEMBER)

    assert set(column(first, "id")) < set(column(again, "id"))


def test_of_two_rows_of_a_company_the_first_that_did_something_counts() -> None:
    text = f"{HEADER}\nAlizé\t\t\t0\t\t\nAlizé SA\t\t\t3\t\t\nAlizé SAS\t\t\t4\t\t\n"
    imported = read(text, period=SEPTEMBER)

    assert column(imported, "account") == ["Alizé SA"]
    assert reasons(imported) == [(2, "no_engagement"), (4, "repeated_record")]
    assert imported.rejected[1].first == 3


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("September 1, 2026, 12:00 AM", "September 30, 2026, 11:59 PM"),
        ("2026-09-01", "2026-09-30"),
        ("9/1/2026", "9/30/2026"),
        ("01/09/2026", "30/09/2026"),
    ],
)
def test_the_lines_above_the_header_tell_the_period(start: str, end: str) -> None:
    imported = read(f"{TITLES.format(start=start, end=end)}{HEADER}\nAlizé\t\t\t3\t\t\n")

    assert imported.recognised.period == SEPTEMBER
    assert column(imported, "date") == [date(2026, 9, 30)]
    assert [line.row for line in imported.above] == [1, 2, 3]


def test_a_date_parted_at_its_commas_is_one_date() -> None:
    titles = "Report Start: September 1, 2026, 12:00 AM\nReport End: September 30, 2026\n\n"
    imported = read(f"{titles}Company Name,Paid Clicks\nAlizé,3\n")

    assert imported.recognised.period == SEPTEMBER


def test_rows_may_have_a_period_of_their_own() -> None:
    text = """
        Company Name;Start Date;End Date;Paid Clicks
        Alizé;01/09/2026;15/09/2026;3
        Alizé;;30/09/2026;3
        Boréal;;;3
        Cime;x;30/09/2026;3
    """
    imported = read(text)

    assert column(imported, "date") == [date(2026, 9, 15), date(2026, 9, 30)]
    assert column(imported, "id")[1] == "linkedin:paid_clicks:2026-09-30:2026-09-30:alize"
    assert reasons(imported) == [(4, "missing_value"), (5, "invalid_date")]
    assert imported.rejected[0].header == "End Date"


def test_a_row_without_a_period_has_the_file_s() -> None:
    imported = read("Company Name;End Date;Paid Clicks\nAlizé;;3\n", period=SEPTEMBER)

    assert column(imported, "date") == [date(2026, 9, 30)]


@pytest.mark.parametrize(
    "titles", ["", TITLES.format(start="2026-09-30", end="2026-09-01"), TITLES.format(start="x", end="y")]
)
def test_a_period_that_nothing_tells_is_asked_for(titles: str) -> None:
    with pytest.raises(PeriodNotFoundError, match="--period"):
        read(f"{titles}{HEADER}\nAlizé\t\t\t3\t\t\n")


def test_what_is_no_count_is_refused() -> None:
    text = f"{HEADER}\nAlizé\t\t\tx\t\t\nBoréal\t\t\t1.5\t\t\n\t\t\t3\t\t\n"

    assert reasons(read(text, period=SEPTEMBER)) == [
        (2, "invalid_number"),
        (3, "invalid_count"),
        (4, "missing_value"),
    ]


def test_the_company_s_site_helps_to_find_the_account() -> None:
    text = "Company Name;Website;Paid Clicks\nAlizé;https://www.alize.fr;3\nBoréal;gmail.com;1\n"

    assert [record.domain for record in read(text, period=SEPTEMBER).records] == ["alize.fr", None]


def test_interactions_are_told_in_the_workbook_s_language() -> None:
    imported = read(f"{HEADER}\nAlizé\t\t\t1\t\t\n", period=SEPTEMBER, language="en")

    assert column(imported, "asset") == ["LinkedIn ads: clicks from 09/01/2026 to 09/30/2026"]
    assert column(imported, "source") == ["LinkedIn Campaign Manager: 1 click"]
