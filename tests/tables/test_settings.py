"""Settings: each key's good and bad values, labels in both languages, defaults and rates."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest

from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables import read_tables
from abm_sheets.tables.regional import find_zone
from abm_sheets.tables.settings import SETTINGS, Settings, setting_key
from abm_sheets.workbook.interface import Cell
from tests.sheets import NOW, places, read, snapshot

GOOD: list[tuple[str, Cell, Any]] = [
    ("engagement_min_interactions", 4, 4),
    ("engagement_min_interactions", "4", 4),
    ("engagement_window_days", 45.0, 45),
    ("engagement_window_days", "1 000", 1000),
    ("influence_min_assets", 1, 1),
    ("influence_lookback_days", 180, 180),
    ("win_rate_window_days", 90, 90),
    ("cycle", "Moyenne", "mean"),
    ("cycle", "mean", "mean"),
    ("cycle", "médiane", "median"),
    ("velocity_value", "total", "total"),
    ("velocity_value", "moyenne", "average"),
    ("velocity_value", "average", "average"),
    ("cost_allocation", "selon les interactions", "interactions"),
    ("cost_allocation", "EQUAL", "equal"),
    ("stagnation_days", 0, 0),
    ("small_sample", 0, 0),
    ("currency", "usd", "USD"),
    ("currency", "£", "GBP"),
    ("fiscal_year_start", 12, 12),
    ("continue_history", "oui", "yes"),
    ("continue_history", True, "yes"),
    ("language", "anglais", "en"),
    ("language", "fr", "fr"),
    ("locale", "en-GB", "en_GB"),
    ("time_zone", "America/New_York", "America/New_York"),
]

BAD: list[tuple[str, Cell]] = [
    ("engagement_min_interactions", 0),
    ("engagement_min_interactions", "trois"),
    ("engagement_min_interactions", True),
    ("engagement_window_days", 30.5),
    ("engagement_window_days", 100_001),
    ("influence_min_assets", -1),
    ("influence_lookback_days", 0),
    ("win_rate_window_days", date(2026, 1, 1)),
    ("cycle", "total"),
    ("velocity_value", "médiane"),
    ("cost_allocation", "au hasard"),
    ("stagnation_days", -1),
    ("small_sample", "1.234"),
    ("currency", "zorkmid"),
    ("fiscal_year_start", 13),
    ("fiscal_year_start", 0),
    ("continue_history", "peut-être"),
    ("language", "klingon"),
    ("locale", "klingon"),
    ("fx_USD", 0),
    ("fx_USD", -1),
    ("fx_USD", float("inf")),
    ("fx_USD", "cher"),
]


def _read(*rows: tuple[Cell, Cell]) -> tuple[Settings, list[tuple[str, int | None]]]:
    tables = read(settings=[["setting", "value"], *rows])
    return tables.settings, [(rule, row) for rule, _, row, _ in places(tables)]


@pytest.mark.parametrize(("key", "cell", "value"), GOOD)
def test_a_good_value_is_in_force(key: str, cell: Cell, value: object) -> None:
    settings, issues = _read((key, cell))
    assert getattr(settings, key) == value
    assert issues == []


def test_an_impossible_value_is_an_issue_and_the_default_is_used() -> None:
    assert _read(*BAD) == (Settings(), [("invalid_setting", row) for row, _ in enumerate(BAD, 2)])


def test_every_setting_is_shown_with_good_and_bad_values() -> None:
    # A time zone that cannot be read has a rule of its own.
    bad = {key for key, _ in BAD if key != "fx_USD"} | {"time_zone"}
    assert {key for key, _, _ in GOOD} == bad == set(SETTINGS)


def test_a_blank_value_is_the_default() -> None:
    assert _read(*((key, blank) for key in SETTINGS for blank in (None, " "))) == (Settings(), [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_setting_is_named_by_its_key_or_by_its_label(language: str) -> None:
    for key in SETTINGS:
        label = catalogue(language).word("setting", key)
        assert [setting_key(text) for text in (key, label, label.upper())] == [key] * 3


@pytest.mark.parametrize(
    "name", ["fx_USD", "FX_usd", "Taux de change USD", "Taux USD", "Exchange rate USD", "Rate usd"]
)
def test_a_rate_is_named_by_its_currency(name: str) -> None:
    assert _read((name, "0,92"))[0].rates == {"USD": 0.92}


def test_an_unknown_setting_is_an_issue() -> None:
    unknown = ("couleur", "fx_", "fx_DOLLAR", "fx", "rates")
    issues = [("unknown_setting", row) for row, _ in enumerate(unknown, 2)]
    assert _read(*((name, 1) for name in unknown)) == (Settings(), issues)


def test_the_first_possible_value_counts() -> None:
    settings, issues = _read(("small_sample", "x"), ("small_sample", 7), ("Petit échantillon", 8))
    assert settings.small_sample == 7
    assert issues == [("invalid_setting", 2)]


def test_a_value_without_a_name_is_left_out() -> None:
    assert _read((None, 5)) == (Settings(), [("missing_value", 2)])


def test_the_choices_are_named_in_the_language_of_the_reader() -> None:
    book = snapshot(settings=[["setting", "value"], ["cycle", "x"]])
    sentences = [read_tables(book, NOW, language).issues[0].message for language in LANGUAGES]
    assert "médiane, moyenne" in sentences[0]
    assert "median, mean" in sentences[1]


@pytest.mark.parametrize(
    ("locale", "language", "expected"),
    [
        (None, "fr", ("fr", "fr_FR")),
        (None, "en", ("en", "en_US")),
        ("en_US", "fr", ("fr", "en_US")),
        ("fr_CA", "en", ("en", "fr_CA")),
        ("de_DE", "en", ("en", "de_DE")),
    ],
)
def test_the_language_is_that_of_the_tabs_and_the_locale_the_spreadsheet_s_own(
    locale: str | None, language: str, expected: tuple[str, str]
) -> None:
    settings = read_tables(snapshot(locale, language), NOW).settings
    assert (settings.language, settings.locale) == expected


def test_a_chosen_language_is_that_of_the_outputs_whatever_the_tabs() -> None:
    tables = read(settings="setting|value\nlanguage|en")
    assert (tables.settings.language, tables.settings.locale) == ("en", "fr_FR")


@pytest.mark.parametrize(
    ("declared", "zone"),
    [
        (None, "Europe/Paris"),
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("GMT-07:00", "GMT-07:00"),
        ("Mars/Olympus", "Europe/Paris"),
    ],
)
def test_the_time_zone_is_the_spreadsheet_s_own_where_it_is_one(declared: str | None, zone: str) -> None:
    tables = read_tables(snapshot(time_zone=declared), NOW)
    assert tables.settings.time_zone == zone
    assert tables.settings.zone == find_zone(zone)


def test_the_zone_says_which_day_it_is() -> None:
    late = NOW.replace(hour=23)
    assert read(now=late, settings="setting|value\ntime_zone|Asia/Tokyo").today == date(2026, 9, 29)
    assert read(now=late).today == date(2026, 9, 28)


def test_the_locale_set_is_the_one_that_cells_are_read_by() -> None:
    tables = read(
        settings="setting | value\nFormat régional | en_US",
        sales_costs="date | amount\n'03/15/2026 | '1,234.50",
    )
    assert tables.sales_costs is not None
    assert tables.sales_costs["amount"].tolist() == [123_450]


def test_the_defaults_are_those_of_the_specification() -> None:
    defaults = {each.name: getattr(Settings(), each.name) for each in fields(Settings)}
    assert defaults == {
        "engagement_min_interactions": 3,
        "engagement_window_days": 30,
        "influence_min_assets": 2,
        "influence_lookback_days": None,
        "win_rate_window_days": 365,
        "cycle": "median",
        "velocity_value": "average",
        "cost_allocation": "equal",
        "stagnation_days": 21,
        "small_sample": 5,
        "currency": "EUR",
        "fiscal_year_start": 1,
        "continue_history": "no",
        "language": "fr",
        "locale": "fr_FR",
        "time_zone": "Europe/Paris",
        "rates": {},
    }


def test_settings_given_stand_in_place_of_those_of_the_tab() -> None:
    book = snapshot(settings="setting | value\ncycle | mean\nsmall_sample | 7\nfx_USD | 0.9\nlanguage | fr")
    given = {"cycle": "median", "small_sample": None, "fx_USD": None, "fx_GBP": 1.1, "language": "en"}

    settings = read_tables(book, NOW, given=given).settings

    assert settings == Settings(rates={"GBP": 1.1}, language="en")


def test_settings_are_given_to_a_workbook_without_their_tab() -> None:
    assert read_tables(snapshot(), NOW, given={"stagnation_days": 5}).settings == Settings(stagnation_days=5)


def test_a_number_that_reads_in_two_ways_says_so() -> None:
    (issue,) = read(settings=[["setting", "value"], ["fx_USD", "1.085"]]).issues

    assert "ne se lit que d'une façon" in issue.message


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("GMT-07:00", -7),
        ("UTC+2", 2),
        ("GMT+5:30", 5.5),
        ("utc +02", 2),
        ("+0200", 2),
        ("UTC\u22123", -3),
        ("GMT", 0),
        ("Etc/GMT+5", -5),
        ("europe/paris", 2),
    ],
)
def test_a_zone_goes_by_its_name_or_by_its_offset(name: str, hours: float) -> None:
    assert NOW.astimezone(find_zone(name)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["", "Paris", "GMT+25", "UTC+", "7", "heure d'été"])
def test_what_is_no_zone_is_none(name: str) -> None:
    assert find_zone(name) is None


def test_a_zone_of_the_spreadsheet_that_cannot_be_read_is_told() -> None:
    tables = read_tables(snapshot(time_zone="Mars/Olympus"), NOW)
    (issue,) = tables.issues
    assert (issue.rule, issue.tab, issue.row, issue.value) == (
        "unreadable_time_zone",
        "settings",
        None,
        "Mars/Olympus",
    )
    assert "Fichier > Paramètres" in issue.message
    assert "« Fuseau horaire »" in issue.message.replace("\u00a0", " ")


@pytest.mark.parametrize("advised", ["Europe/Paris", "UTC+2"])
def test_the_zone_that_is_advised_settles_it(advised: str) -> None:
    reported = read(settings="setting|value\ntime_zone|heure de Paris").issues
    assert [(issue.rule, issue.row, issue.column) for issue in reported] == [
        ("unreadable_time_zone", 2, "value")
    ]
    assert advised in reported[0].message
    assert places(read(settings=f"setting|value\ntime_zone|{advised}")) == []
