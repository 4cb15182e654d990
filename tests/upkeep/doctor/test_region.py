"""The check of the locale and the time zone."""

from __future__ import annotations

import pytest

from abm_sheets.upkeep.doctor.facts import Content
from abm_sheets.upkeep.doctor.spreadsheet import region
from tests.sheets import snapshot
from tests.upkeep.doctor.small_facts import content, facts, reported


def sheet(locale: str | None, time_zone: str | None, language: str = "fr", settings: str = "") -> Content:
    tabs = {"settings": f"setting | value\n{settings}"} if settings else {}
    return content(snapshot(locale, language, time_zone, **tabs))


@pytest.mark.parametrize(
    ("known", "levels"),
    [
        (sheet("fr_FR", "Europe/Paris"), ["ok"]),
        (sheet("fr_BE", "Europe/Brussels"), ["ok"]),
        (sheet("en_US", "Etc/GMT"), ["warning", "warning"]),
        (sheet("en_US", "Europe/Paris"), ["warning"]),
        (sheet("fr_FR", "Etc/GMT"), ["warning"]),
        (sheet("fr_FR", None), ["warning"]),
        (sheet("fr_FR", "GMT-07:00"), ["ok"]),
        (sheet("fr_FR", "Mars/Olympus"), ["warning"]),
        (sheet("fr_FR", "Mars/Olympus", settings="time_zone | UTC+2"), ["ok"]),
        (sheet("en_US", "America/New_York", "en"), ["ok"]),
        (sheet("en_US", "Etc/GMT", settings="locale | fr_FR\ntime_zone | Europe/Paris"), ["ok"]),
        (sheet("fr_FR", "Europe/Paris", settings="locale | volapük"), ["ok"]),
    ],
)
def test_a_file_made_by_a_program_has_another_country_than_its_team(
    known: Content, levels: list[str]
) -> None:
    assert [level for level, _ in reported(region(facts(), known))] == levels


def test_how_to_change_both_is_said() -> None:
    country, zone = region(facts(), sheet("en_US", "Etc/GMT"))

    assert "France" in country.next
    assert "Europe/Paris" in zone.next


def test_a_settings_tab_without_values_decides_nothing() -> None:
    bare = content(snapshot("fr_FR", "fr", "Europe/Paris", settings="Paramètre\nlocale"))

    assert reported(region(facts(), bare)) == [
        ("ok", "Paramètres régionaux fr_FR, fuseau horaire Europe/Paris.")
    ]
