"""What an import changes, keeps and rejects: only what the source owns, and never what people corrected."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.errors.incoming import ImportFileError, InputColumnMissingError, InputTabMissingError
from abm_sheets.workbook.interface import Snapshot
from tests.intake.importing import Import, cells, counts
from tests.sheets import snapshot

ACCOUNTS = """
    account | domains  | industry | size | targeted | sales_owner | Note
    Alizé   | alize.fr | Énergie  | 250  |          |             | vip
    Boréal  |          |          |      | TRUE     | Sophie      |
"""
DEALS = """
    id | account | name    | amount | stage       | created    | closed     | Suivi
    D1 | Alizé   | Renfort | 1000   | Proposition | 2026-09-01 |            | à relancer
       | Boréal  | Refonte | 2000   | Gagnée      | 2026-08-01 | 2026-09-10 |
"""
COMPANIES = """
    Record ID;Company name;Company Domain Name;Industry;Number of Employees;Company owner
    1;Alizé SAS;www.alize.fr;Energy;300;Karim
    2;Boréal;boreal.fr;Software;50;
    3;Cobalt;cobalt.fr;;;Karim
"""


def book(locale: str = "fr_FR", **tabs: str) -> Import:
    return Import.of(snapshot(locale, **tabs))


def test_rows_are_new_changed_or_left_as_they_are() -> None:
    made = book(accounts=ACCOUNTS)

    plan = made.plan(made.read(COMPANIES))

    assert counts(plan) == (1, 2, 0, 0)
    assert [record.values["account"] for record in plan.new] == ["Cobalt"]
    assert cells(plan.rows) == [
        (2, "sales_owner", None, "Karim"),
        (3, "domains", None, "boreal.fr"),
        (3, "industry", None, "Software"),
        (3, "size", None, "50"),
    ]
    assert cells(plan.rows, "conflicts") == [(2, "industry", "Énergie", "Energy"), (2, "size", "250", "300")]


def test_an_import_changes_only_what_is_its_own() -> None:
    made = book(accounts=ACCOUNTS)

    made.apply(made.read(COMPANIES))

    assert made.rows("Comptes") == [
        "account | domains | industry | size | targeted | sales_owner | Note",
        "Alizé | alize.fr | Énergie | 250 |  | Karim | vip",
        "Boréal | boreal.fr | Software | 50 | TRUE | Sophie",
        "Cobalt | cobalt.fr |  |  |  | Karim",
    ]


@pytest.mark.parametrize("overwrite", [False, True])
def test_the_same_file_twice_changes_nothing(*, overwrite: bool) -> None:
    made = book(accounts=ACCOUNTS)
    made.apply(made.read(COMPANIES), overwrite=overwrite)
    before = made.rows("Comptes")

    plan, outcome = made.apply(made.read(COMPANIES), overwrite=overwrite)

    assert counts(plan) == (0, 0, 3, 0)
    assert (outcome.added, outcome.changed, outcome.is_whole) == (0, 0, True)
    assert made.rows("Comptes") == before


LATER = {
    "the source changed it": ("Karim", "Léa", "changes"),
    "people corrected it": ("Sophie", "Karim", "conflicts"),
    "both did": ("Sophie", "Léa", "conflicts"),
    "people emptied it": ("", "Karim", "conflicts"),
    "people said the same as the source": ("Léa", "Léa", None),
    "the source is blank now": ("Karim", "", None),
    "only the spaces differ": ("Karim ", "Karim", None),
}


@pytest.mark.parametrize("what", LATER)
def test_a_correction_is_told_from_an_old_import(what: str) -> None:
    typed, given, kind = LATER[what]
    made = book(accounts="account | sales_owner")
    made.apply(made.read("Record ID;Company name;Company owner\n1;Alizé;Karim"))
    made.workbook.snapshot = snapshot("fr_FR", accounts=f"account | sales_owner\n Alizé | {typed}")

    plan = made.plan(made.read(f"Record ID;Company name;Company owner\n1;Alizé;{given}"))

    found = {name: cells(plan.rows, name) for name in ("changes", "conflicts") if cells(plan.rows, name)}
    assert found == ({} if kind is None else {kind: [(2, "sales_owner", typed.strip() or None, given)]})
    assert counts(plan)[0] == 0


def test_a_conflict_is_shown_until_it_is_settled() -> None:
    made = book(accounts="account | sales_owner\n Alizé | Sophie")
    file = "Record ID;Company name;Company owner\n1;Alizé;Karim"
    for _ in range(2):
        plan, _ = made.apply(made.read(file))
        assert cells(plan.rows, "conflicts") == [(2, "sales_owner", "Sophie", "Karim")]

    made.apply(made.read(file), overwrite=True)
    plan, _ = made.apply(made.read(file.replace("Karim", "Léa")))

    assert cells(plan.rows) == [(2, "sales_owner", "Karim", "Léa")]


def test_what_a_source_never_owns_is_not_changed_even_by_overwriting() -> None:
    made = book(accounts="account | domains\n Alizé | alize.fr")

    plan = made.plan(made.read("Record ID;Company name;Domain\n1;Alizé Énergie;alize.fr"), overwrite=True)

    assert counts(plan) == (0, 0, 1, 0)


MEANT = {
    "a legal form": ("Alizé SAS", "Alizé", "Alizé"),
    "a domain": ("lea@alize.fr", "Alizé", "Alizé"),
    "letters' case": ("ALIZÉ", "Alizé", "Alizé"),
}


@pytest.mark.parametrize("what", MEANT)
def test_an_account_named_otherwise_is_the_same(what: str) -> None:
    typed, given, _ = MEANT[what]
    made = book(
        accounts="account | domains\n Alizé | alize.fr",
        opportunities=f"id | account | stage | created\n D1 | {typed} | Gagnée | 2026-09-01",
    )

    plan = made.plan(made.read(f"Identifiant;Compte;Étape;Créée le\nD1;{given};gagnee;01/09/2026"))

    assert counts(plan) == (0, 0, 1, 0)
    assert cells(plan.rows, "conflicts") == []


def test_domains_that_people_added_are_kept_and_no_conflict() -> None:
    made = book(accounts="account | domains\n Alizé | alize.fr, alize.com")

    plan = made.plan(made.read("Record ID;Company name;Domain\n1;Alizé;alize.fr"))

    assert (counts(plan), cells(plan.rows, "conflicts")) == ((0, 0, 1, 0), [])


FLAGS = {
    "blank and yes": ("", "true", None, ""),
    "blank and no": ("", "false", "changes", "non"),
    "a word and its contrary": ("oui", "false", "conflicts", "oui"),
    "ticked and no": ("TRUE", "false", "conflicts", "TRUE"),
}


@pytest.mark.parametrize("what", FLAGS)
def test_a_blank_answer_means_yes_and_answers_are_written_as_people_do(what: str) -> None:
    typed, given, kind, written = FLAGS[what]
    made = book(accounts=f"account | industry | targeted\n Alizé | x | {typed}")

    plan, _ = made.apply(made.read(f"Record ID;Company name;Target Account\n1;Alizé;{given}"))

    assert [name for name in ("changes", "conflicts") if cells(plan.rows, name)] == ([kind] if kind else [])
    assert made.rows("Comptes")[1] == f"Alizé | x | {written}".rstrip(" |")


def test_where_people_tick_boxes_answers_are_boxes() -> None:
    made = book(accounts="account | targeted\n Alizé | TRUE")

    made.apply(made.read("Record ID;Company name;Target Account\n1;Boréal;false"))

    assert made.rows("Comptes")[2] == "Boréal | FALSE"


def test_deals_are_known_by_their_id_then_by_account_and_name() -> None:
    made = book(opportunities=DEALS)

    plan, _ = made.apply(
        made.read(
            """
            Deal - ID;Deal - Title;Deal - Organization;Deal - Value;Deal - Status;Deal - Stage;Deal - Add time
            D1;Renfort 2;Alizé;1500;won;Proposition;2026-09-01
            D2;Refonte;Boréal SAS;2000;won;Proposition;2026-08-01
            D3;Refonte;Boréal;9;open;Proposition;2026-08-02
            """
        )
    )

    assert [(row.match.record.row, row.match.tier.name) for row in plan.rows] == [(2, "id"), (3, "name")]
    assert [(each.row, each.reason) for each in plan.refused] == [(4, "same_row")]
    assert cells(plan.rows, "conflicts") == [
        (2, "name", "Renfort", "Renfort 2"),
        (2, "amount", 1000.0, 1500),
        (2, "stage", "Proposition", "Gagnée"),
    ]


def test_interactions_without_an_id_are_known_by_all_they_say() -> None:
    made = book(
        interactions="""
        date       | account | type      | asset | contact
        2026-09-01 | Alizé   | Webinaire | Guide | Léa
        2026-09-01 | Alizé   | Webinaire | Guide | Léa
        """
    )
    file = """
        Date;Compte;Type;Contenu;Contact
        01/09/2026;alizé sas;webinaire;guide;Léa
        01/09/2026;Alizé;Webinaire;Guide;Léa
        01/09/2026;Alizé;Webinaire;Guide;Léa
        01/09/2026;Alizé;Webinaire;Guide;Ugo
    """

    plan, _ = made.apply(made.read(file))

    assert counts(plan) == (2, 0, 2, 0)
    assert counts(made.plan(made.read(file))) == (0, 0, 4, 0)


def test_cost_lines_that_are_alike_are_as_many_as_the_file_has() -> None:
    made = book(marketing_costs="date | label | amount")
    file = "Date;Libellé;Montant\n01/09/2026;Salon;100\n01/09/2026;Salon;100"

    made.apply(made.read(file, "marketing_costs"))

    assert len(made.rows("Coûts marketing")) == 3
    assert counts(made.plan(made.read(file, "marketing_costs"))) == (0, 0, 2, 0)


NATURAL = {
    "stages": (
        "stage | kind | team",
        "Étape;Nature;Équipe\nDémo;ouverte;Ventes\ngagnée;gagnée;Ventes",
        (1, 1, 0, 0),
    ),
    "targets": ("metric | quarter | target", "Indicateur;Trimestre;Objectif\nROI;2026-T3;2", (1, 0, 0, 0)),
}


@pytest.mark.parametrize("tab", NATURAL)
def test_other_tabs_are_known_by_what_names_their_rows(tab: str) -> None:
    header, file, expected = NATURAL[tab]
    rows = "\n gagnée | gagnée |" if tab == "stages" else ""
    made = book(**{tab: header + rows})

    plan, _ = made.apply(made.read(file, tab))

    assert counts(plan) == expected
    assert counts(made.plan(made.read(file, tab)))[:2] == (0, 0)


def test_columns_that_the_tab_lacks_are_told() -> None:
    made = book(accounts="account | domains")

    assert made.plan(made.read(COMPANIES)).unplaced == ["industry", "size", "sales_owner"]


def test_a_tab_or_a_column_that_is_not_there_is_named() -> None:
    made = Import.of(snapshot("fr_FR", accounts="account", opportunities=None))
    with pytest.raises(InputTabMissingError):
        made.plan(made.read("Deal Name;Deal Stage;Associated Company;Create Date\nX;Y;Z;2026-01-01"))

    made = Import.of(snapshot("fr_FR", accounts="account", opportunities="account | stage"))
    with pytest.raises(InputColumnMissingError):
        made.plan(made.read("Deal Name;Deal Stage;Associated Company;Create Date\nX;Y;Z;2026-01-01"))


def test_the_workbook_s_own_locale_reads_its_cells() -> None:
    deals = "id | account | amount | stage | created\n D1 | Alizé | '1 234,50 € | x | '03/04/2026"
    made = book(opportunities=deals)

    plan = made.plan(made.read("Identifiant;Compte;Montant;Étape;Créée le\nD1;Alizé;1234,50;x;03/04/2026"))

    assert cells(plan.rows, "conflicts") == []


def test_an_unreadable_cell_is_a_conflict_and_not_a_blank() -> None:
    deals = "id | account | amount | stage | created\n D1 | Alizé | environ mille | x | 2026-04-03"
    made = book(opportunities=deals)

    plan = made.plan(made.read("Identifiant;Compte;Montant;Étape;Créée le\nD1;Alizé;1000;x;03/04/2026"))

    assert cells(plan.rows, "conflicts") == [(2, "amount", "environ mille", 1000)]


words = st.sampled_from(
    ["", "Alizé", "alize sas", "Boréal", "Cobalt", "x", "12", "=1", "alize.fr", "a;b", "#N/A", "é" * 9]
)
tables = st.lists(st.lists(words, min_size=1, max_size=6), min_size=1, max_size=8)


@given(
    there=tables,
    file=tables,
    header=st.sampled_from(["Record ID;Company name;Domain;Industry", "Compte;Secteur;Taille"]),
    overwrite=st.booleans(),
)
def test_every_record_is_new_changed_unchanged_or_refused(
    there: list[list[str]], file: list[list[str]], header: str, *, overwrite: bool
) -> None:
    rows = [["account", "domains", "industry", "size", "Note"], *there]
    tabs: Snapshot = snapshot("fr_FR", accounts=rows)
    made = Import.of(tabs)
    text = "\n".join([header, *(";".join(each.replace(";", ",") for each in row) for row in file)])
    try:
        imported = made.read(text)
    except ImportFileError:
        return

    plan, outcome = made.apply(imported, overwrite=overwrite)

    assert sum(counts(plan)) == len(imported.records)
    assert plan.rejected == imported.rejected
    assert all(row.match.record in imported.records for row in plan.rows)
    assert outcome.is_whole
    for position, name in enumerate(rows[0]):
        if name in {"account", "Note"}:
            now = made.workbook.snapshot.tabs[0].columns[position]
            assert list(now)[: len(rows)] == [row[position] if position < len(row) else None for row in rows]
    again = made.plan(made.read(text), overwrite=overwrite)
    assert (len(again.new), len(again.changed)) == (0, 0)


def test_an_amount_stays_in_its_currency_under_a_header_that_tells_another() -> None:
    made = book(marketing_costs="date | label | Montant (USD)\n")
    file = "Date;Libellé;Montant\n05/10/2026;Pub;100 €\n05/10/2026;Salon;100 USD\n05/10/2026;Pub;30\n"

    made.apply(made.read(file, "marketing_costs"))
    again, _ = made.apply(made.read(file, "marketing_costs"))

    assert made.rows("Coûts marketing") == [
        "date | label | Montant (USD)",
        "46300 | Pub | 100 EUR",
        "46300 | Salon | 100",
        "46300 | Pub | 30",
    ]
    assert counts(again)[:2] == (0, 0)


def test_a_company_called_total_is_imported_once() -> None:
    made = book()
    file = "Record ID;Company name;Company Domain Name\n1;Total;\n2;Cobalt;cobalt.fr\n"
    made.apply(made.read(file))

    again, _ = made.apply(made.read(file))

    assert counts(again) == (0, 0, 2, 0)


def test_a_close_date_is_expected_while_the_deal_is_open_and_the_closing_one_once_it_is_won() -> None:
    made = book(accounts=ACCOUNTS, opportunities="id | account | stage | created | expected | closed")
    export = """
        Opportunity ID;Opportunity Name;Account Name;Stage;Close Date;Created Date
        006000000012abCAAQ;Lot 1;Alizé;{stage};{day};2026-09-01
    """

    begun, _ = made.apply(made.read(export.format(stage="Negotiation", day="2026-12-15")))
    ended = made.plan(made.read(export.format(stage="Closed Won", day="2026-11-30")))

    assert begun.new[0].values["expected"] == date(2026, 12, 15)
    assert "closed" not in begun.new[0].values
    assert cells(ended.rows) == [
        (2, "stage", "Negotiation", "Gagnée"),
        (2, "closed", None, date(2026, 11, 30)),
    ]
