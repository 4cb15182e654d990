"""The rows that reading leaves out are kept aside, as they were read, so that they can be shown."""

from __future__ import annotations

from tests.sheets import read


def test_rows_left_out_keep_their_number_what_was_read_and_the_row_they_repeat() -> None:
    tables = read(
        interactions="""
            date       | account | type      | contact
            2026-09-01 | Alizé   | webinaire | a
            |
            2026-09-01 | alize   | Webinaire | A
            2026-09-02 | Inconnu | webinaire |
            #N/A       | Alizé   | webinaire | b
        """
    )
    left = tables.left_out["interactions"]
    assert left["row"].tolist() == [4, 5, 6]
    assert left["repeated"].tolist() == [2, 0, 0]
    assert left["account"].tolist() == ["alize", "Inconnu", "Alizé"]
    assert left["date"].isna().tolist() == [False, False, True]


def test_rows_that_count_and_rows_left_out_are_all_the_rows_typed() -> None:
    tables = read(
        accounts="account\nAlizé\nBoréal\nALIZE SAS",
        opportunities="""
            id | account | stage      | created
            a  | Alizé   | Découverte | 2026-09-01
            a  | Boréal  | Découverte | 2026-09-01
            b  | Alizé   |            | 2026-09-01
        """,
        marketing_costs="date | amount\n2026-09-01 | 5\n2026-09-01 | cinq",
    )
    assert tables.opportunities is not None
    assert tables.marketing_costs is not None
    kept = {"accounts": tables.accounts, "opportunities": tables.opportunities}
    kept["marketing_costs"] = tables.marketing_costs
    rows = {tab: sorted([*frame["row"], *tables.left_out[tab]["row"]]) for tab, frame in kept.items()}
    assert rows == {"accounts": [2, 3, 4], "opportunities": [2, 3, 4], "marketing_costs": [2, 3]}


def test_a_missing_tab_leaves_nothing_out() -> None:
    assert "interactions" not in read(interactions=None).left_out
