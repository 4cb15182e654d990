"""Slides of workbooks at the edges: hostile and long names, huge amounts, one account, nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pptx.slide import Slide

from abm_sheets.palette import SOLID, Tone
from abm_sheets.story.changes import Change, Part
from abm_sheets.story.story import MOST_DEALS, MOST_STAGES, story_of
from abm_sheets.story.wording import Figure
from abm_sheets.tables.targets import Unit
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
    edge_deck,
    edge_file,
    frames,
    golden_deck,
    numbers,
    only,
    slide_of,
    tables,
    texts,
)
from tests.story.books import HOSTILE, golden

INCH = 914_400

ARTICLE = golden("article", "fr")
NASTY = {
    '=HYPERLINK("http://e.fr")': '=HYPERLINK("http://e.fr")',
    "http://evil.example/": "http://evil.example/",
    "+1+1": "+1+1",
    "\x00\x1bnul\u202e": "nul",
    "a\nb\tc": "a b c",
    "  ": "\u00a0",
    "_x0041_": "_x0041_",
    "😀 中文": "😀 中文",
}
"""Names that programs may take for something else, and what is read back."""


def test_an_empty_workbook_gives_sentences_and_no_empty_chart() -> None:
    deck = edge_deck("empty")

    assert [charts(slide) for slide in deck.slides] == [{}] * 7
    assert "Aucun revenu sur ces semaines." in texts(slide_of(deck, STANDING))
    assert "Aucun compte engagé à montrer." in texts(slide_of(deck, ENGAGEMENT))
    assert "Aucun compte ciblé sur les douze derniers mois." in texts(slide_of(deck, YEAR))
    assert "Aucune opportunité close au cours des 365 derniers jours." in texts(slide_of(deck, YEAR))
    assert "Aucune opportunité ouverte à montrer." in texts(slide_of(deck, PIPELINE))
    assert "Aucun deal influencé à montrer." in texts(slide_of(deck, INFLUENCE))
    assert "Ni revenus, ni coûts à montrer." in texts(slide_of(deck, RETURNS))
    assert "Aucun indicateur n'a changé." in texts(slide_of(deck, WEEK))


def test_one_account_that_signed_makes_the_week() -> None:
    deck = edge_deck("one")

    assert slide_of(deck, WEEK).placeholders[1].text_frame.text.startswith("Alizé a signé pour 12")
    assert tables(slide_of(deck, WEEK))[0][1] == ["01/09/2026", "Webinaire · A1", "marketing"]
    assert numbers(charts(slide_of(deck, RETURNS))["Le ROI, par secteur"]) == {"ROI": [11.0]}


def test_a_loss_is_red_and_negative() -> None:
    chart = charts(slide_of(edge_deck("long"), RETURNS))["Le ROI, par taille"]
    ((place, value),) = [each for each in enumerate(numbers(chart)["ROI"]) if (each[1] or 0) < 0]

    colours = chart.element.xpath(f".//c:dPt[c:idx/@val={place}]/c:spPr//a:srgbClr/@val")
    assert (value or 0) < -17
    assert colours == [SOLID[Tone.RED].removeprefix("#")]
    # A bar below zero would else be drawn white.
    assert chart.element.xpath(".//c:dPt/c:invertIfNegative/@val") == ["0"]


def test_huge_amounts_are_scaled_where_they_are_drawn_and_whole_where_they_are_told() -> None:
    money = charts(slide_of(edge_deck("long"), RETURNS))["Les revenus et les coûts, par secteur"]

    code = '#,##0.0,,,"\u00a0Md\u00a0€"'
    assert money.element.xpath(".//c:numCache/c:formatCode/text()")[0] == f'{code};"−"{code}'
    assert 9e11 in numbers(money)["Revenus"]
    assert "900 000 000 000 €" in _spaced(texts(slide_of(edge_deck("long"), STANDING)))
    assert "1 111 111 101 111 €" in {
        _spaced(row[2]) for row in tables(slide_of(edge_deck("long"), PIPELINE))[1]
    }


def _spaced(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_long_names_are_cut_so_that_they_still_differ() -> None:
    sizes = categories(charts(slide_of(edge_deck("long"), RETURNS))["Le ROI, par taille"])

    assert all(re.fullmatch(r"Société interpro.*….*taille \d", name) for name in sizes)
    assert len(set(sizes)) == len(sizes)


def test_what_people_type_stays_text() -> None:
    with ZipFile(BytesIO(edge_file("long"))) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "slides/" in name.lower()]

    assert [part for part in parts if "hlinkClick" in part or "/hyperlink" in part] == []
    # The number of each slide is the only field.
    assert [part.count("<a:fld") for part in parts if "<a:fld" in part] == [1] * 7
    assert HOSTILE in "".join(texts(slide) for slide in edge_deck("long").slides)


def test_a_name_is_never_a_formula_nor_a_link_of_the_data_sheet() -> None:
    story = story_of(ARTICLE)
    segments = [replace(story.industries.segments[0], name=name) for name in NASTY]
    told = replace(story, industries=replace(story.industries, segments=segments))
    chart = charts(only(told, RETURNS))["Le ROI, par secteur"]

    with ZipFile(BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert [row[0] for row in data_sheet(chart)[1:]] == categories(chart) == list(NASTY.values())


def test_what_changed_is_cut_to_the_slide_and_the_rest_counted() -> None:
    part = Part(Figure(1, "+1"), "nouvelles interactions " * 9, "Alizé, Boréal " * 30)
    change = Change("revenue", "Revenus", Figure(1, "+1"), "au total : de 0 à 1", [part] * 30)
    story = story_of(ARTICLE)
    slide = only(replace(story, changes=replace(story.changes, changes=[change])), WEEK)
    *_, (_, *rows) = tables(slide)

    assert 0 < len(rows) < 31
    assert f"et {31 - len(rows)} autres lignes, à lire dans la revue hebdo" in texts(slide)
    assert "Alizé, Boréal" in rows[1][3]
    assert rows[1][3].endswith("…")


def test_a_slow_stage_is_amber_in_the_chart_and_in_the_table() -> None:
    slide = slide_of(golden_deck("edges", "fr"), PIPELINE)
    chart, stages = charts(slide)["La médiane de leurs jours, par étape"], tables(slide)[1][1:]
    slow = [row[3] for row in stages if row[3] != "0"]
    amber = SOLID[Tone.AMBER].removeprefix("#")
    written = [cell.text for cell in _cells(slide) if amber in cell._tc.xpath(".//a:rPr//a:srgbClr/@val")]

    assert chart.element.xpath(".//c:dPt/c:spPr//a:srgbClr/@val") == [amber] * len(slow)
    assert written == slow


def test_long_names_have_a_line_where_two_would_leave_deals_out() -> None:
    slide = slide_of(edge_deck("long"), PIPELINE)
    _, stages, deals = tables(slide)

    assert (len(stages), len(deals)) == (1 + MOST_STAGES, 1 + MOST_DEALS)
    assert "à lire dans les analyses" not in texts(slide)
    assert all(row[0].startswith("Société") and row[0].endswith("…") for row in deals[1:])


def _cells(slide: Slide) -> Iterator[Any]:
    """The cells of the tables of a slide, but for the card's."""
    _, *shown = (frame.table for frame in frames(slide) if frame.has_table)
    return (cell for table in shown for row in table.rows for cell in row.cells)


