"""Which header is which of our columns, and what people say of those that are not known."""

from __future__ import annotations

import pytest

from abm_sheets.errors.incoming import ColumnNotFoundError, HeaderNotFoundError
from abm_sheets.intake.files.headings import Repeated, Unknown, id_field
from abm_sheets.intake.files.proposal import Proposal, propose
from abm_sheets.intake.files.recognition import Answers
from abm_sheets.intake.files.text import parse_grid


def _propose(
    header: str, source: str = "accounts", answers: Answers | None = None, **remembered: Answers
) -> Proposal:
    return propose(parse_grid(f"{header}\nx\n".encode(), "x.csv"), source, answers, remembered)


def test_headers_that_nothing_is_known_of_come_with_columns_like_them() -> None:
    columns = _propose("Compte;Secteur d'activités;Zone;Domaine web").columns

    assert columns.positions == {"account": [0]}
    assert columns.unknown == [
        Unknown("Secteur d'activités", ["industry"]),
        Unknown("Zone", []),
        Unknown("Domaine web", ["domains"]),
    ]
    assert columns.aside == [1, 2, 3]


@pytest.mark.parametrize("name", ["industry", "Secteur", "SECTOR", "secteur d’activité"])
def test_people_name_our_columns_as_they_like(name: str) -> None:
    proposal = _propose("Compte;Branche", answers={"branche ": name})

    assert proposal.columns.positions == {"account": [0], "industry": [1]}
    assert proposal.columns.unknown == []


def test_an_answer_comes_before_what_the_names_say() -> None:
    proposal = _propose("Compte;Secteur;Branche", answers={"Branche": "industry"})

    assert proposal.columns.positions["industry"] == [2]
    assert proposal.columns.aside == [1]
    assert proposal.columns.unknown == []


def test_a_header_may_be_said_to_be_of_no_use_or_to_hold_the_record_s_id() -> None:
    proposal = _propose("Compte;Secteur;Réf", answers={"Secteur": None, "Réf": "record_id"})

    assert proposal.columns.positions == {"account": [0], "record_id": [2]}
    assert proposal.columns.aside == [1]


@pytest.mark.parametrize("rows", ["A;x;x", "A;x;\nB;;y", ""])
def test_columns_with_the_same_header_and_no_contradiction_are_one(rows: str) -> None:
    columns = propose(parse_grid(f"Compte;Secteur;secteur \n{rows}\n".encode(), "x.csv"), "accounts").columns

    assert columns.positions == {"account": [0], "industry": [1, 2]}
    assert columns.repeated == []


def test_of_columns_with_the_same_header_and_other_values_one_must_be_named_by_its_letter() -> None:
    grid = parse_grid(b"Compte;Secteur;secteur\nA;x;y\n", "x.csv")
    columns = propose(grid, "accounts").columns

    assert columns.repeated == [Repeated("industry", "Secteur", ["B", "C"])]
    assert columns.unknown == [Unknown("B", ["industry"]), Unknown("C", ["industry"])]
    answered = propose(grid, "accounts", {"c": "Secteur"}).columns
    assert answered.positions == {"account": [0], "industry": [2]}
    assert (answered.repeated, answered.aside) == ([], [1])


def test_a_column_without_header_is_asked_about_where_it_holds_something() -> None:
    grid = parse_grid(b"Compte;;Secteur;\nA;12;x;\n", "x.csv")

    assert propose(grid).columns.unknown == [Unknown("B", ["domains", "size", "tier"])]
    assert propose(grid, answers={"B": "size"}).columns.positions["size"] == [1]


def test_a_header_shorter_than_all_its_rows_lacks_the_last_headers() -> None:
    grid = parse_grid(b"Compte;Secteur\nA;x;12\nB;y;13\n", "x.csv")

    assert propose(grid).columns.unknown == [Unknown("C", ["domains", "size", "tier"])]


@pytest.mark.parametrize(
    ("tab", "header", "field"),
    [
        ("opportunities", "Deal - Pipedrive System ID", "id"),
        ("opportunities", "Id", "id"),
        ("opportunities", "Identifiant de l'affaire", "id"),
        ("opportunities", "ID de fiche d'informations", "id"),
        ("opportunities", "Associated Company IDs (Primary)", "company_id"),
        ("opportunities", "AccountId", "company_id"),
        ("opportunities", "ID de l'entreprise", "company_id"),
        ("opportunities", "Deal owner ID", None),
        ("opportunities", "Pipeline ID", None),
        ("opportunities", "Identité", None),
        ("accounts", "Identifiant du compte", "record_id"),
        ("accounts", "Parent Company ID", None),
        ("interactions", "Activity ID", "id"),
        ("marketing_costs", "ID", None),
    ],
)
def test_the_header_of_an_id_is_known_by_its_shape(tab: str, header: str, field: str | None) -> None:
    assert id_field(tab, header) == field


def test_what_a_plan_calls_a_field_people_may_call_it_too() -> None:
    positions = _propose("Compte;Créée le;statut", "opportunities", {"statut": "issue de l'affaire"}).columns

    assert positions.positions["status"] == [2]
    assert _propose("a;b", answers={"a": "the account's domain"}).columns.positions == {"domain": [0]}


def test_several_headers_of_a_column_are_in_the_order_of_their_names() -> None:
    header = "Deal - Title;Deal - Stage;Deal - Expected close date;Deal - Lost time;Deal - Won time"

    assert _propose(header, "pipedrive_deals").columns.positions["closed"] == [4, 3]


def test_what_is_remembered_counts_where_its_header_is_there() -> None:
    remembered = {"Branche": "industry", "Absent": "size", "Vieux": "no column any more", "Compte": None}
    proposal = _propose("Compte;Branche;Effectif;Vieux", answers={"Compte": "account"}, accounts=remembered)

    assert proposal.columns.positions == {"account": [0], "industry": [1], "size": [2]}


def test_an_answer_about_a_header_that_is_not_there_is_told() -> None:
    with pytest.raises(HeaderNotFoundError, match=r"Branche.* n'est pas un en-tête .* ce sont Compte, X\."):
        _propose("Compte;;X", answers={"Branche": "industry"})


def test_an_answer_that_names_no_column_is_told_with_those_there_are() -> None:
    with pytest.raises(ColumnNotFoundError) as told:
        _propose("Compte;X", answers={"X": "stage"})
    assert "Compte, Domaines, Secteur" in told.value.sentence("fr")
    assert "Account, Domains, Industry" in told.value.sentence("en")


def test_columns_that_every_row_needs_are_missing_until_they_are_mapped() -> None:
    header = "Nom du deal;Phase de la transaction;Client"

    assert _propose(header, "hubspot_deals").missing == ["account", "created"]
    answers = {"Client": "Compte", "Nom du deal": "created"}
    assert _propose(header, "hubspot_deals", answers).missing == []


def test_a_status_stands_for_a_stage() -> None:
    assert _propose("Deal - Status;Deal - Title", "pipedrive_deals").missing == ["account", "created"]


def test_a_file_owns_what_its_source_gives_and_what_people_mapped() -> None:
    proposal = _propose("Record ID;Company name;Industry;Zone", "hubspot_companies", {"Zone": "tier"})

    assert proposal.owned({"account", "size"}) == ["industry", "size", "tier"]


def test_a_file_never_owns_the_name_of_an_account() -> None:
    assert _propose("Client;Secteur", answers={"Client": "account"}).owned(set()) == ["industry"]
