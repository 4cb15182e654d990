"""What the charts are made of: lines broken with the quarters, labels apart, colours that are the page's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure as Drawing

from abm_sheets.language import catalogue
from abm_sheets.outputs.page.charts import bars, spark
from abm_sheets.outputs.page.drawing import Canvas, draw_line, is_alone, spread
from abm_sheets.outputs.page.vector import plainly, vector
from abm_sheets.palette import SOLID, Tone
from abm_sheets.story.story import story_of
from abm_sheets.story.trends import Closing, Series, Timeline
from abm_sheets.story.wording import Figure
from abm_sheets.tables.targets import Unit
from tests.story.books import edge

WEEKS = [
    Closing(
        f"S{at}", date(2026, 6, 21) + timedelta(weeks=at), provisional=False, quarter=f"2026-Q{2 + at // 2}"
    )
    for at in range(4)
]


def series(*values: float | None, key: str = "revenue") -> Series:
    return Series(key, key, Unit.COUNT, [Figure(value, f"{value}") for value in values])


def lines(drawn: Series) -> list[list[float]]:
    """The heights that each line of a drawing joins, those of single dots too."""
    _, axes = Canvas(100, 50).axes()
    draw_line(axes, drawn, WEEKS, "#000000")
    return [np.asarray(line.get_ydata(), float).tolist() for line in axes.lines]


def test_figures_that_start_again_with_the_quarter_are_not_joined_over_it() -> None:
    assert [each for each in lines(series(1, 2, 0, 1)) if len(each) > 1] == [[1, 2], [0, 1]]


def test_figures_of_the_day_are_joined_over_quarters() -> None:
    drawn = lines(series(1, 2, 0, 1, key="engaged_accounts"))

    assert [each for each in drawn if len(each) > 1] == [[1, 2, 0, 1]]


def test_a_figure_alone_is_a_dot() -> None:
    assert [each for each in lines(series(3, None, None, 5)) if len(each) == 1] == [[3], [5], [5]]


@pytest.mark.parametrize(
    ("at", "expected"), [(0, False), (1, False), (3, True), (2, False)], ids=["start", "end", "alone", "none"]
)
def test_a_value_is_alone_without_another_beside_it(at: int, expected: bool) -> None:  # noqa: FBT001
    assert is_alone({0: 1.0, 1: 2.0, 3: 1.0}, at, range(5)) is expected


@pytest.mark.parametrize(
    ("heights", "expected"),
    [
        ([100, 0], [100, 0]),
        ([10, 8], [24, 8]),
        ([0, 0, 0], [32, 16, 0]),
        ([160, 160], [160, 144]),
    ],
    ids=["apart", "close", "equal, the first on top", "at the top"],
)
def test_labels_stand_apart(heights: list[float], expected: list[float]) -> None:
    assert spread(heights, 160) == expected


@given(st.lists(st.floats(0, 160), min_size=1, max_size=4))
def test_labels_never_cover_one_another_nor_leave_the_chart(heights: list[float]) -> None:
    placed = sorted(spread(heights, 160))

    assert all(after - before >= 16 - 1e-9 for before, after in pairwise(placed))
    assert placed[0] >= -1e-9
    assert placed[-1] <= 160


def test_bars_share_a_zero() -> None:
    loss, gain, none = bars([-1.0, 3.0, None])

    assert (loss.start, loss.length, loss.negative) == (0, 25, True)
    assert (gain.start, gain.length, gain.negative) == (25, 75, False)
    assert (none.length, none.zero) == (0, 25)


def test_a_mark_is_on_the_scale_of_the_bars() -> None:
    (slow,) = bars([60.0], [30.0])

    assert (slow.length, slow.mark) == (100, 50)


@given(st.lists(st.none() | st.floats(-1e12, 1e12), min_size=1, max_size=6))
def test_bars_stay_in_their_place(values: list[float | None]) -> None:
    assert all(bar.start >= 0 and bar.start + bar.length <= 100.02 for bar in bars(values))


def drawing(text: str = "x") -> Drawing:
    figure, axes = Canvas(100, 50).axes()
    axes.plot([0, 1], [0, 1], color=SOLID[Tone.SALES], marker="o")
    axes.axhline(0, color="#123456")
    axes.text(0, 0, text)
    return figure


def test_a_drawing_takes_the_colours_and_the_font_of_the_page() -> None:
    drawn = vector(drawing(), "some", "label")

    assert "var(--sales)" in drawn
    assert re.findall("#[0-9a-f]{6}", drawn) == ["#123456"]
    assert "font-family" not in drawn


def test_a_text_of_a_drawing_stays_text_and_never_is_markup() -> None:
    drawn = vector(drawing("Été <b>&"), "some", 'a "label" <b>')

    assert ">Été &lt;b&gt;&amp;</text>" in drawn
    assert 'aria-label="a &quot;label&quot; &lt;b&gt;"' in drawn


def test_drawings_of_a_page_share_no_mark() -> None:
    one, other = (re.findall('id="([^"]+)"', vector(drawing(), key, "x")) for key in ("one", "other"))

    assert one
    assert not set(one) & set(other)


def test_the_settings_of_the_users_own_drawings_do_not_matter() -> None:
    with mpl.rc_context({"axes.grid": True, "font.size": 30, "lines.linewidth": 9}), plainly():
        inside = str(vector(drawing(), "some", "x"))
    with plainly():
        assert str(vector(drawing(), "some", "x")) == inside


@pytest.mark.parametrize("known", [0, 1], ids=["none", "one"])
def test_there_is_no_trend_until_two_weeks_are_known(known: int) -> None:
    trend = series(*[1.0] * known, *[None] * (4 - known))
    metric = replace(story_of(edge("one")).metrics[0], trend=trend)

    assert spark(metric, Timeline(WEEKS, {}), catalogue("fr")) is None
