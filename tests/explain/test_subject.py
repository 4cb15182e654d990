"""What a name means: a metric in either language, an account by any of its names, or nothing."""

from __future__ import annotations

import pytest

from abm_sheets.errors import UnknownSubjectError
from tests.explain.small import explained

ACCOUNTS = """
    account      | domains
    Alizé SAS    | alize.fr
    Boréal       | boreal.fr, boreal.com
    Cobalt       | partage.fr
    Dolmen       | partage.fr
    Opportunités | opp.fr
"""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("conversion_rate", "conversion_rate"),
        ("Taux de conversion", "conversion_rate"),
        ("conversion rate", "conversion_rate"),
        ("  VELOCITE ", "velocity"),
        ("Vélocité du pipeline", "velocity"),
        ("Deals signés", "won_deals"),
        ("roi", "roi"),
    ],
)
def test_a_metric_is_named_by_its_key_or_label_in_either_language(name: str, key: str) -> None:
    found = explained(name, accounts=ACCOUNTS)
    assert (found.kind, found.key) == ("metric", key)


@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("alize", "Alizé SAS"),
        ("lea@alize.fr", "Alizé SAS"),
        ("https://www.boreal.com/contact", "Boréal"),
        ("boreal.fr", "Boréal"),
        ("opp.fr", "Opportunités"),
    ],
)
def test_an_account_is_named_as_rows_name_it(name: str, account: str) -> None:
    found = explained(name, accounts=ACCOUNTS)
    assert (found.kind, found.key) == ("account", account)


def test_where_a_name_means_both_the_metric_wins_and_a_note_says_so() -> None:
    found = explained("opportunités", accounts=ACCOUNTS)
    assert found.kind == "metric"
    assert "aussi un compte" in found.notes[0]
    assert explained("roi", accounts=ACCOUNTS).notes == []


@pytest.mark.parametrize(
    ("name", "french", "english"),
    [
        ("Alizee", "vouliez-vous dire « Alizé SAS »", "did you mean “Alizé SAS”"),
        ("velocitee", "vouliez-vous dire « Vélocité »", "did you mean “Velocity”"),
        ("Zzz", "vérifiez le nom", "check the name"),
        ("lea@gmail.com", "adresse personnelle", "personal address"),
        ("partage.fr", "appartient à plusieurs comptes", "belongs to several accounts"),
    ],
)
def test_an_unknown_name_is_one_sentence_with_the_nearest(name: str, french: str, english: str) -> None:
    with pytest.raises(UnknownSubjectError) as raised:
        explained(name, accounts=ACCOUNTS)
    assert french in raised.value.sentence("fr").replace("\u00a0", " ")
    assert english in raised.value.sentence("en")
