"""Whose a file is, by its header, wherever it stands; never by a guess."""

from __future__ import annotations

import pytest

from abm_sheets.errors.incoming import NoSuchSourceError, SourceNotRecognisedError
from abm_sheets.intake.files.proposal import propose
from abm_sheets.intake.files.text import parse_grid
from abm_sheets.intake.sources import source_keys

HEADERS = {
    "Record ID,Company name": "hubspot_companies",
    "Company name,Company Domain Name,City": "hubspot_companies",
    "record id;COMPANY NAME;industry": "hubspot_companies",
    "Deal Name,Deal Stage,Amount": "hubspot_deals",
    "Record ID,Deal Name,Deal Stage,Company name": "hubspot_deals",
    "Account Name,Account ID,Website": "salesforce_accounts",
    "Opportunity Name,Account Name,Account Owner,Stage,Amount,Close Date": "salesforce_opportunities",
    "Organization - Name,Organization - ID": "pipedrive_organizations",
    "Deal - Title*,Deal - Status,Organization - Name": "pipedrive_deals",
    "Account Name,LinkedIn Company URL,Industry": "linkedin_sales_navigator",
    "Company Name,Members targeted,Paid Clicks": "linkedin_company_engagement",
    "Company Name,LinkedIn URL,Paid Clicks,Paid Impressions": "linkedin_company_engagement",
    "Compte;Domaines;Secteur": "accounts",
    "Account": "accounts",
    "Date;Compte;Type;Contenu": "interactions",
    "ID;Account;Stage;Created on;Amount": "opportunities",
}


@pytest.mark.parametrize(("header", "source"), HEADERS.items())
def test_a_source_is_recognised_by_its_header(header: str, source: str) -> None:
    assert propose(parse_grid(f"{header}\nx\n".encode(), "x.csv")).source.key == source


def test_a_header_is_found_under_titles() -> None:
    text = "Deals\n\nExported, by K. B.\nDeal Name,Deal Stage,Amount\nAlizé,closedwon,12\n"
    proposal = propose(parse_grid(text.encode(), "x.csv"))

    assert proposal.heading.row == 3
    assert proposal.heading.headers == ["Deal Name", "Deal Stage", "Amount"]


@pytest.mark.parametrize(
    "header",
    [
        "Prénom,Nom,Entreprise,E-mail",
        "Record ID,First Name,Last Name,Company name",
        "Account,Phone",
        "a,b,c",
    ],
    ids=["French contacts", "contacts of HubSpot", "one header of ours", "nothing"],
)
def test_a_file_of_something_else_is_not_recognised(header: str) -> None:
    with pytest.raises(SourceNotRecognisedError) as told:
        propose(parse_grid(f"{header}\nx\n".encode(), "x.csv"))
    assert "hubspot_deals, salesforce_accounts" in told.value.sentence("en")


def test_of_two_sources_as_likely_people_choose() -> None:
    grid = parse_grid("Date;Libellé;Montant\n01/09/2026;Salon;12\n".encode(), "x.csv")

    with pytest.raises(SourceNotRecognisedError, match="au choix marketing_costs, sales_costs"):
        propose(grid)
    assert propose(grid, "sales_costs").source.tab == "sales_costs"


@pytest.mark.parametrize("name", ["accounts", "Comptes", "target accounts", "actions", "Réglages"])
def test_a_source_may_be_named_as_a_tab_is(name: str) -> None:
    grid = parse_grid(b"a,b\n1,2\n", "x.csv")

    assert propose(grid, name).source.key in source_keys()


@pytest.mark.parametrize("name", ["zoho", "", "Tableau de bord"])
def test_a_source_that_is_none_is_told(name: str) -> None:
    with pytest.raises(NoSuchSourceError, match="hubspot_companies"):
        propose(parse_grid(b"a,b\n1,2\n", "x.csv"), name)


def test_of_a_source_that_is_told_the_header_is_the_row_with_the_most_known_names() -> None:
    text = "Société;Étape\nà;jour\nEntreprise du deal;Phase de la transaction;Montant\nAlizé;x;12\n"
    grid = parse_grid(text.encode(), "x.csv")

    assert propose(grid, "hubspot_deals").heading.row == 2
    assert propose(grid, "linkedin_sales_navigator", {"Société": "Compte"}).heading.row == 0


def test_without_any_known_name_it_is_the_longest_row() -> None:
    grid = parse_grid(b"Report\nx,y,z\n1,2,3\n", "x.csv")

    assert propose(grid, "accounts").heading.headers == ["x", "y", "z"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("Deal Name,Deal Stage,Amount", "en"),
        ("Nom de la transaction,Phase de la transaction,Associated Company", "fr"),
        ("Account,Type,Date", "en"),
        ("Date,Type,Contact,Source,Compte", "fr"),
    ],
)
def test_the_headers_tell_the_language(header: str, language: str) -> None:
    assert propose(parse_grid(f"{header}\nx\n".encode(), "x.csv")).language == language


def test_where_they_tell_none_it_is_the_workbook_s() -> None:
    grid = parse_grid(b"a,b\n1,2\n", "x.csv")

    assert propose(grid, "accounts", language="en").language == "en"
