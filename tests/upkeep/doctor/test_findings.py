"""What is to be done first."""

from __future__ import annotations

from abm_sheets.upkeep.doctor.facts import Finding, Level, first_step, has_errors

FINE = Finding("size", Level.OK, "fits")
TO_SEE = Finding("roles", Level.WARNING, "no admin", "name one")
WRONG = Finding("sharing", Level.ERROR, "not shared", "share it")
WAITING = Finding("tabs", Level.SKIPPED, "sharing first")


def test_the_first_error_comes_before_any_warning() -> None:
    assert first_step([FINE, TO_SEE, WRONG, WAITING]) == "share it"


def test_without_errors_the_first_warning_is_next() -> None:
    assert first_step([FINE, TO_SEE]) == "name one"


def test_where_all_is_well_there_is_nothing_to_do() -> None:
    assert first_step([FINE]) == ""


def test_only_errors_are_errors() -> None:
    assert has_errors([FINE, WRONG])
    assert not has_errors([FINE, TO_SEE, WAITING])
