"""The checks as a whole: their order, what they skip, and that none ever fails."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from abm_sheets import errors
from abm_sheets.errors.google import CredentialsNotFoundError, GoogleError, NotSharedError, QuotaError
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.upkeep.doctor import CHECKS, examine
from abm_sheets.upkeep.doctor.facts import Level
from tests.commands import plain
from tests.upkeep.doctor.small_facts import ROBOT, content, facts

NAMES = [check.name for check in CHECKS]


def failures() -> Iterator[GoogleError]:
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, GoogleError):
            details = dict.fromkeys(("path", "folder", "who", "api", "url", "title", "said", "reason"), "x")
            yield kind(**details, email=ROBOT)


def test_the_checks_come_in_the_order_in_which_problems_are_put_right() -> None:
    assert NAMES[:5] == ["credentials", "sheets_api", "drive_api", "sharing", "kind"]
    assert NAMES[5:] == ["tabs", "columns", "refresh", "roles", "drift", "outputs", "twins", "size", "region"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_its_words(language: str) -> None:
    assert all(catalogue(language).text(f"doctor.{name}.label") for name in NAMES)


def test_without_credentials_every_other_check_waits_for_them() -> None:
    missing = facts(identity=CredentialsNotFoundError(), account=None, file=None, present=None, content=None)

    first, *others = examine(missing)

    assert first.level is Level.ERROR
    assert "guide" in first.next
    assert {each.level for each in others} == {Level.SKIPPED}
    assert {plain(each.found) for each in others} == {"« Identifiants » doit d'abord être réglé."}
    assert [each.check for each in others] == NAMES[1:]


def test_checks_wait_for_the_first_error_before_them() -> None:
    shut = facts(present=NotSharedError(email=ROBOT), file=None, content=None)

    findings = examine(shut)

    assert [each.level.value for each in findings] == ["ok", "ok", "ok", "error", *["skipped"] * 10]
    assert plain(findings[-1].found) == "« Partage » doit d'abord être réglé."


def test_tabs_that_cannot_be_read_are_an_error_of_their_own() -> None:
    findings = {each.check: each for each in examine(facts(content=QuotaError()))}

    assert findings["tabs"].level is Level.ERROR
    assert "quota" in findings["tabs"].next
    assert plain(findings["columns"].found) == "« Onglets de saisie » doit d'abord être réglé."


def test_a_sound_spreadsheet_has_all_its_checks_run() -> None:
    findings = examine(facts(content=content()))

    assert [*dict.fromkeys(each.check for each in findings)] == NAMES
    assert Level.SKIPPED not in {each.level for each in findings}


@pytest.mark.parametrize("error", list(failures()), ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_check_fails_whatever_google_answers(error: GoogleError, language: str) -> None:
    sound = facts()
    answers: dict[str, tuple[Any, ...]] = {
        "identity": (sound.identity, error),
        "account": (sound.account, error, None),
        "file": (sound.file, error, None),
        "present": (sound.present, error, None),
        "content": (content(), error, None),
    }
    for values in product(*answers.values()):
        findings = examine(facts(language, **dict(zip(answers, values, strict=True))))

        assert {each.check for each in findings} == set(NAMES)
        assert not any("{" in each.found + each.next for each in findings)
