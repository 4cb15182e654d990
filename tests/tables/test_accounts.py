"""The accounts tab."""

from __future__ import annotations

import pandas as pd

from tests.sheets import places, read


def test_accounts_keep_their_order_and_their_row() -> None:
    accounts = read(
        accounts="""
            account  | domains          | industry | targeted | targeted_from | targeted_until
            Quartz   | quartz.io        | Tech     | oui      | 2026-07-01    | 2026-12-31
            |
            Alizé    | alize.fr alize.eu | Énergie  | FALSE    |               |
            Boréal   |                  |          |          |               |
        """
    ).accounts
    assert accounts["row"].tolist() == [2, 4, 5]
    assert accounts["account"].tolist() == ["Quartz", "Alizé", "Boréal"]
    assert accounts["targeted"].tolist() == [True, False, True]
    assert accounts["targeted_from"].tolist() == [pd.Timestamp(2026, 7, 1), pd.NaT, pd.NaT]
    assert accounts["targeted_until"].dtype == "datetime64[s]"


def test_only_the_name_is_required() -> None:
    tables = read(accounts="Entreprise\nAlizé\nBoréal")
    assert tables.accounts["targeted"].tolist() == [True, True]
    assert tables.accounts["marketing_owner"].tolist() == ["", ""]
    assert places(tables) == []


def test_a_column_of_unticked_boxes_is_no_row() -> None:
    tables = read(accounts="account | targeted\nAlizé | TRUE\n | FALSE\n | FALSE")
    assert tables.accounts["row"].tolist() == [2]
    assert places(tables) == []


def test_of_two_accounts_with_one_name_the_first_counts() -> None:
    tables = read(
        accounts="account | industry\nAlizé SAS | Tech\nBoréal | Banque\nalize | Énergie\nALIZÉ | x"
    )
    assert tables.accounts["industry"].tolist() == ["Tech", "Banque"]
    assert [(row, column) for _, _, row, column in places(tables, "duplicate_account")] == [
        (4, "account"),
        (5, "account"),
    ]
    assert "ligne 2" in tables.issues[0].message


def test_an_answer_that_cannot_be_read_leaves_the_account_targeted() -> None:
    tables = read(accounts="account | targeted\nAlizé | peut-être\nBoréal | #N/A\nQuartz | 0")
    assert tables.accounts["targeted"].tolist() == [True, True, False]
    assert [rule for rule, _, _, _ in places(tables)] == ["invalid_boolean", "formula_error"]


def test_of_several_faulty_domains_the_worst_is_said() -> None:
    tables = read(
        accounts="""
            account | domains
            Alizé   | groupe.fr; alizé
            Boréal  | groupe.fr gmail.com
            Quartz  | quartz
        """
    )
    assert [(rule, row) for rule, _, row, _ in places(tables)] == [
        ("shared_domain", 2),
        ("free_mail_domain", 3),
        ("invalid_domain", 4),
    ]


def test_a_domain_repeated_within_an_account_is_its_own() -> None:
    tables = read(
        accounts="account | domains\nAlizé | alize.fr, www.alize.fr",
        interactions="date | account | type\n2026-09-01 | ana@alize.fr | LinkedIn",
    )
    assert tables.interactions is not None
    assert tables.interactions["account"].tolist() == [0]
    assert places(tables) == []


def test_the_domain_of_an_account_left_out_is_not_shared() -> None:
    tables = read(accounts="account | domains\nAlizé | alize.fr\nAlizé SAS | alize.fr")
    assert [rule for rule, _, _, _ in places(tables)] == ["duplicate_account"]
