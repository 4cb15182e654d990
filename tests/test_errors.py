"""Failures that say in one sentence, in either language, what happened and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest

from abm_sheets import errors
from abm_sheets.errors import AbmSheetsError, NoUsableTabError, TabTooLargeError, UsageError, WorkbookError
from abm_sheets.language import LANGUAGES, catalogue

DETAILS = dict.fromkeys(
    [
        "path",
        "title",
        "said",
        "cell",
        "cells",
        "reason",
        "value",
        "language",
        "email",
        "api",
        "url",
        "who",
        "location",
        "address",
        "folder",
        "choices",
        "setting",
        "number",
        "limit",
        "fr",
        "en",
        "subject",
        "variable",
        "schedule",
        "zone",
        "source",
        "tabs",
        "places",
        "host",
        "port",
        "header",
        "letters",
        "letter",
        "field",
    ],
    "x",
) | {"system": "hubspot"}


def _kinds(root: type[AbmSheetsError]) -> Iterator[type[AbmSheetsError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _kinds(kind)


for module in iter_modules(errors.__path__):
    import_module(f"{errors.__name__}.{module.name}")
KINDS = list(_kinds(AbmSheetsError))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_is_one_sentence_in_each_language(kind: type[AbmSheetsError], language: str) -> None:
    sentence = kind(**DETAILS).sentence(language)
    assert "\n" not in sentence
    assert "{" not in sentence
    assert sentence[0].isupper() or sentence[0] in "«“"


def test_every_sentence_belongs_to_a_failure() -> None:
    assert set(catalogue("fr").find("errors")) == {kind.key for kind in KINDS}


def test_a_failure_keeps_its_details_and_speaks_french_by_default() -> None:
    error = TabTooLargeError(title="Comptes", cell="XFD1", cells=17)
    assert error.details == {"title": "Comptes", "cell": "XFD1", "cells": "17"}
    assert "L'onglet «\u00a0Comptes\u00a0» s'étend jusqu'à la cellule XFD1, soit 17 cellules" in str(error)
    assert isinstance(error, WorkbookError)


def test_a_workbook_without_accounts_names_the_tab_in_each_language() -> None:
    error = NoUsableTabError()
    assert "«\u00a0Comptes\u00a0»" in str(error)
    assert "“Accounts”" in error.sentence("en")
    assert not isinstance(error, (UsageError, WorkbookError))
