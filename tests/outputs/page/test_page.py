"""The page: the story's figures read back, safe whatever people type, and sound as a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest

from abm_sheets.language import LANGUAGES
from abm_sheets.metrics.known import SHARED
from abm_sheets.outputs.page import render
from abm_sheets.story.story import Story, story_of
from abm_sheets.story.trends import Timeline
from abm_sheets.story.wording import Figure
from tests.commands import plain
from tests.outputs.page.reading import classed, figures, read, section, text
from tests.story.books import EDGES, GOLDENS, HOSTILE, edge, explained, golden

ACCOUNT = "an account"
"""The page that explains an account, of the workbook whose names are long and hostile."""

PAGES = [(name, language) for name in GOLDENS for language in LANGUAGES]
every_page = pytest.mark.parametrize(("name", "language"), PAGES, ids=[f"{n} in {la}" for n, la in PAGES])
every_edge = pytest.mark.parametrize("name", EDGES)
every_kind = pytest.mark.parametrize("name", [*EDGES, ACCOUNT])


@cache
def page(name: str, language: str = "fr") -> Element:
    """The page of a golden workbook."""
    return read(render(story_of(golden(name, language))))


@cache
def source_of(name: str) -> str:
    """The page of a workbook at the edges, as it is written."""
    return explained(edge("long"), 0) if name == ACCOUNT else render(story_of(edge(name)))


@every_page
def test_the_cards_hold_the_five_metrics_of_the_report(name: str, language: str) -> None:
    report = golden(name, language).report
    cards = list(classed(section(page(name, language), "metrics"), "card"))

    values = [getattr(report.metrics, key) for key in SHARED]
    assert [figures(each) for each in cards] == [[] if value is None else [value] for value in values]
    assert [each.get("class", "").split()[1] for each in cards] == [report.status[key] for key in SHARED]


@every_page
def test_the_tables_hold_the_weeks_and_the_months_of_the_report(name: str, language: str) -> None:
    report = golden(name, language).report
    weeks, months = classed(page(name, language), "numbers")
    whole = story_of(golden(name, language))

    for table, timeline, snapshots in (
        (weeks, whole.weeks, report.weeks),
        (months, whole.months, report.months),
    ):
        days = [each.get("datetime") for each in table.iter("time")]
        assert days == [f"{each.as_of}" for each in snapshots]
        assert figures(table) == _shown(timeline)


def _shown(timeline: Timeline) -> list[float]:
    rows = zip(*(each.figures for each in timeline.known), strict=True)
    return [figure.value for row in rows for figure in row if figure.value is not None]


@every_page
def test_the_lists_hold_the_returns_of_the_report(name: str, language: str) -> None:
    root = page(name, language)

    for dimension in ("industry", "size"):
        found = [each for each in golden(name, language).report.segments if each.dimension == dimension]
        expected = [each.roi for each in found if each.roi is not None]
        assert sorted(figures(section(root, dimension))) == sorted(expected)


@every_page
def test_the_sentence_and_the_stamp_are_the_runs(name: str, language: str) -> None:
    root, whole = page(name, language), story_of(golden(name, language))

    assert root.get("lang") == language
    assert text(next(classed(root, "sentence"))) == " ".join(whole.sentence.split())
    assert " ".join(whole.stamp.computed.split()) in text(next(root.iter("footer")))
    assert text(next(classed(root, "notice"))) == whole.stamp.rebuilt


def test_every_status_is_in_words() -> None:
    cards = classed(section(page("article"), "metrics"), "card")

    assert [text(next(classed(each, "word"))) for each in cards] == ["à surveiller", *["atteint"] * 4]


def test_the_win_and_the_changes_are_told() -> None:
    root = page("article")

    assert "Indigo a signé pour 120 000 € le 24 septembre 2026." in text(section(root, "win"))
    assert len(list(section(root, "win").iter("time"))) == 5
    assert figures(section(root, "changes")) == [1, 1, 1, 1, 1, 1, 120_000, 120_000]


def test_a_figure_that_is_no_longer_what_was_frozen_says_so() -> None:
    note = "Retraité : 1 € au moment de figer la semaine."
    whole = replaced(story_of(golden("article", "fr")), lambda each: Figure(each.value, each.text, note))

    assert note in text(next(classed(read(render(whole)), "numbers")))


@every_kind
def test_a_page_is_sound_whatever_the_workbook(name: str) -> None:
    source = source_of(name)
    root = read(source)

    assert source.startswith("<!DOCTYPE html>")
    ids = Counter(each.get("id") for each in root.iter() if each.get("id"))
    assert set(ids.values()) == {1}
    named = {each.get("aria-labelledby") for each in root.iter("section")}
    assert named <= set(ids)
    assert {each.get("href", "#")[1:] for each in root.iter("use")} <= set(ids)
    levels = [int(each.tag[1]) for each in root.iter() if re.fullmatch(r"h\d", each.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_kind
def test_a_page_holds_no_script_and_asks_for_nothing(name: str) -> None:
    source = source_of(name)
    root = read(source)

    assert not {"script", "link", "iframe", "object", "form", "img"} & {each.tag for each in root.iter()}
    attributes = {(key, value) for each in root.iter() for key, value in each.attrib.items()}
    assert not [key for key, _ in attributes if key.startswith("on") or key == "src"]
    assert all(value.startswith("#") for key, value in attributes if key == "href")
    assert not re.search(r"url\(|@import|https?:", source)
    assert "default-src 'none'" in source


@pytest.mark.parametrize("name", ["long", ACCOUNT])
def test_what_people_type_is_never_markup(name: str) -> None:
    source = source_of(name)

    assert "<script" not in source
    assert "<b>" not in source.replace("<b style", "")
    assert HOSTILE in "".join(read(source).itertext())


def test_an_account_s_page_leads_to_each_row_and_its_picture_says_what_it_shows() -> None:
    root = read(
        explained(golden("article", "fr"), 0, lambda tab, row: f"https://sheets.example.com/{tab}/{row}")
    )
    story = next(classed(root, "story"))
    wide, narrow = root.iter("svg")

    places = [(text(each), each.get("href", "")) for each in story.iter("a")]
    assert all(link.endswith(place.rpartition(" ")[2]) for place, link in places)
    assert ("Comptes, ligne 4", "https://sheets.example.com/accounts/4") in places
    assert text(next(story.iter("li"))) == "05/01/2026 Le compte est ciblé Comptes, ligne 4"
    assert wide.get("aria-label") == narrow.get("aria-label")
    assert " ".join((wide.get("aria-label") or "").split()) == (
        "Alizé, du 5 janvier 2026 au 27 septembre 2026 : 6 interactions marketing, 2 commerciales, aucune"
        " opportunité. Au 27/09/2026 : engagé, depuis le 07/08/2026. Chaque événement est écrit sous l'image."
    )


@every_edge
def test_each_chart_is_told_in_words(name: str) -> None:
    root = read(source_of(name))

    assert all(each.get("role") == "img" and each.get("aria-label") for each in root.iter("svg"))
    assert all(next(figure.iter("h3")).text for figure in root.iter("figure"))


def test_a_quarter_that_begins_is_read_beside_the_last_sentence_of_the_one_before() -> None:
    whole = replace(story_of(golden("article", "fr")), last_sentence="Au trimestre dernier (T2) : « … »")

    assert [text(each) for each in classed(read(render(whole)), "last")] == [whole.last_sentence]
    assert not list(classed(page("article"), "last"))


def test_a_chart_says_where_each_line_starts_and_where_it_is() -> None:
    funnel = next(next(page("article").iter("figure")).iter("svg"))

    assert " ".join(funnel.get("aria-label", "").split()) == (
        "Comptes ciblés : 50 (S27), puis 50 (S39). Comptes engagés : 0 (S27), puis 18 (S39). "
        "Comptes en opportunité : 2 (S27), puis 7 (S39). Deals signés : 0 (S27), puis 2 (S39)."
    )


def test_an_empty_workbook_has_a_page_that_says_so() -> None:
    root = read(source_of("empty"))

    assert "Nous n'avons ciblé aucun compte" in text(next(classed(root, "sentence")))
    assert [text(each) for each in classed(root, "value")] == ["0", "–", "0 €/jour", "–", "–"]
    assert [text(each) for each in classed(root, "status")] == ["sans objet (pas d'objectif)"] * 5
    assert "Aucun compte ciblé sur la période." in text(section(root, "industry"))
    assert not [each for each in root.iter("section") if each.get("aria-labelledby") == "changes"]


def replaced(whole: Story, figure: Callable[[Figure], Figure]) -> Story:
    """A story whose weeks have other figures."""
    series = {
        key: replace(each, figures=[figure(of) for of in each.figures])
        for key, each in whole.weeks.series.items()
    }
    metrics = [replace(each, trend=series[each.key]) for each in whole.metrics]
    return replace(whole, metrics=metrics, weeks=replace(whole.weeks, series=series))


def test_a_workbook_where_nothing_can_be_computed_has_no_chart() -> None:
    whole = replaced(story_of(golden("article", "fr")), lambda _: Figure(None, "–"))
    ahead = replace(whole.forecast, finding="Rien", measures=[])
    root = read(render(replace(whole, funnel=replace(whole.funnel, steps=[]), forecast=ahead)))

    assert [text(each) for each in classed(root, "nothing")] == ["Rien à montrer pour l'instant."] * 3
    assert not list(root.iter("svg"))


def test_the_forecast_opens_up_like_a_fan_and_says_so() -> None:
    forecast = section(page("article", "fr"), "forecast")

    (fan,) = forecast.iter("svg")
    said = [text(each) for each in classed(forecast, "finding")]
    assert plain(fan.get("aria-label", "")) == said[0]
    assert said[0].startswith("Prévision au 30 septembre")
    assert "prévu" in text(fan)


def test_what_is_not_over_is_marked_and_explained() -> None:
    root = read(source_of("many"))

    weeks = section(root, "weeks")
    assert [text(each) for each in classed(weeks, "note")] == ["* En cours, provisoire."] * 3
    assert "S39 *" in [text(each) for each in weeks.iter("time")]


def test_a_page_is_light_enough_to_be_sent() -> None:
    assert max(len(source_of(name)) for name in EDGES) < 100_000
