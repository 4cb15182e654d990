"""`abm-sheets notify`: what it prints, what it sends, to whom, and how it fails."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from abm_sheets.cli.channels import CHANNELS_VARIABLE
from tests.commands import Done, plain, run, workbook
from tests.google.launch import LocalGoogle
from tests.loading import load_file
from tests.service.inbox import Inbox, load_channels, open_inbox

D = ("--as-of", "2026-09-27")
NOBODY = "json://127.0.0.1:1/secret-du-canal"
"""A channel that does not answer."""

EMPTY: dict[str, list[list[object]]] = {
    "Comptes": [["Compte", "Domaines"]],
    "Interactions": [["Date", "Compte", "Type"]],
    "Opportunités": [["Compte", "Étape", "Créée le"]],
}


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with open_inbox() as found:
        yield found


@pytest.fixture
def quiet(tmp_path: Path) -> Path:
    """A workbook in which nothing ever happened."""
    return workbook(tmp_path / "calme.xlsx", **EMPTY)


def notify(*arguments: object) -> Done:
    return run("notify", *arguments)


@pytest.mark.parametrize(
    ("role", "reader", "hello"),
    [
        ("marketing", "marketing", "Bonjour l'équipe marketing,"),
        ("sales", "commercial", "Bonjour l'équipe commerciale,"),
        ("commercial", "commercial", "Bonjour l'équipe commerciale,"),
        ("Direction", "direction", "Bonjour,"),
        ("leadership", "direction", "Bonjour,"),
        ("all", "tous", "Bonjour à toutes et à tous,"),
        ("tous", "tous", "Bonjour à toutes et à tous,"),
        (None, "tous", "Bonjour à toutes et à tous,"),
    ],
)
def test_a_dry_run_prints_the_message_and_needs_no_channel(
    article: Path, role: str | None, reader: str, hello: str
) -> None:
    done = notify(article, *D, "--dry-run", *(["--role", role] if role else []))

    assert (done.status, done.errors) == (0, "")
    first, title, blank, greeting, *rest = map(plain, done.output.splitlines())
    assert [first, title, blank, greeting] == [
        f"Pour : {reader}",
        "suivi.xlsx : le point du 27 septembre 2026",
        "",
        hello,
    ]
    assert rest[-1] == "Bonne semaine !"


def test_a_dry_run_shows_what_each_channel_would_get_and_sends_nothing(
    article: Path, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    channels = f"direction={inbox.address} sales={inbox.address} commercial={NOBODY}"
    monkeypatch.setenv(CHANNELS_VARIABLE, channels)
    done = notify(article, *D, "--dry-run")

    assert [plain(line) for line in done.output.splitlines() if line.startswith("Pour")] == [
        "Pour : direction",
        "Pour : commercial",
    ]
    assert inbox.received == []


def test_the_text_sent_is_the_text_shown(article: Path, inbox: Inbox) -> None:
    shown = notify(article, *D, "--dry-run", "--role", "sales").output
    done = notify(article, *D, "--to", inbox.address, "--role", "sales")

    assert (done.status, plain(done.output), done.errors) == (0, "Message envoyé à 1 canal.", "")
    (received,) = inbox.received
    assert shown.partition("\n")[2] == f"{received['title']}\n\n{received['message']}\n"


def test_each_channel_gets_the_message_of_its_role(
    article: Path, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        CHANNELS_VARIABLE, " ".join(f"{role}={inbox.address}" for role in ("marketing", "all"))
    )
    done = notify(article, *D)

    assert plain(done.output) == "Message envoyé à 2 canaux."
    assert [each["message"].splitlines()[0] for each in inbox.received] == [
        "Bonjour l'équipe marketing,",
        "Bonjour à toutes et à tous,",
    ]


def test_a_role_narrows_the_channels_and_an_address_replaces_them(
    article: Path, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CHANNELS_VARIABLE, f"sales={inbox.address} all={NOBODY}")
    assert notify(article, *D, "--role", "commercial").status == 0
    assert notify(article, *D, "--to", inbox.address, "--to", inbox.address).status == 0

    assert [each["message"].splitlines()[0] for each in inbox.received] == [
        "Bonjour l'équipe commerciale,",
        *["Bonjour à toutes et à tous,"] * 2,
    ]


def test_a_google_sheet_is_only_read_and_linked_to(google: LocalGoogle, article: Path, inbox: Inbox) -> None:
    book = load_file(google, article)
    google.clear_requests()
    done = notify(book, *D, "--to", inbox.address)

    assert done.status == 0
    assert inbox.received[0]["message"].endswith(f"→ https://docs.google.com/spreadsheets/d/{book}/edit")
    assert all("batchUpdate" not in call["path"] for call in google.requests())


def test_nothing_is_sent_when_nothing_changed_and_so_set(quiet: Path, article: Path, inbox: Inbox) -> None:
    done = notify(quiet, "--to", inbox.address, "--when-changed")
    assert (done.status, plain(done.output)) == (
        0,
        "Rien n'a changé cette semaine : aucun message à envoyer.",
    )
    assert inbox.received == []

    assert notify(quiet, "--to", inbox.address).status == 0
    assert notify(article, *D, "--to", inbox.address, "--when-changed").status == 0
    assert len(inbox.received) == 2


def test_a_channel_that_fails_is_told_in_one_sentence_and_the_others_are_served(
    article: Path, inbox: Inbox
) -> None:
    done = notify(article, *D, "--to", NOBODY, "--to", inbox.address, "--to", NOBODY)

    assert (done.status, done.output) == (1, "")
    assert plain(done.errors).startswith("Le message n'est pas parti partout (canal n° 1, 3) :")
    assert len(done.errors.splitlines()) == 1
    assert "secret" not in done.errors
    assert len(inbox.received) == 1


WRONG = {
    "no channel": ([], "", "Il n'y a personne à qui envoyer le message"),
    "no channel of that role": (["--role", "marketing"], f"sales={NOBODY}", "Il n'y a personne à qui"),
    "no such role": (
        ["--role", "stagiaire", "--dry-run"],
        "",
        "« stagiaire » n'est pas un rôle à qui écrire",
    ),
    "a role that nobody writes to": (["--role", "admin", "--dry-run"], "", "« admin » n'est pas un rôle"),
    "no such kind of address": (["--to", "pigeon://secret"], "", "Le canal n° 1 n'est pas utilisable"),
    "a channel without role": ([], f"sales={NOBODY} {NOBODY}", "Le canal n° 2 n'est pas utilisable"),
    "a channel of no role": ([], f"stagiaire={NOBODY}", "Le canal n° 1 n'est pas utilisable"),
    "a channel without address": ([], "sales=", "Le canal n° 1 n'est pas utilisable"),
    "no such day": (["--as-of", "lundi", "--dry-run"], "", "« lundi » n'est pas une date"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_usage_is_told_before_anything_is_read(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, channels, sentence = WRONG[what]
    load_channels()
    monkeypatch.setenv(CHANNELS_VARIABLE, channels)
    done = notify("absent.xlsx", *arguments)

    assert (done.status, done.output) == (2, "")
    assert plain(done.errors).startswith(sentence)
    assert "secret" not in done.errors


def test_without_the_extra_a_dry_run_works_and_sending_says_what_to_install(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "abm_sheets.service.channels", raising=False)
    monkeypatch.setitem(sys.modules, "apprise", None)

    assert notify(article, *D, "--dry-run").status == 0
    done = notify(article, *D, "--to", NOBODY)
    assert done.status == 2
    assert 'pip install "abm-sheets[service]"' in done.errors