def test_while_a_quarter_is_young_it_stands_beside_the_end_of_the_last_one() -> None:
    said = "Au trimestre dernier : nous avons ciblé 50 comptes."
    slide = only(replace(story_of(ARTICLE), last_sentence=said), STANDING)

    assert said in texts(slide).split("\n")
    assert said not in texts(only(story_of(ARTICLE), STANDING))
    assert len(charts(slide)) == 2


def test_a_side_of_too_few_deals_is_grey_and_said_so() -> None:
    slide = only(story_of(ARTICLE), YEAR)
    chart, table = charts(slide)["Le taux de signature, avec et sans marketing"], tables(slide)[1]
    colours = chart.element.xpath(".//c:dPt/c:spPr/a:solidFill/a:srgbClr/@val")

    assert [row[1:] for row in (table[1], table[-1])] == [["2", "18"], ["petit échantillon", ""]]
    assert colours == [SOLID[tone].removeprefix("#") for tone in (Tone.GREY, Tone.SHARED)]


def test_where_nothing_was_won_the_year_has_no_win_rate_to_draw() -> None:
    story = story_of(ARTICLE)
    sides = [replace(side, win_rate=Figure(0.0, "0 %")) for side in story.comparison.sides]
    slide = only(replace(story, comparison=replace(story.comparison, sides=sides)), YEAR)

    assert list(charts(slide)) == ["Les comptes qui ont atteint chaque étape"]
    assert "Aucune opportunité gagnée, avec ni sans marketing." in texts(slide)


