"""What a message says: to each role, in each language, whatever people typed, and when there is nothing."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from abm_sheets.language import LANGUAGES
from abm_sheets.outputs.message import LONGEST_NAME, ROLES, Message, Role, compose
from abm_sheets.refresh import examine
from abm_sheets.story.view import View
from abm_sheets.upkeep.starter import SAMPLE_DAY, save_sample
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.opener import open_workbook
from tests.commands import plain
from tests.sheets import NOW, Grid, snapshot

GOLDEN = Path(__file__).parent / "golden"
LINK = "https://docs.google.com/spreadsheets/d/1Suivi_des-comptes/edit"

every_role = pytest.mark.parametrize("role", ROLES)
every_language = pytest.mark.parametrize("language", LANGUAGES)

CHANNEL_LIMIT = 3_000
"""Characters that the strictest of the channels shows."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> View:
    path = tmp_path_factory.mktemp("exemple") / "exemple-abm.xlsx"
    save_sample(path, "fr")
    return examine(open_workbook(path), SAMPLE_DAY, now=NOW)


def book(**tabs: Grid) -> View:
    """A workbook in which there was something to count long before this week."""
    given = {"sales_costs": "date | amount\n2026-01-05 | 1", **tabs}
    return examine(MemoryWorkbook(snapshot("fr_FR", "fr", "Europe/Paris", **given)), now=NOW)


@cache
def named(name: str) -> View:
    """An account of that name, engaged this week, that just signed."""
    return book(
        accounts=[["Compte", "Responsable marketing"], [name, name]],
        interactions=[
            VISITS,
            *_visits(name),
        ],
        opportunities=[
            ["Compte", "Montant", "Étape", "Créée le", "Clôturée le"],
            [name, 1000, "Gagnée", date(2026, 9, 22), date(2026, 9, 24)],
            [name, 2000, "Proposition", date(2026, 8, 1), None],
        ],
    )


VISITS: list[Cell] = ["Date", "Compte", "Type"]


def _visits(name: str) -> list[list[Cell]]:
    """Enough of them to be engaged since this week."""
    return [[date(2026, 9, day), name, "Webinaire"] for day in (22, 23, 24)]


def lines(message: Message) -> list[str]:
    return [plain(line) for line in message.text.splitlines()]


@every_role
@every_language
def test_the_sample_is_told_word_for_word(sample: View, role: Role | None, language: str) -> None:
    message = compose(sample, role, language, LINK)
    expected = GOLDEN / f"{role or 'everybody'}-{language}.txt"

    assert f"{message.title}\n\n{message.text}\n" == expected.read_text(encoding="utf-8")
    assert message.changed


@every_role
@every_language
def test_a_week_in_which_nothing_moved_says_so(role: Role | None, language: str) -> None:
    message = compose(book(), role, language, LINK)

    assert not message.changed
    assert {
        "fr": "Rien n'a changé depuis le 20 septembre 2026.",
        "en": "Nothing changed since September 20, 2026.",
    }[language] in lines(message)


@every_role
@every_language
def test_an_empty_workbook_has_a_message_too(role: Role | None, language: str) -> None:
    message = compose(book(accounts=[["Compte", "Domaines"]]), role, language, "")

    assert not message.changed
    assert {"fr": "Nous n'avons ciblé aucun compte", "en": "We targeted no account"}[language] in plain(
        message.text
    )
    assert "•" not in message.text.partition({"fr": "Le succès", "en": "The win"}[language])[0]
    assert not set("{}") & set(message.title + message.text)


HOSTILE = {
    "Slack": "<!channel> *gras* <https://exemple.fr|ici>",
    "Google Chat": "<users/all> _penché_ ~barré~",
    "Teams": "<at>lea@exemple.fr</at> [ici](https://exemple.fr)",
    "e-mail": "<script>alert(1)</script> &lt;b&gt;",
    "Markdown": "# **gras** `code` ![image](x) | 1. un > cité",
    "a formula": '=HYPERLINK("https://exemple.fr")',
    "our own": "{account} %s {0}",
}


@pytest.mark.parametrize("markup", HOSTILE)
def test_what_people_typed_is_quoted_as_it_is(markup: str) -> None:
    name = HOSTILE[markup]
    message = compose(named(name), "marketing", "fr", LINK)

    assert f"• {name} a signé pour 1 000 € le 24 septembre 2026. Bravo à {name}." in lines(message)


def test_a_name_on_several_lines_is_told_on_one() -> None:
    message = compose(named("Alizé\nSA\r\n\t(Lyon)"), None, "fr", LINK)

    assert any(line.startswith("• Alizé SA (Lyon) a signé") for line in lines(message))


@every_role
def test_names_however_long_leave_the_message_short(role: Role | None) -> None:
    names = [f"{letter * 2_000}" for letter in "ABCDEFGHIJ"]
    deals: list[list[Cell]] = [
        [name, 10**9 + number, stage, date(2026, 9, 22), closed]
        for number, name in enumerate(names)
        for stage, closed in (("Gagnée", date(2026, 9, 24)), ("Proposition", None))
    ]
    view = book(
        accounts=[
            ["Compte", "Responsable marketing", "Responsable commercial"],
            *([name] * 3 for name in names),
        ],
        interactions=[VISITS, *(visit for name in names for visit in _visits(name))],
        opportunities=[["Compte", "Montant", "Étape", "Créée le", "Clôturée le"], *deals],
    )
    message = compose(view, role, "fr", LINK)

    assert f"{'A' * (LONGEST_NAME - 1)}…, " in message.text
    assert "et 7 autres" in plain(message.text)
    assert "A" * LONGEST_NAME not in message.text
    assert len(message.title) + len(message.text) < CHANNEL_LIMIT


def test_the_workbooks_name_is_cut_too() -> None:
    view = named("Alizé")
    message = compose(View(**{**vars(view), "source": "S" * 300}), None, "fr", LINK)

    assert len(message.title) < 2 * LONGEST_NAME


@every_role
def test_issues_are_counted_for_those_who_can_correct_them(sample: View, role: Role | None) -> None:
    reported = "4 points à corriger ou à vérifier vous attendent dans l'onglet « Qualité »."

    assert (reported in lines(compose(sample, role, "fr", LINK))) == (role in {"marketing", "sales"})
