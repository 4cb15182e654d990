"""From cells to records: typed as the tab is, and every other row with its reason."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from abm_sheets.errors import UsageError
from abm_sheets.errors.incoming import (
    ColumnNotFoundError,
    InvalidConstantError,
    NothingToImportError,
    RepeatedHeaderError,
    RequiredColumnsError,
)
from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.fields import default_vocabulary
from abm_sheets.intake.files.grid import grid_of
from abm_sheets.intake.files.proposal import propose
from abm_sheets.intake.files.records import DOUBTS, NOTES, REJECTIONS, Noted, Record, Rejected
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.workbook.interface import Cell, CellError, Merged, Tab
from tests.intake.files.reading import column, read, reasons, rows

DEALS = "Identifiant;Compte;Montant;Étape;Créée le;Clôturée le"


def test_values_are_typed_and_blanks_left_out() -> None:
    imported = read(
        f"{DEALS}\n7; Alizé\u00a0;1 250,00;Gagnée;05/01/2026;31/03/2026\n8;Boréal;;Devis;06/01/2026;\n"
    )

    assert imported.records == [
        Record(
            2,
            {
                "id": "7",
                "account": "Alizé",
                "amount": 1250,
                "stage": "Gagnée",
                "created": date(2026, 1, 5),
                "closed": date(2026, 3, 31),
            },
            "7",
        ),
        Record(3, {"id": "8", "account": "Boréal", "stage": "Devis", "created": date(2026, 1, 6)}, "8"),
    ]
    assert imported.tab == "opportunities"
    assert imported.owned == ["account", "amount", "stage", "created", "closed"]


def test_a_workbook_s_cells_are_taken_as_they_are() -> None:
    columns: list[list[Cell]] = [
        ["Export"],
        ["", "Record ID", 9012345671.0, 8.0, 9.0],
        ["", "Deal Name", "Alizé", "Boréal", CellError("#N/A")],
        ["", "Deal Stage", "closedwon", "Devis", "Devis"],
        ["", "Company name", "Alizé", "Boréal", "Cime"],
        ["", "Amount", 1250.5, "1 200", 3],
        ["", "Create Date", datetime(2026, 1, 5, 9), date(2026, 5, 6), "x"],  # noqa: DTZ001 (a cell has no zone)
    ]
    grid = grid_of("deals.xlsx", Tab("Deals", columns))
    imported = read_records(grid, propose(grid), default_vocabulary("fr"))

    assert column(imported, "id") == ["9012345671", "8"]
    assert column(imported, "amount") == [1250.5, 1200]
    assert column(imported, "created") == [date(2026, 1, 5), date(2026, 5, 6)]
    assert reasons(imported) == [(5, "formula_error")]
    assert (imported.recognised.encoding, imported.recognised.header_row) == (None, 2)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    imported = read('Compte;Secteur\n=HYPERLINK("http://x");+33 1\n')

    assert imported.records[0].values == {"account": '=HYPERLINK("http://x")', "industry": "+33 1"}


def test_rows_that_are_no_rows_are_refused_and_shorter_ones_are_not() -> None:
    text = """
        Compte;Secteur;Effectif
        Alizé
        Boréal;Logiciels;50;;
        Cime;Conseil;50;de trop
        Compte;Secteur;Effectif
        "Delta;Énergie;250
        Écho;Logiciels;10
        Fjord";Bois
    """
    imported = read(text)

    assert column(imported, "account") == ["Alizé", "Boréal"]
    assert reasons(imported) == [(4, "too_many_cells"), (5, "repeated_header"), (6, "broken_quotes")]


def test_a_row_is_refused_for_one_reason_that_quotes_its_cell() -> None:
    imported = read(f"{DEALS}\n7;;x;;demain;\n")

    (refused,) = imported.rejected
    assert refused == Rejected(2, "invalid_number", "Montant", "x")
    assert refused.sentence("en") == "“Montant” holds “x”, which is no readable number."


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("Compte;Domaines\nAlizé;a.fr\nALIZE SAS;b.fr\n", [(3, "repeated_record")]),
        (
            "Record ID;Company name\n1;Alizé\n1;Boréal\n2;Alizé\n",
            [(3, "repeated_record"), (4, "repeated_record")],
        ),
        ("Record ID;Company name\n;Alizé\n;Boréal\n", []),
        (f"{DEALS}\n7;A;;x;05/01/2026;\n7;B;;x;05/01/2026;\n;C;;x;05/01/2026;\n", [(3, "repeated_record")]),
        ("Record ID;Company name\n1;\n1;Boréal\n", [(2, "missing_value")]),
    ],
)
def test_of_two_rows_that_are_the_same_record_the_first_that_can_be_read_counts(
    text: str, repeated: list[tuple[int, str]]
) -> None:
    assert reasons(read(text)) == repeated


def test_texts_too_long_for_a_cell_are_refused() -> None:
    imported = read(f"Compte;Secteur\nAlizé;{'x' * 32_767}\nBoréal;{'x' * 32_768}\n")

    assert reasons(imported) == [(3, "text_too_long")]


def test_columns_that_no_header_gives_are_named_in_each_language() -> None:
    with pytest.raises(RequiredColumnsError) as told:
        read("Deal Name,Deal Stage\nx,y\n")
    assert "Compte, Créée le" in told.value.sentence("fr")
    assert "Account, Created on" in told.value.sentence("en")


@pytest.mark.parametrize("text", ["Compte;Secteur\n", "Compte;Secteur\n\nTotal général\n"])
def test_a_file_without_a_row_is_told(text: str) -> None:
    with pytest.raises(NothingToImportError):
        read(text)


AMBIGUOUS_DATES = "{0}\n7;Alizé;12;x;05/06/2026;\n"


@pytest.mark.parametrize(
    ("header", "locale", "created", "doubts"),
    [
        (DEALS, None, date(2026, 6, 5), ["date_order"]),
        ("ID;Account;Amount;Stage;Created on;Closed", None, date(2026, 5, 6), ["date_order"]),
        (DEALS, "en_US", date(2026, 5, 6), []),
        ("ID;Account;Amount;Stage;Created on;Closed", "fr_FR", date(2026, 6, 5), []),
    ],
)
def test_dates_that_nothing_tells_are_read_by_the_headers_or_as_people_say(
    header: str, locale: str | None, created: date, doubts: list[str]
) -> None:
    imported = read(AMBIGUOUS_DATES.format(header), locale=locale)

    assert column(imported, "created") == [created]
    assert imported.recognised.doubts == doubts
    assert imported.recognised.month_first is (created == date(2026, 5, 6))


def test_one_date_tells_the_order_of_all_columns() -> None:
    imported = read(f"{DEALS}\n7;Alizé;;x;05/06/2026;\n8;Boréal;;x;05/06/2026;12/31/2026\n", locale="fr_FR")

    assert column(imported, "created") == [date(2026, 5, 6), date(2026, 5, 6)]
    assert imported.recognised.month_first is True


def test_where_dates_contradict_one_another_those_of_two_readings_are_refused() -> None:
    imported = read(f"{DEALS}\n7;A;;x;05/06/2026;\n8;B;;x;31/01/2026;\n9;C;;x;12/31/2026;\n")

    assert column(imported, "created") == [date(2026, 1, 31), date(2026, 12, 31)]
    assert reasons(imported) == [(2, "ambiguous_date")]
    assert imported.recognised.doubts == ["mixed_dates"]
    assert imported.recognised.month_first is None


@pytest.mark.parametrize(
    ("header", "locale", "amount", "doubts"),
    [
        (DEALS, None, None, []),
        (DEALS, "en_US", 1250, []),
        (DEALS, "fr_FR", 1.25, []),
        ("ID;Account;Amount;Stage;Created on;Closed", None, 1250, ["decimal"]),
    ],
)
def test_a_number_that_nothing_tells_is_read_where_it_has_one_reading(
    header: str, locale: str | None, amount: float | None, doubts: list[str]
) -> None:
    imported = read(f"{header}\n7;Alizé;1,250;x;2026-06-05;\n", locale=locale)

    assert column(imported, "amount") == ([] if amount is None else [amount])
    assert reasons(imported) == ([(2, "ambiguous_number")] if amount is None else [])
    assert imported.recognised.doubts == doubts


def test_the_currency_of_the_amounts_is_kept_where_no_column_tells_it() -> None:
    imported = read("ID;Account;Amount;Stage;Created on\n7;A;$1,200;x;2026-06-05\n8;B;1200;x;2026-06-05\n")

    assert column(imported, "currency") == ["USD", None]
    assert column(imported, "amount") == [1200, 1200]
    assert "currency" in imported.owned


AMOUNTS = {
    "1 200 €": (1200, "EUR"),
    "EUR 1 200": (1200, "EUR"),
    "1200CHF": (1200, "CHF"),
    "12 k€": (12_000, "EUR"),
    "£1.5m": (1_500_000, "GBP"),
    "Fr. 10'000": (10_000, "CHF"),
    "(1 200) $": (-1200, "USD"),
    "1200": (1200, None),
}


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_tells_its_currency(amount: str) -> None:
    imported = read(f"ID;Account;Amount;Stage;Created on\n7;A;{amount};x;2026-06-05\n")

    values = imported.records[0].values
    assert (values["amount"], values.get("currency")) == AMOUNTS[amount]


@pytest.mark.parametrize(
    ("amount", "currency", "kept"),
    [
        ("12000", "Euro", (12_000, "EUR")),
        ("12000", "US Dollar (USD)", (12_000, "USD")),
        ("$12000", "CAD", (12_000, "CAD")),
        ("12000 €", "USD", ("12000 EUR", "USD")),
    ],
)
def test_the_currency_of_a_column_is_written_by_its_code(
    amount: str, currency: str, kept: tuple[object, str]
) -> None:
    imported = read(f"ID;Account;Amount;Currency;Stage;Created on\n7;A;{amount};{currency};x;2026-06-05\n")

    values = imported.records[0].values
    assert (values["amount"], values["currency"]) == kept


@pytest.mark.parametrize(("amount", "currency"), [("12000", "zorkmid"), ("12000 zorkmids", ""), ("5", "kr")])
def test_a_deal_in_an_unknown_currency_is_refused_by_its_name(amount: str, currency: str) -> None:
    imported = read(f"ID;Account;Amount;Currency;Stage;Created on\n7;A;{amount};{currency};x;2026-06-05\n")

    assert reasons(imported) == [(2, "unknown_currency")]


def test_a_cost_in_dollars_stays_in_dollars() -> None:
    costs = 'Date,Label,Amount,Account\n2026-10-05,Ads,"$1,200.50",A\n2026-10-05,Ads,"€1,200.50",A\n'

    assert column(read(costs, "marketing_costs"), "amount") == ["1200.50 USD", 1200.5]


@pytest.mark.parametrize("header", ["Amount (USD)", "Amount ($)", "Montant en $", "Montant HT (USD)"])
def test_a_header_that_tells_a_currency_tells_it_of_each_amount(header: str) -> None:
    costs = f"Date;Label;{header};Account\n2026-10-05;Ads;1200.50;A\n2026-10-05;Ads;€1,200.50;A\n"
    deals = f"ID;Account;{header};Stage;Created on\n7;A;12000;x;2026-06-05\n"

    assert column(read(costs, "marketing_costs"), "amount") == ["1200.50 USD", 1200.5]
    assert column(read(deals), "currency") == ["USD"]


def test_the_blanks_of_target_accounts_mean_no_at_hubspot() -> None:
    with_column = read("Record ID;Company name;Target Account\n1;Alizé;true\n2;Boréal;\n")
    without = read("Record ID;Company name\n1;Alizé\n")

    assert column(with_column, "targeted") == [True, False]
    assert "targeted" not in without.records[0].values


def test_of_several_companies_of_a_deal_the_first_counts_and_the_others_are_told() -> None:
    header = "Deal Name,Deal Stage,Create Date,Associated Company"
    imported = read(f"{header}\nx,y,2026-06-05,Alizé;Boréal\nx,y,2026-06-05,Cime;\n")

    assert column(imported, "account") == ["Alizé", "Cime"]
    assert imported.noted == [Noted(2, "several_values", "Associated Company", "Alizé;Boréal")]


def test_nothing_is_noted_of_a_row_that_gives_no_record() -> None:
    imported = read("Compte;Domaines;Compte ciblé\nAlizé;gmail.com;peut-être\n")

    assert (rows(imported), imported.noted) == ([], [])


def test_any_input_tab_can_be_asked_for() -> None:
    imported = read("Indicateur;Trimestre;Objectif\nROI;2026-T3;3,5\n", "Objectifs")

    assert imported.records == [Record(2, {"metric": "ROI", "quarter": "2026-T3", "target": 3.5})]


def test_a_row_that_says_nothing_is_refused_where_nothing_is_required() -> None:
    imported = read("Action;Responsable;Notes\nRelancer;Inès;\n;;à voir\n", "actions")

    assert column(imported, "description") == ["Relancer"]
    assert reasons(imported) == [(3, "blank_record")]


def test_a_file_of_which_nothing_is_known_is_told_so_whatever_the_tab() -> None:
    with pytest.raises(RequiredColumnsError, match="Description"):
        read("x;y\n1;2\n", "actions")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "keys"), [("rejected", REJECTIONS), ("noted", NOTES), ("doubts", DOUBTS)])
def test_everything_that_may_be_said_has_its_words(language: str, kind: str, keys: tuple[str, ...]) -> None:
    assert tuple(catalogue(language).find(f"connectors.{kind}")) == keys


def test_the_totals_of_a_file_are_left_out() -> None:
    imported = read(
        """
        Date;Libellé;Montant;Compte;Secteur
        01/10/2026;LinkedIn;1000;A;
        13/10/2026;Salon;2000;B;
        31/10/2026;Total octobre;3000;;
        31/10/2026;Sous-total;3000;;
        02/11/2026;TotalEnergies, visite;500;A;
        """,
        "marketing_costs",
    )
    assert column(imported, "amount") == [1000, 2000, 500]
    assert reasons(imported) == []
    assert [(each.row, each.reason) for each in imported.noted] == [(4, "total_row"), (5, "total_row")]


def test_a_merged_account_counts_for_each_row_that_it_covers() -> None:
    tab = Tab("Export", [["Compte", "A", None], ["Montant", 5, 6]], merges=[Merged(1, 0, 2, 0)])
    assert grid_of("export.xlsx", tab).rows == [("Compte", "Montant"), ("A", 5), ("A", 6)]


def test_amounts_that_salesforce_converted_are_in_the_currency_beside_them() -> None:
    imported = read(
        """
        Opportunity Name,Account Name,Stage,Amount (converted) Currency,Amount (converted),Created Date
        Alizé,A,Negotiation,EUR,12000.00,2026-10-02
        Usine,B,Closed Won,USD,5000.00,2026-10-02
        """
    )
    assert column(imported, "amount") == [12_000, 5_000]
    assert column(imported, "currency") == ["EUR", "USD"]


def test_a_status_may_be_the_only_stage_and_deleted_deals_are_left_out() -> None:
    imported = read(
        """
        id,title,org_name,value,state,IsDeleted,add_time
        6,Offre D,Corvo,1500,deleted,,2026-08-18 19:45:01
        7,Offre E,Corvo,1500,won,,2026-08-18 19:45:01
        8,Offre F,Corvo,1500,open,0,2026-08-18 19:45:01
        9,Offre G,Corvo,1500,open,1,2026-08-18 19:45:01
        """,
        "opportunities",
        {"state": "issue de l'affaire", "org_name": "compte", "add_time": "Créée le", "IsDeleted": "deleted"},
    )

    assert column(imported, "stage") == ["Gagnée", "open"]
    assert reasons(imported) == [(2, "deleted_record"), (5, "deleted_record")]


def test_a_constant_fills_a_column_where_the_file_has_none_or_a_blank() -> None:
    companies = "Record ID;Company name;Target Account\n1;Alizé;false\n2;Boréal;\n"
    events = "Day;Company\n05/10/2026;Alizé\n13/10/2026;Boréal\n"
    mapped = {"Day": "date", "Company": "account"}

    assert column(read(companies, constants={"compte ciblé": "oui"}), "targeted") == [False, True]
    imported = read(events, answers=mapped, constants={"type": "webinaire", "Contenu": "Sobriété"})
    assert imported.recognised.source == "interactions"
    assert column(imported, "type") == ["webinaire", "webinaire"]
    assert column(imported, "asset") == ["Sobriété", "Sobriété"]
    assert {"type", "asset"} <= set(imported.owned)


def test_a_constant_is_read_as_people_write_and_not_as_the_file_does() -> None:
    events, mapped = "Company;Kind\nAlizé;webinaire\n", {"Company": "account", "Kind": "type"}
    imported = read(events, "interactions", mapped, constants={"date": "02/10/2026"})

    assert column(imported, "date") == [date(2026, 10, 2)]


@pytest.mark.parametrize(
    ("constants", "error"),
    [({"couleur": "bleu"}, ColumnNotFoundError), ({"date": "demain"}, InvalidConstantError)],
)
def test_a_constant_that_cannot_be_is_told_before_anything_is_read(
    constants: dict[str, str], error: type[UsageError]
) -> None:
    with pytest.raises(error):
        read("Date;Compte;Type\n05/10/2026;A;x\n", constants=constants)


@pytest.mark.parametrize("given", ["www.alize.fr", "c.martin@alize.fr"])
def test_a_domain_names_the_company_where_no_name_does(given: str) -> None:
    imported = read(f"Date;Type;Qui\n05/10/2026;x;{given}\n", "interactions", {"Qui": "domain"})

    assert (column(imported, "account"), imported.records[0].domain) == ([given], "alize.fr")


def test_columns_of_no_use_are_told_with_what_they_hold() -> None:
    imported = read("Compte;Zone;;Vide\nAlizé;Nord;12000;\nBoréal;Sud;;\n", "accounts")

    assert [each.sentence(catalogue("fr")).replace("\u00a0", " ") for each in imported.ignored] == [
        "« Zone » (2 valeurs, par exemple « Nord »)",
        "colonne C, sans en-tête (1 valeur : « 12000 »)",
        "« Vide » (vide)",
    ]


def test_a_header_of_several_columns_that_differ_stops_the_import() -> None:
    deals = "Opportunity Name,Account Name,Stage,Created Date,Created Date\nA,B,x,2019-01-15,2026-10-02\n"

    with pytest.raises(RepeatedHeaderError, match=r"D, E.*Created Date.*--map D=created"):
        read(deals)
    assert column(read(deals, answers={"E": "created"}), "created") == [date(2026, 10, 2)]


@pytest.mark.parametrize("written", ["'123", '="123"', '"=""123"""', "123"])
def test_an_id_is_the_same_however_spreadsheets_are_kept_from_it(written: str) -> None:
    imported = read(f"ID,Account,Stage,Created on\n{written},A,x,2026-06-05\n")

    assert [record.record_id for record in imported.records] == ["123"]


def test_a_deal_says_which_company_s_and_where_it_is() -> None:
    imported = read(
        """
        Record ID,Deal Name,Deal Stage,Create Date,Associated Company,Associated Company IDs (Primary),URL
        1,x,y,2026-06-05,Alizé,901;902,https://app.hubspot.com/1
        2,x,y,2026-06-05,Boréal,,non
        """,
        answers={"URL": "link"},
    )

    assert [(each.company_id, each.link) for each in imported.records] == [
        ("901", "https://app.hubspot.com/1"),
        (None, None),
    ]


@pytest.mark.parametrize("header", ["Montant total", "Total Amount"])
def test_a_total_of_each_row_is_its_amount(header: str) -> None:
    imported = read(f"Date;Libellé;{header}\n2026-10-05;Salon;1000\n", "marketing_costs")

    assert column(imported, "amount") == [1000]
