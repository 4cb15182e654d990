"""The archive that Notion imports: its layout, its links, its database."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from abm_sheets.language import LANGUAGES
from abm_sheets.outputs.files.document import document, notion_archive
from abm_sheets.outputs.tabs.definitions import definitions
from tests.outputs.files.document.test_content import TARGETS, defaults
from tests.outputs.files.views import rows_of_csv, viewed


def archive(content: bytes) -> dict[str, bytes]:
    """The files of an archive, by their paths."""
    with ZipFile(BytesIO(content)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_pages_stand_under_the_first() -> None:
    assert list(archive(notion_archive(document(defaults())))) == [
        "Définitions et réunion.md",
        "Définitions et réunion/Les indicateurs.csv",
        "Définitions et réunion/Les règles.md",
        "Définitions et réunion/La réunion.md",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_file_and_every_file_is_linked(language: str) -> None:
    first, *others = files = archive(notion_archive(document(defaults(language))))

    links = re.findall(r"\[[^\]]+\]\(([^)\s]+)\)", files[first].decode())

    assert [unquote(link) for link in links] == others


def test_the_database_has_a_row_per_metric() -> None:
    view = viewed(targets=TARGETS)
    files = archive(notion_archive(document(view)))

    headers, *rows = rows_of_csv(files["Définitions et réunion/Les indicateurs.csv"])

    table = definitions(view).tables[0]
    assert headers == ["Indicateur", "Définition", "Calcul", "Onglets lus", "Responsable", "Objectif"]
    assert [row[:-1] for row in rows] == [
        list(row) for row in zip(*(c.values for c in table.columns), strict=True)
    ]
    assert {row[0]: row[-1] for row in rows if row[-1]} == {
        "Taux de conversion": "10\u00a0%",
        "Revenus": "60\u202f000\u00a0€",
    }


def test_the_rules_and_the_meeting_are_pages() -> None:
    files = archive(notion_archive(document(defaults("en"))))

    assert "## The statuses" in files["Definitions and meeting/The rules.md"].decode()
    assert (
        "## 1. The week against targets · 8 min" in files["Definitions and meeting/The meeting.md"].decode()
    )
    assert "delete the old ones first" in files["Definitions and meeting.md"].decode()
