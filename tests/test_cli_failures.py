"""Commands that fail: one sentence on standard error, an exit status, and nothing written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

import openpyxl
import pytest

from abm_sheets import cli
from abm_sheets.cli import results
from tests.commands import Done, plain, run, workbook


def names(folder: Path) -> list[str]:
    """The names of what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def assert_one_sentence(done: Done, status: int) -> str:
    """A failure: its status, nothing on standard output, one line without traceback on standard error."""
    assert (done.status, done.output) == (status, "")
    assert done.errors.count("\n") == 1
    assert done.errors.rstrip().endswith(".")
    assert "Traceback" not in done.errors
    return plain(done.errors)


def test_template_does_not_replace_a_file_unless_forced(tmp_path: Path) -> None:
    out = tmp_path / "modele.xlsx"
    out.write_bytes(b"precious")

    assert "existe déjà" in assert_one_sentence(run("template", out), 2)
    assert out.read_bytes() == b"precious"

    assert run("template", out, "--force", "--language", "en").status == 0
    assert "Accounts" in openpyxl.load_workbook(out, read_only=True).sheetnames


def test_template_writes_xlsx_only(tmp_path: Path) -> None:
    assert ".xlsx" in assert_one_sentence(run("template", tmp_path / "modele.ods"), 2)
    assert list(tmp_path.iterdir()) == []


def test_template_over_a_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "modele.xlsx"
    folder.mkdir()

    assert_one_sentence(run("template", folder, "--force"), 1)


def test_demo_where_a_file_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("not a folder", encoding="utf-8")

    assert_one_sentence(run("demo", tmp_path / "demo"), 1)


@pytest.mark.parametrize(
    "arguments",
    [["refresh"], ["dance"], ["refresh", "a.xlsx", "--dance"], ["refresh", "a.xlsx", "--language", "de"]],
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    done = run(*arguments)

    assert (done.status, done.output) == (2, "")
    assert "Traceback" not in done.errors


@pytest.mark.parametrize("day", ["hier", "2026-02-30", "27/09/2026", "1815-06-18", "9999-12-31", ""])
def test_a_date_that_is_none_is_wrong_usage(day: str, article: Path) -> None:
    assert "1990" in assert_one_sentence(run("refresh", article, "--as-of", day), 2)


def test_an_output_that_is_the_input_is_wrong_usage(article: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(article)
    before = article.read_bytes()

    for output in (article, link):
        assert "différent" in assert_one_sentence(run("refresh", article, "--output", output), 2)
    assert article.read_bytes() == before


def test_an_output_that_is_no_xlsx_is_wrong_usage(article: Path, tmp_path: Path) -> None:
    assert ".xlsx" in assert_one_sentence(run("refresh", article, "--output", tmp_path / "out.pdf"), 2)


@pytest.mark.parametrize("command", ["refresh", "check", "workshop"])
def test_a_missing_file(command: str, tmp_path: Path) -> None:
    assert "Aucun fichier" in assert_one_sentence(run(command, tmp_path / "absent.xlsx"), 1)


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    assert_one_sentence(run("refresh", tmp_path), 1)


@pytest.mark.parametrize("content", [b"", b"Compte;Date\n", b"PK\x03\x04 truncated"])
def test_a_file_that_is_no_workbook(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    assert "n'est pas un classeur" in assert_one_sentence(run("refresh", path), 1)
    assert names(tmp_path) == ["a.xlsx"]


def test_half_a_workbook(article: Path) -> None:
    article.write_bytes(article.read_bytes()[:9_000])

    assert "n'est pas un classeur" in assert_one_sentence(run("refresh", article), 1)


def test_a_workbook_protected_by_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4_096)

    assert "mot de passe" in assert_one_sentence(run("refresh", path), 1)


@pytest.mark.parametrize(
    "tabs",
    [{"Notes": [["à faire"]]}, {"Comptes": [["Secteur"], ["Acier"]]}, {"Comptes": []}],
    ids=["no tab of ours", "no account column", "blank tab"],
)
def test_a_workbook_without_accounts(tabs: dict[str, list[list[str]]], tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", **tabs)

    assert "Comptes" in assert_one_sentence(run("refresh", path), 1)
    assert names(tmp_path) == ["a.xlsx"]


def test_a_folder_in_the_way_of_the_output(article: Path) -> None:
    folder = article.with_name("suivi-dashboard.xlsx")
    folder.mkdir()

    assert str(folder) in assert_one_sentence(run("refresh", article, "--as-of", "2026-09-27"), 1)
    assert names(article.parent) == ["suivi-dashboard.xlsx", "suivi.xlsx"]


def test_an_output_in_a_folder_that_is_not_there(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "absent" / "out.xlsx"

    assert str(output) in assert_one_sentence(run("refresh", article, "--output", output), 1)


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("xlsxwriter.workbook.Workbook.close", OSError(errno.ENOSPC, "No space left on device")),
        ("xlsxwriter.workbook.Workbook.close", PermissionError(errno.EACCES, "Permission denied")),
        ("pathlib.Path.replace", PermissionError(errno.EACCES, "File in use")),
    ],
    ids=["disk full", "folder protected", "file open elsewhere"],
)
def test_a_refused_write_leaves_the_old_output_whole(step: str, error: OSError, article: Path) -> None:
    output = article.with_name("suivi-dashboard.xlsx")
    output.write_bytes(b"the old dashboard")

    with patch(step, side_effect=error):
        done = run("refresh", article, "--as-of", "2026-09-27")

    assert str(error.strerror) in assert_one_sentence(done, 1)
    assert output.read_bytes() == b"the old dashboard"
    assert names(article.parent) == ["suivi-dashboard.xlsx", "suivi.xlsx"]


def broken(*_: object, **__: object) -> NoReturn:
    """Fail in a way that nobody foresaw."""
    message = "secret detail"
    raise ZeroDivisionError(message)


def test_an_unforeseen_failure_is_a_sentence_too(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "run", broken)

    sentence = assert_one_sentence(run("refresh", article), 1)

    assert "ZeroDivisionError" in sentence
    assert "secret" not in sentence


def test_developers_may_ask_for_the_traceback(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "run", broken)
    monkeypatch.setenv(cli.DEBUG_VARIABLE, "1")

    with pytest.raises(ZeroDivisionError, match="secret"):
        run("refresh", article)


def shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed package in its own process."""
    return subprocess.run(
        [sys.executable, "-m", "abm_sheets", *arguments],
        env=os.environ | environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [((), {"ABM_SHEETS_LANGUAGE": "en"}), (("--language", "en"), {})],
)
def test_the_shell_may_choose_english_for_failures(
    arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    done = shell("refresh", "absent.xlsx", *arguments, **environment)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There is no file at “absent.xlsx”: check the path.\n"


def test_a_disk_that_fills_up_leaves_one_sentence_and_the_old_dashboard(article: Path) -> None:
    output = article.with_name("suivi-dashboard.xlsx")
    output.write_bytes(b"old")
    # A limit on file sizes is what a full disk is to a process: writing fails half way.
    script = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
    script += (
        f"sys.argv = ['abm-sheets', 'refresh', {str(article)!r}]; from abm_sheets.cli import main; main()"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, encoding="utf-8")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "n'a pas pu être écrit" in plain(done.stderr)
    assert names(article.parent) == ["suivi-dashboard.xlsx", "suivi.xlsx"]
    assert output.read_bytes() == b"old"
