"""The story: the figures of the report, in the words of the sheet, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from abm_sheets.history import Frozen, History, Past
from abm_sheets.language import LANGUAGES
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.known import SHARED
from abm_sheets.metrics.velocity import VELOCITY
from abm_sheets.outputs.page import render
from abm_sheets.report import Report
from abm_sheets.story.influence import influence_by_outcome
from abm_sheets.story.segments import Segments
from abm_sheets.story.story import MOST_SEGMENTS, MOST_STAGES, story_of
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure
from tests.story.books import GOLDENS, edge, golden, run

every_golden = pytest.mark.parametrize("name", GOLDENS)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_golden
@every_language
def test_the_five_metrics_are_those_of_the_report(name: str, language: str) -> None:
    view = golden(name, language)
    whole = story_of(view)

    assert [each.key for each in whole.metrics] == list(SHARED)
    assert [each.value.value for each in whole.metrics] == [_metric(view.report, each) for each in SHARED]
    assert [each.status for each in whole.metrics] == [view.report.status[each] for each in SHARED]
    assert (whole.sentence, whole.currency) == (view.report.headline, view.report.currency)
    assert whole.stamp.issue_count == len(view.report.issues)


def _metric(report: Report, key: str) -> float | None:
    value: float | None = getattr(report.metrics, key)
    return value


@every_golden
@every_language
def test_weeks_and_months_are_those_of_the_report(name: str, language: str) -> None:
    view = golden(name, language)
    whole, report = story_of(view), view.report
    compared = ("target_accounts", "engaged_accounts", "opportunities", "won_deals", "revenue", "roi")

    for timeline, snapshots in ((whole.weeks, report.weeks), (whole.months, report.months)):
        assert [(each.as_of, each.provisional) for each in timeline.closings] == [
            (each.as_of, each.provisional) for each in snapshots
        ]
        for key in (*compared, "conversion_rate"):
            shown = [each.value for each in timeline.series[key].figures]
            assert shown == [getattr(each, key) for each in snapshots]


@every_golden
@every_language
def test_segments_are_those_of_the_report_the_largest_first(name: str, language: str) -> None:
    view = golden(name, language)
    whole = story_of(view)

    for segments in (whole.industries, whole.sizes):
        found = [each for each in view.report.segments if each.dimension == segments.dimension]
        expected = [(each.accounts, each.engaged, each.revenue, each.costs, each.roi) for each in found]
        assert sorted(map(repr, _values(segments))) == sorted(map(repr, expected))
        revenues = [each.revenue.value or 0 for each in segments.segments]
        assert revenues == sorted(revenues, reverse=True)


def _values(segments: Segments) -> list[tuple[float | None, ...]]:
    return [
        tuple(figure.value for figure in (each.accounts, each.engaged, each.revenue, each.costs, each.roi))
        for each in segments.segments
    ]


SAID = {
    "fr": ["18", "14 %", "1 350 €/jour", "62,5 %", "3,2×"],
    "en": ["18", "14%", "€1,350/day", "62.5%", "3.2×"],
}


@every_language
def test_figures_are_written_as_the_language_does(language: str) -> None:
    whole = story_of(golden("article", language))

    assert [_plain(each.value.text) for each in whole.metrics] == SAID[language]


def test_the_words_are_those_of_the_sheet() -> None:
    whole = story_of(golden("article", "fr"))
    engaged, conversion = whole.metrics[:2]

    assert (engaged.label, engaged.detail) == ("Comptes engagés", "sur 50 comptes ciblés")
    assert (engaged.status_text, _plain(engaged.target_text)) == ("à surveiller", "Objectif : 20")
    assert (engaged.target.value, engaged.change) == (20, "+1 depuis le 20 septembre 2026")
    assert _plain(conversion.reading) == "Dans le repère (5 à 15 %)"
    assert _plain(conversion.over_a_year) == "Sur douze mois : 50 %"
    assert whole.title == "Notre programme ABM au 27 septembre 2026"
    assert whole.stamp.period == "Du 1er juillet 2026 au 27 septembre 2026"
    assert _plain(whole.stamp.computed).endswith("par abm-sheets, sur « article.xlsx » : 307 lignes lues.")
    assert whole.stamp.rebuilt.startswith("Reconstitué au 27 septembre 2026")
    assert _plain(whole.stamp.issues) == "Qualité : rien à signaler"


def test_the_win_has_its_steps_and_whom_to_thank() -> None:
    win = story_of(golden("article", "fr")).win

    assert win.found
    assert _plain(win.sentence) == "Indigo a signé pour 120 000 € le 24 septembre 2026."
    assert win.thanks == "Bravo à Pôle marketing et Équipe Sud."
    assert [(each.day, each.name, each.team_text) for each in win.steps][:2] == [
        (date(2026, 7, 1), "Livre blanc · Livre blanc ABM", "marketing"),
        (date(2026, 9, 2), "Rendez-vous", "commercial"),
    ]


def test_a_week_without_a_win_says_so() -> None:
    win = story_of(edge("empty")).win

    assert not win.found
    assert win.sentence.startswith("Pas encore de succès")
    assert (win.thanks, win.steps_title, list(win.steps)) == ("", "", [])


def test_a_win_that_no_interaction_led_to_has_no_steps() -> None:
    view = golden("article", "fr")
    alone = replace(view, tables=replace(view.tables, interactions=None))

    assert story_of(alone).win.found
    assert list(story_of(alone).win.steps) == []


def test_what_changed_adds_up_part_by_part() -> None:
    for change in story_of(golden("article", "fr")).changes.changes:
        assert sum(part.amount.value or 0 for part in change.parts) == change.amount.value

    revenue = story_of(golden("article", "fr")).changes.changes[-1]
    assert (revenue.label, _plain(revenue.amount.text)) == ("Revenus", "+120 000 €")
    assert _plain(revenue.total) == "au total : de 60 000 € à 180 000 €"
    assert [(each.reason, each.names) for each in revenue.parts] == [("signés depuis", "Indigo")]


def test_changes_that_are_not_known_are_not_told() -> None:
    view = golden("article", "fr")
    changes = story_of(replace(view, figures=replace(view.figures, changes=None))).changes

    assert (changes.title, list(changes.changes), changes.deals, changes.costs) == ("", [], "", "")


def test_velocity_and_influence_are_told_week_by_week_and_month_by_month() -> None:
    view = golden("article", "fr")
    whole = story_of(_frozen(view, Frozen("2026-W38", "velocity", 1_441.0, None, None, "v1")))

    for metric in (VELOCITY, INFLUENCE_RATE):
        assert [each.value for each in whole.months.series[metric.key].figures] == [
            getattr(each, metric.key) for each in view.report.months
        ]
    weeks = whole.weeks.series[VELOCITY.key]
    assert [each.value for each in weeks.figures[-3:]] == [view.report.weeks[-3].velocity, 1_441.0, 1_350.0]
    assert whole.metrics[2].trend is weeks


def test_a_frozen_figure_is_the_one_shown_and_says_what_it_is_today() -> None:
    whole = story_of(
        _frozen(golden("article", "fr"), Frozen("2026-W38", "opportunities", 9, None, None, "v1"))
    )
    figure = whole.weeks.series["opportunities"].figures[-2]

    assert (figure.value, figure.text) == (9, "9")
    assert _plain(figure.note).startswith("Retraité : 9 au moment de figer la semaine, 6 avec")
    assert whole.stamp.restated.startswith("Retraité dans une case")


def _frozen(view: View, frozen: Frozen) -> View:
    past = Past(frozen={(frozen.week, frozen.metric): frozen})
    return replace(view, history=History(past, None, view.history.definitions))


def test_the_pipeline_names_its_slow_stages_and_the_oldest_slow_deals() -> None:
    pipeline = story_of(golden("edges", "fr")).pipeline
    oldest, *others = pipeline.slow

    assert _plain(pipeline.finding) == (
        "Le pipeline ralentit à l'étape « Découverte » : 3 opportunités (100 073 €) y sont "
        "depuis plus d'une fois et demie les 14,5 jours habituels. Équipe à solliciter : marketing."
    )
    assert [_plain(stage.name) for stage in pipeline.stages[4:]] == [
        "Étape inconnue avant « Gagnée »",
        "Étape inconnue avant « Perdue »",
    ]
    assert [stage.slow_deals.value for stage in pipeline.stages] == [3, 2, 4, 0, 2, 1]
    assert (oldest.account, oldest.name, oldest.owner, oldest.team) == (
        "Zéphyr Ltd",
        "Affaire 7",
        "s1",
        "commercial",
    )
    assert (_plain(oldest.days.text), _plain(oldest.usual.text)) == ("473 j", "14,5 j")
    assert oldest.amount == Figure(None, "–")
    assert _plain(oldest.line) == (
        "Zéphyr Ltd · Affaire 7 · Proposition depuis 473 j (d'habitude 14,5 j) · s1 "
        "· à débloquer : commercial"
    )
    assert (len(others), pipeline.slow_more) == (3, "Et 8 autres opportunités lentes.")


def test_a_pipeline_without_an_open_deal_has_a_sentence() -> None:
    pipeline = story_of(replace(golden("article", "fr"), pace=[])).pipeline

    assert (pipeline.finding, list(pipeline.stages)) == ("Aucune opportunité ouverte.", [])


def test_only_the_first_segments_and_the_slowest_stages_are_told() -> None:
    whole = story_of(edge("long"))

    assert len(whole.industries.segments) == MOST_SEGMENTS
    assert whole.industries.more == "Et 3 autres, de revenus moindres."
    assert len(whole.pipeline.stages) == MOST_STAGES
    assert whole.pipeline.more == "Et 3 autres étapes, moins lentes."
    assert all(each.slow for each in whole.pipeline.stages)
    days = [each.days.value or 0 for each in whole.pipeline.stages]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("day", "quarters"),
    [("article", {"2026-Q3"}), ("edges", {"2026-Q1", "2026-Q2"})],
    ids=["one quarter", "two quarters"],
)
def test_each_week_knows_its_quarter(day: str, quarters: set[str]) -> None:
    whole = story_of(golden(day, "fr"))

    assert {each.quarter for each in whole.weeks.closings} == quarters


def test_a_week_that_is_not_over_is_marked() -> None:
    whole = story_of(edge("many"))

    assert whole.stamp.as_of == date(2026, 9, 24)
    assert whole.weeks.closings[-1].provisional
    assert whole.weeks.closings[-1].label.endswith("*")


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_a_missing_tab_is_said_wherever_its_figures_would_be() -> None:
    view = run(
        accounts=[["Alizé", "alize.fr", "Tech", "250+", "Ana", "Bob"]],
        interactions=[[date(2026, 9, day), "Alizé", "Webinaire", f"A{day}"] for day in (1, 2, 3)],
        opportunities=None,
    )
    missing = view.words.text("overview.not_computed", title="Opportunités")
    whole = story_of(view)
    parts = (whole.funnel, whole.comparison, whole.losses, whole.pipeline)

    assert [each.finding for each in parts] == [missing] * len(parts)
    assert "Aucun compte ciblé sur les douze derniers mois" not in render(whole)
    influence = influence_by_outcome(view)
    assert (influence.none, influence.no_asset) == (missing, missing)


def test_without_interactions_nobody_is_said_to_be_unnamed() -> None:
    view = run(
        accounts=[["Alizé", "alize.fr", "Tech", "250+", "Ana", "Bob"]],
        interactions=None,
    )
    assert story_of(view).people.finding == view.words.text("overview.not_computed", title="Interactions")