def test_lines_that_end_together_share_a_number() -> None:
    story = story_of(ARTICLE)
    same = story.weeks.series["accounts_in_opportunity"]
    series = {**story.weeks.series, "won_deals": replace(same, label="Deals signés", unit=Unit.COUNT)}
    slide = only(replace(story, weeks=replace(story.weeks, series=series)), STANDING)
    drawn = charts(slide)["Le parcours des comptes"].element.xpath(".//c:ser")

    assert [len(each.xpath("./c:dLbls/c:dLbl")) for each in drawn] == [1, 1, 0]


def test_the_number_of_a_line_that_ends_over_another_stands_above_it() -> None:
    story = story_of(ARTICLE)
    weeks = len(story.weeks.closings)
    ends = {"engaged_accounts": 9, "accounts_in_opportunity": 24, "won_deals": 6}
    told = {
        key: replace(story.weeks.series[key], figures=[Figure(end, str(end))] * weeks)
        for key, end in ends.items()
    }
    series = {**story.weeks.series, **told}
    slide = only(replace(story, weeks=replace(story.weeks, series=series)), STANDING)
    drawn = charts(slide)["Le parcours des comptes"].element.xpath(".//c:ser")

    assert [each.xpath("./c:dLbls/c:dLbl/c:dLblPos/@val") for each in drawn] == [["t"], ["r"], ["r"]]


def test_a_week_without_a_win_gives_its_changes_all_the_room() -> None:
    (frame,) = frames(slide_of(golden_deck("edges", "fr"), WEEK))

    assert (
        "Pas encore de succès" in slide_of(golden_deck("edges", "fr"), WEEK).placeholders[1].text_frame.text
    )
    assert frame.width / INCH == pytest.approx(12.13, abs=0.01)


def test_a_win_without_interactions_says_so() -> None:
    win = replace(story_of(ARTICLE).win, steps=[])

    assert "Aucune interaction n'est notée avant ce succès." in texts(
        only(replace(story_of(ARTICLE), win=win), WEEK)
    )


def test_a_long_answer_is_told_whole_on_three_lines() -> None:
    story = story_of(ARTICLE)
    finding = (
        "Le pipeline ralentit à l'étape « Premier contact avec la direction » : 4 opportunités y sont. " * 2
    )
    slide = only(replace(story, pipeline=replace(story.pipeline, finding=finding.strip())), PIPELINE)

    assert slide.placeholders[1].text_frame.text.endswith("4 opportunités y sont.")


def test_a_metric_that_is_not_known_leaves_its_line_out_and_says_so() -> None:
    story = story_of(ARTICLE)
    unknown = [Figure(None, "–") for _ in story.weeks.closings]
    series = {**story.weeks.series, "engaged_accounts": replace(story.metrics[0].trend, figures=unknown)}
    slide = only(replace(story, weeks=replace(story.weeks, series=series)), STANDING)

    assert set(numbers(charts(slide)["Le parcours des comptes"])["Comptes engagés"]) == {None}
    assert "Comptes engagés\u00a0: aucune valeur." in "".join(slide.element.xpath("//p:cNvPr/@descr"))


def test_without_stages_the_pipeline_says_that_there_are_none() -> None:
    story = story_of(ARTICLE)
    none = replace(story.pipeline, stages=[], finding="Aucune opportunité ouverte.")
    slide = only(replace(story, pipeline=none), PIPELINE)

    assert slide.placeholders[1].text_frame.text.endswith("Aucune opportunité ouverte.")
    assert len(tables(slide)) == 1
