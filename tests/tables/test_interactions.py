"""The interactions tab: known accounts and types, each thing once."""

from __future__ import annotations

import pandas as pd

from tests.sheets import places, read


def _touches(table: str, **tabs: str) -> pd.DataFrame:
    frame = read(interactions=table, **tabs).interactions  # type: ignore[arg-type]
    assert frame is not None
    return frame


def test_only_rows_of_known_accounts_types_and_dates_count() -> None:
    frame = _touches(
        """
        date       | account   | type
        2026-09-01 | Alizé     | LinkedIn
        2026-09-01 | Zéphyr    | LinkedIn
        2026-09-01 | Alizé     | Pigeon
        #N/A       | Alizé     | LinkedIn
        2026-09-01 |           | LinkedIn
        2026-09-02 | boreal.fr | webinaire
        """
    )
    assert frame["row"].tolist() == [2, 7]
    assert frame["account"].tolist() == [0, 1]


def test_types_say_what_counts() -> None:
    frame = _touches(
        "date|account|type\n2026-09-01|Alizé|Démo\n2026-09-01|Alizé|pub\n2026-09-01|Alizé|appel",
        interaction_types="type|engagement|marketing\nDémo|oui|x\nPub|non|TRUE\nAppel|1|",
    )
    assert frame["type"].tolist() == [0, 1, 2]
    assert frame["engagement"].tolist() == [True, False, True]
    assert frame["marketing"].tolist() == [True, True, False]


def test_an_asset_is_its_folded_name_or_its_type_where_blank_or_unreadable() -> None:
    frame = _touches(
        """
        date       | account | type      | asset
        2026-09-01 | Alizé   | LinkedIn  | Guide ABM
        2026-09-02 | Alizé   | Webinaire | GUIDE  abm
        2026-09-03 | Alizé   | Webinaire |
        2026-09-04 | Alizé   | LinkedIn  | Webinaire
        2026-09-05 | Alizé   | LinkedIn  | #N/A
        2026-09-06 | Alizé   | LinkedIn  |
        """
    )
    keys = frame["asset_key"].tolist()
    assert keys[0] == keys[1]
    assert keys[2] == keys[3]
    assert keys[4] == keys[5]
    assert len(set(keys)) == 3


def test_rows_with_the_same_id_count_once() -> None:
    frame = _touches(
        "date|account|type|id\n2026-09-01|Alizé|LinkedIn|a\n2026-09-02|Boréal|Webinaire|a\n2026-09-02|Alizé|LinkedIn|A"
    )
    assert frame["row"].tolist() == [2, 4]


def test_rows_equal_in_everything_understood_count_once() -> None:
    frame = _touches(
        """
        date        | account  | type      | asset | contact | source
        2026-09-01  | Alizé    | LinkedIn  | Démo  | Ana     |
        '1/9/2026   | alize.fr | linked-in | démo  | ANA     |
        '01/09/2026 | ALIZÉ SA | LINKEDIN  | démo  | ana     |
        2026-09-01  | Alizé    | LinkedIn  | Démo  | Bob     |
        2026-09-01  | Alizé    | LinkedIn  | Démo  | Ana     | CRM
        2026-09-01  | Alizé    | LinkedIn  |       | Ana     |
        2026-09-02  | Alizé    | LinkedIn  | Démo  | Ana     |
        """,
        interaction_types="type | engagement\nLinked-in | oui\nLinkedIn | oui",
    )
    assert frame["row"].tolist() == [2, 3, 5, 6, 7, 8]


def test_an_id_tells_equal_rows_apart() -> None:
    frame = _touches(
        "date|account|type|id\n2026-09-01|Alizé|LinkedIn|1\n2026-09-01|Alizé|LinkedIn|2\n2026-09-01|Alizé|LinkedIn|"
    )
    assert frame["row"].tolist() == [2, 3, 4]


def test_a_row_left_out_does_not_hide_its_repeat() -> None:
    tables = read(
        interactions="date|account|type|id\n2026-09-01|Zéphyr|LinkedIn|7\n2026-09-01|Alizé|LinkedIn|7"
    )
    assert [(rule, row) for rule, _, row, _ in places(tables)] == [("unknown_account", 2)]


def test_each_repeat_says_where_the_first_is() -> None:
    tables = read(interactions="date|account|type\n" + "2026-09-01|Alizé|LinkedIn\n" * 3)
    assert places(tables) == [("duplicate_interaction", "interactions", row, "date") for row in (3, 4)]
    assert all("ligne 2" in issue.message for issue in tables.issues)
