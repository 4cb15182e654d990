"""Slides of workbooks at the edges: hostile and long names, huge amounts, one account, nothing at all."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from zipfile import ZipFile

import pytest

from abm_sheets.palette import SOLID, Tone
from abm_sheets.story.changes import Change, Part
from abm_sheets.story.story import story_of
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
    numbers,
    only,
    slide_of,
    tables,
    texts,
)
from tests.story.books import HOSTILE, golden

Place = tuple[int, int, int, int]
"""Left, top, right and bottom, in the file's units."""

THOUSANDTH = 914
every_edge = pytest.mark.parametrize("name", ["empty", "one", "long"])

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


@every_edge
def test_nothing_leaves_the_slide_nor_lies_over_anything_else(name: str) -> None:
    width, height = edge_deck(name).slide_width, edge_deck(name).slide_height
    assert width is not None
    assert height is not None
    for slide in edge_deck(name).slides:
        places = [
            (each.left, each.top, each.left + each.width, each.top + each.height) for each in slide.shapes
        ]
        for left, top, right, bottom in places:
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height
        assert [pair for pair in combinations(places, 2) if _overlap(*pair)] == []


def _overlap(one: Place, other: Place) -> bool:
    """Whether two shapes share more than an edge, rounded to a thousandth of an inch."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, down) > THOUSANDTH


@every_edge
def test_a_table_is_as_wide_and_high_as_its_frame(name: str) -> None:
    for slide in edge_deck(name).slides:
        for frame in (each for each in frames(slide) if each.has_table):
            assert sum(column.width for column in frame.table.columns) == pytest.approx(frame.width, abs=9)
            assert sum(row.height for row in frame.table.rows) <= frame.height + 9


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
    assert "Aucune interaction à raconter cette semaine." in texts(slide_of(deck, WEEK))


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


def test_a_slow_stage_is_amber_and_said_so_beside_what_is_usual() -> None:
    story = story_of(ARTICLE)
    first, *others = story.pipeline.stages
    slow = replace(first, slow=True, slow_text="ralentit", usual=Figure(20.0, "20 j"))
    pipeline = replace(story.pipeline, stages=[slow, *others], more="Et 2 autres étapes, moins lentes.")
    slide = only(replace(story, pipeline=pipeline), PIPELINE)
    chart = charts(slide)["La médiane de leurs jours, par étape"]

    assert numbers(chart)["D'habitude"] == [20.0, 80.0, 80.0, 80.0]
    assert tables(slide)[1][1][5] == "ralentit"
    assert chart.element.xpath(".//c:dPt/c:spPr//a:srgbClr/@val") == [SOLID[Tone.AMBER].removeprefix("#")]
    assert "Et 2 autres étapes, moins lentes." in texts(slide)


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
