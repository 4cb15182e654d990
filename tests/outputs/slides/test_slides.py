"""The slides of the golden workbooks: a question each, with the figures of the report."""

from __future__ import annotations

import re
from typing import Any

import pytest

from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.metrics.known import SHARED
from abm_sheets.outputs.slides.layout import shown_name
from abm_sheets.palette import BAND, INK, LINE, MUTED, PAPER, SOFT, SOLID
from abm_sheets.story.pipeline import Pipeline, SlowDeal, Stage
from abm_sheets.story.segments import Segments
from abm_sheets.story.story import MOST_DEALS, Metric, story_of
from abm_sheets.story.wording import Figure
from tests.outputs.slides.decks import (
    ENGAGEMENT,
    INFLUENCE,
    PIPELINE,
    RETURNS,
    STANDING,
    WEEK,
    YEAR,
    categories,
    charts,
    data_sheet,
    frames,
    golden_deck,
    numbers,
    slide_of,
    tables,
    texts,
)
from tests.story.books import golden

DECKS = [("article", "fr"), ("article", "en"), ("edges", "fr"), ("edges-en", "en")]
every_deck = pytest.mark.parametrize(("name", "language"), DECKS, ids=[f"{n} in {la}" for n, la in DECKS])

QUESTIONS = {
    "fr": [
        "Où en sommes-nous ce trimestre\u00a0?",
        "Qui est engagé\u00a0?",
        "Où s'arrêtent les comptes\u00a0? Gagne-t-on plus avec le marketing\u00a0?",
        "Le pipeline avance-t-il\u00a0? Où ralentit-il\u00a0?",
        "Le marketing pèse-t-il\u00a0?",
        "Qu'est-ce que cela rapporte, et sur quels segments\u00a0?",
        "Quel est le succès de la semaine, et qu'est-ce qui a changé\u00a0?",
    ],
    "en": [
        "Where do we stand this quarter?",
        "Who is engaged?",
        "Where do accounts stop? Do we win more with marketing?",
        "Is the pipeline moving? Where does it slow?",
        "Does marketing weigh in?",
        "What does it bring back, and in which segments?",
        "What is the win of the week, and what has changed?",
    ],
}


@every_deck
def test_each_slide_asks_its_question(name: str, language: str) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in golden_deck(name, language).slides]

    assert titles == QUESTIONS[language]


