"""The commands of the service, as its administrator runs them: workbooks, hooks, serve."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from abm_sheets.cli import hooks, workbooks
from abm_sheets.language import catalogue
from abm_sheets.service.database import open_database
from abm_sheets.service.store.events import add_events
from abm_sheets.service.store.runs import add_run, change_run
from tests.commands import Done, plain, run
from tests.google.launch import ROOT, LocalGoogle
from tests.loading import cell_data, load
from tests.service.bookkeeping import BOOK, MONDAY, look, runs, serve
from tests.service.inbox import load_channels

cli = sys.modules["abm_sheets.cli"]
MODULES = (cli, workbooks, hooks)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.Engine]:
    """The service's database, in a file that the commands are pointed at."""
    url = f"sqlite:///{tmp_path}/service.sqlite"
    monkeypatch.setenv("ABM_SHEETS_DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "200")
    found = open_database(url)
    yield found
    found.dispose()


@pytest.fixture(autouse=True)
def served(engine: sa.Engine, google: LocalGoogle) -> str:
    """A workbook that is served, of which Google knows nothing."""
    del google  # the commands are pointed at it
    return serve(engine, next_due=MONDAY).id


def speak(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """Have the commands speak a language, as the environment would have made them."""
    for module in MODULES:
        monkeypatch.setattr(module, "WORDS", catalogue(language))


def last_line(done: Done) -> str:
    return plain(done.output.strip().splitlines()[-1])


def sheet(google: LocalGoogle, **properties: str) -> str:
    return load(google, "Prospection", [("Feuille 1", [[cell_data("à moi")]])], **properties)


def cells(line: str) -> list[str]:
    """The cells of a table's line."""
    return [plain(cell) for cell in re.split("[│┃]", line)]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Somebody sits at a terminal, and types this when asked."""
    monkeypatch.setattr(sys, "stdin", _Terminal(text))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", r"« Prospection » est servie : prochaine actualisation le .* 09:00 \(America/New_York\)\."),
        ("en", r"“Prospection” is served: next refresh .* at 09:00 \(America/New_York\)\."),
    ],
)
def test_a_sheet_is_added(
    google: LocalGoogle, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    speak(monkeypatch, language)
    book = sheet(google, locale="en_US", time_zone="America/New_York")
    done = run("workbooks", "add", f"https://docs.google.com/spreadsheets/d/{book}/edit")

    assert (done.status, done.errors) == (0, "")
    assert re.fullmatch(said, last_line(done))
    assert look(engine, book).schedule == "0 9 * * 1"


def test_a_sheet_is_added_as_wished(google: LocalGoogle, engine: sa.Engine) -> None:
    load_channels()
    book = sheet(google)
    wished = ["--schedule", "30 7 * * 5", "--time-zone", "Asia/Kolkata"]
    alerts = ["--alert", "json://exemple.fr/a", "--alert", "json://exemple.fr/b"]
    done = run("workbooks", "add", book, *wished, *alerts)
    found = look(engine, book)

    assert (done.status, done.errors) == (0, "")
    assert "07:30 (Asia/Kolkata)" in last_line(done)
    assert (found.schedule, found.zone) == ("30 7 * * 5", "Asia/Kolkata")
    assert found.alerts == ("json://exemple.fr/a", "json://exemple.fr/b")
    assert "aucune de prévue" in run("workbooks", "add", book, "--schedule", "none").output
    assert look(engine, book).alerts == found.alerts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["workbooks", "add", "suivi.xlsx"], "suivi.xlsx"),
        (["workbooks", "pause", "suivi.xlsx"], "suivi.xlsx"),
        (["workbooks", "run", "X" * 44], "workbooks add"),
        (["workbooks", "history", "X" * 44], "workbooks add"),
        (["workbooks", "remove", "X" * 44, "--yes"], "workbooks add"),
        (["hooks", "add", "X" * 44, "zapier"], "workbooks add"),
        (["hooks", "add", BOOK, "Zapier"], "Zapier"),
        (["hooks", "add", BOOK, "zapier", "--tab", "dashboard"], "interactions"),
        (["hooks", "rotate", BOOK, "zapier"], "hooks add"),
        (["hooks", "remove", BOOK, "zapier"], "hooks add"),
        (["hooks", "list", "X" * 44], "workbooks add"),
    ],
)
def test_a_call_that_makes_no_sense_is_one_sentence(arguments: list[str], said: str) -> None:
    done = run(*arguments)

    assert (done.status, done.output) == (2, "")
    assert done.errors.count("\n") == 1
    assert said in done.errors


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--schedule", "* * * * *", "quarts d'heure"),
        ("--time-zone", "Paris", "« Paris »"),
        ("--alert", "lea@exemple.fr", "n° 1"),
    ],
)
def test_a_wish_that_makes_no_sense_is_one_sentence(
    google: LocalGoogle, option: str, value: str, said: str
) -> None:
    load_channels()
    done = run("workbooks", "add", sheet(google), option, value)

    assert (done.status, done.output) == (2, "")
    assert said in plain(done.errors)
    assert done.errors.count("\n") == 1


@pytest.mark.parametrize(
    ("language", "headers", "failed"),
    [
        (
            "fr",
            ["Feuille", "Horaire", "Dernière actualisation", "Résultat", "Prochaine"],
            ["échouée", "aucune de prévue"],
        ),
        ("en", ["Sheet", "Schedule", "Last refresh", "Result", "Next"], ["failed", "none planned"]),
    ],
)
def test_the_sheets_served_are_listed(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, language: str, headers: list[str], failed: list[str]
) -> None:
    speak(monkeypatch, language)
    serve(engine, "2" * 44, title="Abeille [bold]", schedule="", refreshed=MONDAY)
    with engine.begin() as connection:
        add_run(connection, id="r", workbook="2" * 44, trigger="panel", queued=MONDAY)
        change_run(connection, "r", state="failed", ended=MONDAY)
    head, _, abeille, suivi = run("workbooks", "list").output.splitlines()

    assert cells(head) == headers
    assert cells(abeille)[:2] == ["Abeille [bold]", "–"]
    assert cells(abeille)[3:] == failed
    assert "9:00" in cells(abeille)[2]
    assert cells(suivi)[:2] == ["Suivi", "0 9 * * 1"]
    assert "(Europe/Paris)" in cells(suivi)[4]


@pytest.mark.parametrize(
    ("language", "none"), [("fr", "Aucune feuille n'est servie"), ("en", "No sheet is served")]
)
def test_where_no_sheet_is_served_it_is_said(
    monkeypatch: pytest.MonkeyPatch, language: str, none: str
) -> None:
    speak(monkeypatch, language)
    run("workbooks", "remove", BOOK, "--yes")

    assert run("workbooks", "list").output.startswith(none)


def test_a_schedule_is_suspended_and_taken_up_again(engine: sa.Engine) -> None:
    paused = run("workbooks", "pause", BOOK)
    assert (paused.status, paused.errors) == (0, "")
    assert "« Suivi » est en pause" in last_line(paused)
    assert "en pause" in run("workbooks", "list").output
    assert look(engine).next_due is None

    resumed = run("workbooks", "resume", BOOK)
    assert "« Suivi » est servie : prochaine actualisation" in last_line(resumed)
    due = look(engine).next_due
    assert due is not None
    assert due > datetime.now(UTC)


def test_a_refresh_is_asked_for(engine: sa.Engine) -> None:
    asked, again = run("workbooks", "run", BOOK), run("workbooks", "run", BOOK)

    assert (asked.status, again.status) == (0, 0)
    assert last_line(asked).startswith("Actualisation de la feuille demandée")
    assert last_line(again) == "Une actualisation de cette feuille est déjà demandée."
    assert [(each.trigger, each.state) for each in runs(engine)] == [("command", "queued")]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fr", ["l'horaire", "75 s", "1 307", "2", "réussie"]),
        ("en", ["the schedule", "75 s", "1,307", "2", "done"]),
    ],
)
def test_the_history_says_who_asked_and_what_came_of_it(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, language: str, shown: list[str]
) -> None:
    speak(monkeypatch, language)
    failure = {"fr": "Google [ne] répond pas.", "en": "Google does [not] answer."}
    with engine.begin() as connection:
        later = MONDAY + timedelta(hours=1)
        add_run(connection, id="1", workbook=BOOK, trigger="schedule", queued=MONDAY, due=MONDAY)
        ended = MONDAY + timedelta(seconds=76)
        begun = MONDAY + timedelta(seconds=1)
        change_run(connection, "1", state="done", started=begun, ended=ended, row_count=1307, issue_count=2)
        add_run(connection, id="2", workbook=BOOK, trigger="panel", who="lea@exemple.fr", queued=later)
        change_run(connection, "2", state="failed", failure=failure)
    done = run("workbooks", "history", BOOK)
    _, _, failed, why, succeeded = done.output.splitlines()

    assert cells(succeeded)[1:] == shown
    assert "(lea@exemple.fr)" in failed
    assert cells(failed)[2:5] == ["–"] * 3
    assert failure[language] in why
    assert "1 307" not in plain(run("workbooks", "history", BOOK, "--limit", "1").output)


def test_a_sheet_that_was_never_refreshed_has_no_history() -> None:
    assert "jamais été actualisée" in run("workbooks", "history", BOOK).output
    assert run("workbooks", "history", BOOK, "--limit", "0").status == 2


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_sheet_is_removed_with_a_yes(engine: sa.Engine, lost: int) -> None:
    event = {"workbook": BOOK, "source": "s", "tab": "accounts", "row": {}, "received": MONDAY}
    with engine.begin() as connection:
        add_events(connection, [{**event, "key": f"{number}"} for number in range(lost)])
    done = run("workbooks", "remove", BOOK, "--yes")

    assert (done.status, done.errors) == (0, "")
    assert "« Suivi » n'est plus servie." in plain(done.output)
    assert ("perdue" in done.output) == (lost > 0)
    assert ("2 lignes" in plain(done.output)) == (lost == 2)
    assert run("workbooks", "history", BOOK).status == 2


@pytest.mark.parametrize(
    ("said", "removed"), [("oui\n", True), ("yes\n", True), ("non\n", False), ("\n", False)]
)
def test_a_sheet_is_removed_after_a_yes_at_the_terminal(
    monkeypatch: pytest.MonkeyPatch, said: str, *, removed: bool
) -> None:
    answer(monkeypatch, said)
    done = run("workbooks", "remove", BOOK)

    assert done.status == (0 if removed else 1)
    assert "Ne plus servir « Suivi », et oublier son historique ? (oui/non)" in plain(done.errors)
    assert ("n'est plus servie" in done.output) == removed
    assert ("Rien n'a été changé." in done.output) == (not removed)


def test_without_a_terminal_and_without_yes_nothing_is_removed(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("oui\n"))
    done = run("workbooks", "remove", BOOK)

    assert (done.status, done.output) == (1, "")
    assert "--yes" in done.errors
    assert look(engine).title == "Suivi"


@pytest.mark.parametrize(
    ("language", "base", "address", "tab"),
    [
        ("fr", "", "ADRESSE_DU_SERVICE/hooks/zapier", "« Comptes »"),
        ("en", "https://abm.exemple.fr", "https://abm.exemple.fr/hooks/zapier", "“Accounts”"),
    ],
)
def test_a_tool_gets_a_secret_that_is_shown_once(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, language: str, base: str, address: str, tab: str
) -> None:
    speak(monkeypatch, language)
    monkeypatch.setenv("ABM_SHEETS_URL", base)
    done = run("hooks", "add", BOOK, "zapier", "--tab", "accounts")
    secret = next(word for word in done.output.split() if word.startswith("whk_"))

    assert (done.status, done.errors) == (0, "")
    assert address in done.output
    assert f"Bearer {secret}" in done.output
    assert tab in plain(done.output)
    with engine.begin() as connection:
        assert secret not in repr(connection.execute(sa.text("SELECT * FROM abm_hooks")).all())
    rotated = run("hooks", "rotate", BOOK, "zapier")
    assert secret not in rotated.output
    assert tab in plain(rotated.output)


def test_the_tools_of_a_sheet_are_listed_and_removed() -> None:
    assert last_line(run("hooks", "list", BOOK)) == "« Suivi » n'a aucune source."
    run("hooks", "add", BOOK, "zapier")
    run("hooks", "add", BOOK, "make", "--tab", "sales_costs")
    head, _, make, zapier = run("hooks", "list", BOOK).output.splitlines()
    assert cells(head) == ["Source", "Onglet", "Depuis"]
    assert cells(make)[:2] == ["make", "Coûts commerciaux"]
    assert cells(zapier)[:2] == ["zapier", "Interactions"]

    done = run("hooks", "remove", BOOK, "make")
    assert (done.status, last_line(done)) == (0, "La source « make » n'est plus acceptée.")
    assert "make" not in run("hooks", "list", BOOK).output


@pytest.mark.parametrize("group", ["workbooks", "hooks"])
def test_a_group_alone_shows_its_commands(group: str) -> None:
    done = run(group, "--help")

    assert (done.status, done.errors) == (0, "")
    assert {"workbooks": "history", "hooks": "rotate"}[group] in done.output


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("ABM_SHEETS_DATABASE_URL", "mysql://base/abm", 2),
        ("ABM_SHEETS_DATABASE_URL", "sqlite:///{}/absent/service.sqlite", 1),
        ("ABM_SHEETS_URL", "http://abm.exemple.fr?a=1", 2),
        ("ABM_SHEETS_ALERTS", "pigeon://motdepasse", 2),
        ("ABM_SHEETS_CREDENTIALS", "{}/absent/key.json", 1),
    ],
)
@pytest.mark.parametrize("command", [["workbooks", "list"], ["serve"]])
def test_an_environment_that_makes_no_sense_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], name: str, value: str, status: int
) -> None:
    load_channels()
    monkeypatch.setenv(name, value.format(tmp_path))
    done = run(*command)

    assert (done.status, done.output) == (status, "")
    assert done.errors.count("\n") == 1
    assert "motdepasse" not in done.errors


def test_without_its_packages_the_service_says_which_to_install() -> None:
    missing = "import sys; sys.modules['dbos'] = None; sys.argv[1:] = ['workbooks', 'list']; "
    code = f"{missing}from abm_sheets.cli import main; main()"
    environment = {**os.environ, "ABM_SHEETS_LANGUAGE": "en"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The service's packages are missing")
    assert "abm-sheets[service]" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_one_sentence() -> None:
    load_channels()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("serve", "--port", port)

    assert (done.status, done.output) == (2, "")
    assert f"Impossible d'écouter sur 127.0.0.1:{port}" in done.errors
    assert done.errors.count("\n") == 1
