"""What naming an account right would bring: the most first, and what is advised works."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.language.folding import visible
from abm_sheets.refresh import examine
from abm_sheets.story.quality import gain_lines
from abm_sheets.story.view import View
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.sheets import NOW, snapshot

ACCOUNTS = "account | domains\n"
ALIZE = ACCOUNTS + "Alizé | alize.fr, groupe.fr\nBoréal | groupe.fr\n"
TOUCHES = "date | account | type\n"


def _view(touches: str, accounts: str = ALIZE, language: str = "fr", **tabs: str) -> View:
    tables = {"accounts": accounts, "interactions": TOUCHES + touches, **tabs}
    return examine(MemoryWorkbook(snapshot(**tables)), date(2026, 9, 27), now=NOW, language=language)


def _touches(*accounts: str) -> str:
    return "\n".join(f"2026-09-01 | {account} | Webinaire" for account in accounts)


def _lines(view: View) -> list[str]:
    return [visible(line) for line in gain_lines(view)]


def test_what_would_bring_money_comes_first_then_what_would_bring_most_rows() -> None:
    view = _view(
        _touches("ana@fjord.fr", "https://www.fjord.fr/x", "FJORD.FR", "x@groupe.fr", "ana@gmail.com")
        + "\n2026-09-01 | Zéphyr | Pigeon\n | Zéphyr | Webinaire",
        opportunities="account | amount | currency | stage | created\n"
        "Quille | 5000 | USD | Proposition | 2026-08-01\nQuille SAS | | | Proposition | 2026-08-01",
        marketing_costs="date | amount | account\n2026-08-01 | 300 | Alisé\n2026-08-01 | 20 | fjord.fr",
        settings="setting | value\nfx_USD | 0.9",
    )

    assert _lines(view) == [
        "2 opportunités (4 500 €) de « Quille » : ajoutez ce compte, ou corrigez son nom.",
        (
            "1 ligne de coûts (300 €) de « Alisé » : "
            "si c'est « Alizé », écrivez-le ainsi ; sinon, ajoutez ce compte."
        ),
        (
            "3 interactions et 1 ligne de coûts (20 €) de fjord.fr : "
            "ajoutez ce domaine à un compte, ou le compte s'il manque."
        ),
        (
            "1 interaction de groupe.fr : plusieurs comptes ont ce domaine, "
            "laissez-le à un seul ou mettez à la place le nom du compte."
        ),
        (
            "1 interaction de ana@gmail.com : tout le monde peut avoir cette messagerie, "
            "mettez à la place le nom du compte."
        ),
    ]


def test_the_rest_is_counted() -> None:
    view = _view(_touches(*"ABCDEFG"), language="en")

    assert len(_lines(view)) == 6
    assert _lines(view)[-1] == "2 more unknown accounts are in the list."


@pytest.mark.parametrize(
    ("typed", "corrected", "accounts"),
    [
        ("ana@fjord.fr", "ana@fjord.fr", ALIZE.replace("alize.fr", "alize.fr, fjord.fr")),
        ("ana@fjord.fr", "ana@fjord.fr", ALIZE + "Fjord | fjord.fr"),
        ("news.alize-conseil.fr", "news.alize-conseil.fr", ALIZE.replace("alize.fr", "alize-conseil.fr")),
        ("Quille", "Quille", ALIZE + "Quille"),
        ("Alisé", "Alizé", ALIZE),
        ("ana@gmail.com", "Alizé", ALIZE),
        ("ana@groupe.fr", "Boréal", ALIZE),
        ("ana@groupe.fr", "ana@groupe.fr", ALIZE.replace(", groupe.fr", "")),
    ],
)
def test_what_is_advised_makes_the_row_count(typed: str, corrected: str, accounts: str) -> None:
    assert len(_lines(_view(_touches(typed)))) == 1

    after = _view(_touches(corrected), accounts)

    assert _lines(after) == []
    assert [each for each in after.report.issues if each.tab == "interactions"] == []