ANSWERS = {
    "fr": """\
Nous avons ciblé 50 comptes ce trimestre, 18 sont engagés, 7 sont en opportunité, \
2 ont signé pour 180 000 €, avec un ROI global de 3,2×.
18 comptes engagés sur 50 comptes ciblés (objectif : 20, à surveiller).
Le passage le plus étroit : sur 25 comptes en opportunité, 8 sont devenus clients (32 %). \
Trop peu d'opportunités closes pour comparer : 2 avec marketing et 18 sans, il en faut 5 de chaque côté.
Le pipeline produit 1 350 €/jour (objectif : 1 000 €/jour, atteint). Aucune étape ne ralentit nettement.
L'influence marketing est de 62,5 % : 5 deals influencés sur 8 (objectif : 60 %, atteint).
Le ROI est de 3,2× : 180 000 € pour 42 857 € de coûts (objectif : 3,0×, atteint) ; \
le premier secteur par les revenus est « Tech », avec 120 000 € et un ROI de 5,0×.
Indigo a signé pour 120 000 € le 24 septembre 2026.""",
    "en": """\
We targeted 50 accounts this quarter: 18 are engaged, 7 are in opportunity, \
2 signed for €180,000, with an overall ROI of 3.2×.
18 accounts are engaged, of 50 target accounts (target: 20, watch).
The narrowest passage: of 25 accounts in opportunity, 8 became customers (32%). \
Too few closed deals to compare: 2 with marketing and 18 without; it takes 5 on each side.
The pipeline yields €1,350/day (target: €1,000/day, on target). No stage is clearly slow.
Marketing influence is 62.5%: 5 deals influenced of 8 (target: 60%, on target).
The ROI is 3.2×: €180,000 for €42,857 of costs (target: 3.0×, on target); \
the leading industry by revenue is “Tech”, with €120,000 and an ROI of 5.0×.
Indigo signed for €120,000 on September 24, 2026.""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_is_answered_in_a_sentence(language: str) -> None:
    answers = [slide.placeholders[1].text_frame.text for slide in golden_deck("article", language).slides]

    assert [re.sub(r"\s", " ", answer) for answer in answers] == ANSWERS[language].split("\n")


@every_deck
def test_the_cards_are_the_five_metrics(name: str, language: str) -> None:
    story = story_of(golden(name, language))
    (cards,) = tables(slide_of(golden_deck(name, language), STANDING))

    assert [list(card) for card in zip(*cards, strict=True)] == [_card(each) for each in story.metrics]


@every_deck
@pytest.mark.parametrize(
    ("place", "key"),
    [
        (ENGAGEMENT, "engaged_accounts"),
        (PIPELINE, "velocity"),
        (INFLUENCE, "influence_rate"),
        (RETURNS, "roi"),
    ],
)
def test_a_question_has_the_card_of_its_metric(name: str, language: str, place: int, key: str) -> None:
    card, *_ = tables(slide_of(golden_deck(name, language), place))
    metric = story_of(golden(name, language)).metrics[SHARED.index(key)]

    assert [row[0] for row in card] == _card(metric)


@pytest.mark.parametrize(("title", "year"), [("Taux de conversion", "50\u00a0%"), ("ROI", "6,4×")])
def test_a_figure_of_the_quarter_stands_beside_that_of_twelve_months(title: str, year: str) -> None:
    (cards,) = tables(slide_of(golden_deck("article", "fr"), STANDING))

    (card,) = (each for each in zip(*cards, strict=True) if each[0] == title)
    assert card[5].endswith(f"\u00a0· Sur douze mois\u00a0: {year}")


def _card(metric: Metric) -> list[str]:
    """What a card says; the status is always in words."""
    return [
        metric.label,
        metric.value.text,
        metric.detail,
        metric.status_text,
        metric.target_text,
        "\u00a0· ".join(filter(None, (metric.reading or metric.remark, metric.over_a_year))),
        metric.change,
    ]


@every_deck
def test_the_weeks_are_those_of_the_report(name: str, language: str) -> None:
    deck, words, weeks = golden_deck(name, language), catalogue(language), golden(name, language).report.weeks
    expected = {
        (STANDING, "funnel"): ("engaged_accounts", "accounts_in_opportunity", "won_deals"),
        (STANDING, "revenue"): ("revenue",),
        (ENGAGEMENT, "engaged"): ("target_accounts", "engaged_accounts"),
        (PIPELINE, "velocity"): ("velocity",),
        (RETURNS, "roi"): ("roi",),
    }
    labels = [closing.label for closing in story_of(golden(name, language)).weeks.closings]

    for (place, key), metrics in expected.items():
        chart = charts(slide_of(deck, place))[words.text(f"slides.charts.{key}")]
        assert categories(chart) == labels
        assert numbers(chart) == {
            words.word("metric", metric): [getattr(week, metric) for week in weeks] for metric in metrics
        }


@every_deck
def test_the_segments_are_those_of_the_report(name: str, language: str) -> None:
    deck, words, story = golden_deck(name, language), catalogue(language), story_of(golden(name, language))
    header = words.find("analysis.columns")

    for told in (story.industries, story.sizes):
        shown = _segments(deck, told, language)
        assert [categories(chart) for chart in shown.values()] == [[each.name for each in told.segments]] * 3
        assert {key: numbers(chart) for key, chart in shown.items()} == {
            "engaged": {
                words.word("metric", "target_accounts"): [each.accounts.value for each in told.segments],
                words.word("metric", "engaged_accounts"): [each.engaged.value for each in told.segments],
            },
            "money": {
                header["revenue"]: [each.revenue.value for each in told.segments],
                header["costs"]: [each.costs.value for each in told.segments],
            },
            "roi": {words.word("metric", "roi"): [each.roi.value for each in told.segments]},
        }


def _segments(deck: Any, told: Segments, language: str) -> dict[str, Any]:
    titles = catalogue(language).find(f"slides.charts.by_{told.dimension}")
    found = charts(slide_of(deck, ENGAGEMENT)) | charts(slide_of(deck, RETURNS))
    return {key: found[title] for key, title in titles.items()}


@every_deck
def test_the_days_are_those_of_the_stages(name: str, language: str) -> None:
    stages = story_of(golden(name, language)).pipeline.stages
    title = catalogue(language).text("slides.charts.days")
    days = charts(slide_of(golden_deck(name, language), PIPELINE))[title]

    assert categories(days) == [shown_name(stage.name) for stage in stages]
    assert [*numbers(days).values()] == [
        [stage.days.value for stage in stages],
        [stage.usual.value for stage in stages],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_deal_is_slow_the_stages_are_told_with_their_days(language: str) -> None:
    slide, stages = (
        slide_of(golden_deck("article", language), PIPELINE),
        _pipeline("article", language).stages,
    )
    deals = charts(slide)[catalogue(language).text("slides.charts.deals")]
    _, (_, *rows) = tables(slide)

    assert categories(deals) == [stage.name for stage in stages]
    assert [*numbers(deals).values()] == [[stage.deals.value for stage in stages]]
    assert rows == [_stage(each, each.deals, each.amount, each.days, each.usual) for each in stages]


@pytest.mark.parametrize(("name", "language"), DECKS[2:])
def test_slow_deals_are_named_under_the_stages_that_they_slow(name: str, language: str) -> None:
    slide, pipeline = slide_of(golden_deck(name, language), PIPELINE), _pipeline(name, language)
    _, (_, *stages), (_, *deals) = tables(slide)

    assert stages == [_stage(each, each.deals, each.amount, each.slow_deals) for each in pipeline.stages]
    assert deals == [_slow(deal) for deal in pipeline.slow]
    assert len(deals) == MOST_DEALS
    assert {pipeline.more, pipeline.slow_more} <= {"", *texts(slide).split("\n")}


def _pipeline(name: str, language: str) -> Pipeline:
    return story_of(golden(name, language)).pipeline


def _stage(stage: Stage, *figures: Figure) -> list[str]:
    return [stage.name, *(figure.text for figure in figures), stage.team]


def _slow(deal: SlowDeal) -> list[str]:
    shown = (deal.amount.text, deal.stage, deal.days.text, deal.owner, deal.team)
    return [deal.account, deal.name, *shown]


@every_deck
def test_the_year_is_that_of_the_report(name: str, language: str) -> None:
    slide, report = slide_of(golden_deck(name, language), YEAR), golden(name, language).report
    steps, sides = charts(slide).values()

    assert list(numbers(steps).values()) == [[step.accounts for step in report.funnel]]
    assert report.comparison
    compared = (report.comparison.influenced, report.comparison.others)
    assert list(numbers(sides).values()) == [[side.win_rate for side in compared]]


@every_deck
def test_the_year_is_told_in_numbers_under_its_charts(name: str, language: str) -> None:
    slide, story = slide_of(golden_deck(name, language), YEAR), story_of(golden(name, language))
    (_, *steps), (_, *figures) = tables(slide)

    assert steps == [
        [step.label, step.accounts.text, step.rate.text, step.days.text] for step in story.funnel.steps
    ]
    _, *sides = zip(*figures, strict=True)
    assert sides == [
        (side.deals.text, side.won.text, side.win_rate.text, side.cycle.text, side.average.text, side.small)
        for side in story.comparison.sides
    ]
    assert {story.funnel.note, story.comparison.note} <= set(texts(slide).split("\n"))


@every_deck
def test_the_influence_is_set_against_its_target(name: str, language: str) -> None:
    (chart,) = charts(slide_of(golden_deck(name, language), INFLUENCE)).values()
    metric = story_of(golden(name, language)).metrics[SHARED.index("influence_rate")]
    weeks = [week.influence_rate for week in golden(name, language).report.weeks]
    targets = [] if metric.target.value is None else [[metric.target.value] * len(weeks)]

    assert list(numbers(chart).values()) == [weeks, *targets]


@every_deck
def test_the_week_tells_the_win_and_what_changed(name: str, language: str) -> None:
    slide, story = slide_of(golden_deck(name, language), WEEK), story_of(golden(name, language))
    *steps, (_, *changed) = tables(slide)

    assert [row for table in steps for row in table[1:]] == [
        [step.day_text, step.name, step.team_text] for step in story.win.steps
    ]
    assert [row[1] for row in changed] == [
        amount.text
        for change in story.changes.changes
        for amount in (change.amount, *(part.amount for part in change.parts))
    ]
    assert story.changes.deals in texts(slide)
    assert story.win.thanks in texts(slide)


@every_deck
def test_a_chart_opens_on_its_numbers(name: str, language: str) -> None:
    for slide in golden_deck(name, language).slides:
        for chart in charts(slide).values():
            (corner, *headers), *rows = data_sheet(chart)
            series = numbers(chart)
            assert [corner, *headers] == ["", *series]
            assert [row[0] for row in rows] == categories(chart)
            for shown, (_, *written) in zip(zip(*series.values(), strict=True), rows, strict=True):
                # A workbook keeps sixteen digits.
                assert written == ["" if each is None else pytest.approx(each, rel=1e-14) for each in shown]


@every_deck
def test_each_axis_has_a_title(name: str, language: str) -> None:
    for place, slide in enumerate(golden_deck(name, language).slides):
        for chart in charts(slide).values():
            assert chart.value_axis.axis_title.text_frame.text
            # Today's value and its target are named one by one.
            assert place == INFLUENCE or chart.category_axis.axis_title.text_frame.text


@every_deck
def test_each_slide_says_when_and_on_what_it_was_computed(name: str, language: str) -> None:
    stamp = story_of(golden(name, language)).stamp
    for slide in golden_deck(name, language).slides:
        assert stamp.computed in texts(slide)
        assert stamp.period in texts(slide)
        assert stamp.rebuilt in texts(slide)


@every_deck
def test_the_speaker_is_told_what_the_metrics_mean(name: str, language: str) -> None:
    words = catalogue(language)
    meant = [
        SHARED,
        ["engaged_accounts"],
        [],
        ["velocity", "conversion_rate"],
        ["influence_rate"],
        ["roi"],
        [change.key for change in story_of(golden(name, language)).changes.changes],
    ]

    for slide, keys in zip(golden_deck(name, language).slides, meant, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert [key for key in keys if words.text(f"definitions.meaning.{key}") not in notes] == []
        assert story_of(golden(name, language)).stamp.computed in notes


@every_deck
def test_each_chart_and_table_is_described(name: str, language: str) -> None:
    for slide in golden_deck(name, language).slides:
        described = [frame.element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr") for frame in frames(slide)]
        assert described
        assert all(text and len(text) > len("Graphique : ") for (text,) in described)


def test_a_description_tells_the_figures() -> None:
    slide = slide_of(golden_deck("article", "fr"), STANDING)
    told = [text.replace("\u00a0", " ") for text in slide.element.xpath("//p:graphicFrame//p:cNvPr/@descr")]

    assert told[1] == (
        "Graphique : Le parcours des comptes. Comptes engagés : 0 (S27), puis 18 (S39). "
        "Comptes en opportunité : 2 (S27), puis 7 (S39). Deals signés : 0 (S27), puis 2 (S39)."
    )


@every_deck
def test_slides_use_the_theme_s_font_and_the_palette_s_colours(name: str, language: str) -> None:
    palette = (INK, MUTED, PAPER, LINE, BAND, *SOLID.values(), *SOFT.values())
    ours = {colour.removeprefix("#") for colour in palette}
    for slide in golden_deck(name, language).slides:
        parts = [slide.element, *(chart.element for chart in charts(slide).values())]
        for part in parts:
            assert set(part.xpath(".//a:latin/@typeface")) <= {"+mn-lt", "+mj-lt"}
            assert set(part.xpath(".//a:srgbClr/@val")) <= ours


@every_deck
def test_every_text_says_its_language(name: str, language: str) -> None:
    code = {"fr": "fr-FR", "en": "en-US"}[language]
    for slide in golden_deck(name, language).slides:
        for part in (slide.element, slide.notes_slide.element):
            assert set(part.xpath(".//a:r/a:rPr/@lang")) == {code}
            assert part.xpath(".//a:r[not(a:rPr)]") == []


def test_numbers_are_written_as_the_language_writes_them() -> None:
    codes = {
        language: {
            code
            for slide in golden_deck("article", language).slides
            for chart in charts(slide).values()
            for code in chart.element.xpath(".//c:numCache/c:formatCode/text()")
        }
        for language in LANGUAGES
    }

    assert codes == {
        "fr": {
            '#,##0;"−"#,##0',
            '#,##0"\u00a0€";"−"#,##0"\u00a0€"',
            "0.0\\\u00a0%",
            '#,##0.0"×";"−"#,##0.0"×"',
        },
        "en": {'#,##0;"−"#,##0', '"€"#,##0;"−€"#,##0', "0.0%", '#,##0.0"×";"−"#,##0.0"×"'},
    }


def test_the_deck_is_named_after_the_story() -> None:
    deck, story = golden_deck("article", "fr"), story_of(golden("article", "fr"))
    properties = deck.core_properties

    assert (properties.title, properties.author) == (story.title, "abm-sheets")
    assert properties.created is not None
    assert properties.created.isoformat() == "2026-09-28T07:00:00"
    assert (deck.slide_width, deck.slide_height) == (12191695, 6858000)
    assert [layout.name for layout in deck.slide_layouts] == ["Title and Content"]
