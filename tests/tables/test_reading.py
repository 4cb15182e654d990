"""What reading any tab shares."""

from __future__ import annotations

import numpy as np

from abm_sheets.tables.reading import build_frame, first_of_each
from tests.sheets import read


def test_the_first_of_each_key() -> None:
    repeated, firsts = first_of_each(np.array(["b", "a", "b", "b", "c"], dtype=object))
    assert repeated.tolist() == [False, False, True, True, False]
    assert firsts.tolist() == [0, 1, 0, 0, 4]


def test_without_keys_nothing_repeats() -> None:
    repeated, firsts = first_of_each(np.array([], dtype=object))
    assert (repeated.tolist(), firsts.tolist()) == ([], [])


def test_texts_stay_objects() -> None:
    frame = build_frame({"text": np.array(["a"], dtype=object), "number": np.array([1.5])})
    assert [str(kind) for kind in frame.dtypes] == ["object", "float64"]


def test_blank_rows_are_skipped_and_rows_keep_their_number() -> None:
    tables = read(
        interactions="""
            |
            Date       | Compte | Type
            |
            2026-09-01 | Alizé  | LinkedIn
            '\u00a0     | ' \u202f | '
            2026-09-02 | Boréal | Webinaire
        """
    )
    assert tables.interactions is not None
    assert tables.interactions["row"].tolist() == [4, 6]
    assert tables.issues == []


def test_an_issue_follows_the_rows_above_the_header() -> None:
    tables = read(interactions="Notes\n|\nDate | Compte | Type\n2026-09-01 | Alizé | Pigeon")
    assert [(issue.rule, issue.row) for issue in tables.issues] == [("unknown_type", 4)]
