"""Every command as a user runs it: what it prints, what it writes, its exit status."""

from __future__ import annotations

import io
import json
import runpy
import sys
from contextlib import redirect_stdout
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest
from freezegun import freeze_time

from abm_sheets import __version__, cli
from abm_sheets.report import Report
from tests.commands import Done, plain, run, workbook

GOLDEN = Path(__file__).parent / "golden"
FRENCH = (
    "Nous avons ciblé 50 comptes ce trimestre, 18 sont engagés, 7 sont en opportunité, "
    "2 ont signé pour 180 000 €, avec un ROI global de 3,2×."
)
ENGLISH = (
    "We targeted 50 accounts this quarter: 18 are engaged, 7 are in opportunity, "
    "2 signed for €180,000, with an overall ROI of 3.2×."
)
COMMANDS = ("refresh", "check", "template", "demo", "workshop", "schema")


def test_refresh_prints_the_table_and_ends_with_the_sentence(article: Path) -> None:
    done = run("refresh", article, "--as-of", "2026-09-27")

    lines = [plain(line) for line in done.output.splitlines()]
    assert (done.status, done.errors) == (0, "")
    assert lines[0] == "Chiffres au 27/09/2026, trimestre commencé le 01/07/2026."
    assert any(line.startswith("Comptes engagés │ 18 │ 18/50 │ 20 │ à surveiller") for line in lines)
    assert f"Tableau de bord : {article.with_name('suivi-dashboard.xlsx')}" in lines
    assert lines[-1] == FRENCH


def test_refresh_writes_beside_the_workbook_and_never_in_it(article: Path) -> None:
    before = article.read_bytes()

    run("refresh", article, "--as-of", "2026-09-27")

    assert article.read_bytes() == before
    written = openpyxl.load_workbook(article.with_name("suivi-dashboard.xlsx"), read_only=True)
    assert written.sheetnames[:3] == ["Tableau de bord", "Suivi des comptes", "Analyses"]


def test_refresh_in_another_language_and_elsewhere(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.xlsx"

    done = run("refresh", article, "--as-of", "2026-09-27", "--language", "en", "--output", output)

    assert plain(done.output.splitlines()[-1]) == ENGLISH
    assert openpyxl.load_workbook(output, read_only=True).sheetnames[0] == "Dashboard"
    assert not article.with_name("suivi-dashboard.xlsx").exists()


def test_json_is_one_object_that_fits_the_published_schema(article: Path) -> None:
    printed = run("refresh", article, "--as-of", "2026-09-27", "--json")
    schema = json.loads(run("schema").output)

    report = json.loads(printed.output)
    assert list(report) == schema["required"]
    assert Report.model_validate_json(printed.output, strict=True).as_of.isoformat() == "2026-09-27"
    assert schema == Report.model_json_schema()


@freeze_time("2026-05-20 23:30")
def test_without_a_date_it_is_today_where_the_workbook_is(article: Path) -> None:
    report = json.loads(run("refresh", article, "--json").output)

    assert report["as_of"] == "2026-05-21"


def test_check_lists_the_errors_and_exits_1(tmp_path: Path) -> None:
    done = run("check", GOLDEN / "edges.xlsx", "--as-of", "2026-05-20")

    assert (done.status, done.errors) == (1, "")
    assert "erreur" in done.output
    assert "À corriger d'abord" in done.output
    assert list(tmp_path.iterdir()) == []


def test_check_of_a_pasted_export_that_nobody_can_read_tells_the_first_of_each_kind(tmp_path: Path) -> None:
    pasted = [["32/13/2026", f"Inconnu {number}", "webinaire"] for number in range(20_000)]
    book = workbook(
        tmp_path / "a.xlsx",
        Comptes=[["Compte"], ["Alizé"]],
        Interactions=[["Date", "Compte", "Type"], *pasted],
    )

    summary, every = (run("check", book, "--as-of", "2026-09-27", *more) for more in ([], ["--all"]))

    assert (summary.status, every.status) == (1, 1)
    said = summary.output.replace("\u202f", " ")
    assert "erreur  Interactions, Compte · 20 000 fois · lignes 2, 3, 4…" in said
    assert "Coûts marketing · une fois" in said
    assert len(said.splitlines()) < 40
    assert every.output.count("Inconnu ") == 20_000
    assert len(every.output.splitlines()) > 40_000


def test_check_says_that_all_was_read_and_exits_0(article: Path) -> None:
    done = run("check", article, "--as-of", "2026-09-27", "--language", "en")

    assert (done.status, done.output.count("\n")) == (0, 1)
    assert not article.with_name("suivi-dashboard.xlsx").exists()


def test_check_exits_0_on_warnings(tmp_path: Path) -> None:
    rows = {
        "Comptes": [["Compte", "Domaines"], ["Alizé", "pas un domaine !"]],
        "Interactions": [["Date", "Compte", "Type"]],
        "Opportunités": [["Compte", "Étape", "Créée le"]],
        "Coûts marketing": [["Date", "Montant"]],
        "Coûts commerciaux": [["Date", "Montant"]],
    }
    done = run("check", workbook(tmp_path / "a.xlsx", **rows), "--as-of", "2026-09-27")

    assert "à vérifier" in done.output
    assert done.status == 0


def test_template_writes_a_workbook_ready_to_fill(tmp_path: Path) -> None:
    out = tmp_path / "new" / "modele.xlsx"

    done = run("template", out)

    assert (done.status, done.errors) == (0, "")
    assert str(out) in done.output
    assert run("check", out).status == 0


@pytest.mark.parametrize(("language", "sentence"), [("fr", FRENCH), ("en", ENGLISH)])
def test_demo_works_and_works_again(language: str, sentence: str, tmp_path: Path) -> None:
    first = run("demo", tmp_path / "demo", "--language", language)
    second = run("demo", tmp_path / "demo", "--language", language)

    assert (first.status, first.errors) == (second.status, second.errors) == (0, "")
    assert plain(first.output.splitlines()[-1]) == plain(second.output.splitlines()[-1]) == sentence
    assert len(list((tmp_path / "demo").iterdir())) == 2
    assert first.output.splitlines()[0] != second.output.splitlines()[0]


def test_workshop_tallies_the_votes_and_proposes_shared_metrics(tmp_path: Path) -> None:
    run("demo", tmp_path)

    done = run("workshop", tmp_path / "exemple-abm.xlsx")

    lines = [plain(line) for line in done.output.splitlines()]
    assert (done.status, done.errors) == (0, "")
    assert "MQL" in next(line for line in lines if line.startswith("Écartés"))
    assert lines[-1].startswith("Indicateurs communs proposés : Comptes engagés, ")


def test_workshop_names_what_it_does_not_know(tmp_path: Path) -> None:
    votes = [["Participant", "Indicateur"], ["Léa", "Bonne humeur"], ["Léa", "ROI"]]
    book = workbook(tmp_path / "a.xlsx", Comptes=[["Compte"], ["Alizé"]], Atelier=votes)

    assert "Bonne humeur" in run("workshop", book).output


def test_workshop_without_a_vote_says_so(article: Path) -> None:
    done = run("workshop", article, "--language", "en")

    assert (done.status, done.output.count("\n")) == (0, 1)
    assert "Workshop" in done.output


def test_version() -> None:
    assert run("--version") == Done(0, f"abm-sheets {__version__}\n", "")


def test_help_says_what_each_command_does() -> None:
    done = run("--help")

    assert done.status == 0
    assert all(command in done.output for command in COMMANDS)


def test_a_command_is_asked_for_where_none_is_given() -> None:
    done = run()

    assert (done.status, done.output) == (2, "")
    assert all(command in done.errors for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(command: str) -> None:
    done = run(command, "--help")

    assert (done.status, done.errors) == (0, "")


def test_progress_is_shown_on_a_terminal_only(article: Path) -> None:
    arguments = ("refresh", article, "--as-of", "2026-09-27", "--json")

    silent, said = run(*arguments), run(*arguments, terminal=True)

    assert silent.errors == ""
    assert "Calcul de suivi.xlsx…" in said.errors
    assert said.output == silent.output


def test_signs_that_an_old_code_page_lacks_do_not_stop_it(article: Path) -> None:
    done = run("refresh", article, "--as-of", "2026-09-27", encoding="cp1252")

    assert done.status == 0
    assert done.output.rstrip().endswith("2 ont signé pour 180?000\u00a0€, avec un ROI global de 3,2×.")


def test_streams_of_another_kind_are_left_as_they_are() -> None:
    output, ended = io.StringIO(), pytest.raises(SystemExit)

    with patch.object(sys, "argv", ["abm-sheets", "--version"]), redirect_stdout(output), ended:
        cli.main()

    assert output.getvalue() == f"abm-sheets {__version__}\n"


def test_the_package_runs_as_a_module() -> None:
    output, ended = io.StringIO(), pytest.raises(SystemExit)

    with patch.object(sys, "argv", ["abm_sheets", "--version"]), redirect_stdout(output), ended:
        runpy.run_module("abm_sheets", run_name="__main__")

    assert output.getvalue() == f"abm-sheets {__version__}\n"
