"""Marketing influence on won, lost and open deals, and the assets that they had seen."""

from __future__ import annotations

from collections.abc import Mapping

from abm_sheets.metrics.figures import Influence, Rate
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Style, TableColumn

_MOST_ASSETS = 15
_READING = 4


def add_influence(view: View, stack: Stack) -> None:
    """Add influence by outcome, what it weighs in revenue, and what it does not prove."""
    words, influence = view.words, view.figures.now.influence
    stack.heading(words.text("analysis.influence.title"))
    if influence is None or not influence.all.denominator:
        stack.line(words.text("analysis.influence.none"))
        return
    _add_outcomes(view, stack, influence)
    if influence.revenue_rate is not None:
        rate = words.formats.percent(influence.revenue_rate)
        stack.line(words.text("analysis.influence.weighted", rate=rate), Style.LABEL)
    stack.line(words.text("analysis.influence.caution"))


def _add_outcomes(view: View, stack: Stack, influence: Influence) -> None:
    header = view.words.find("analysis.influence.columns")
    rates: Mapping[str, Rate] = {key: getattr(influence, key) for key in ("won", "lost", "open", "all")}
    small = view.words.text("analysis.influence.small")
    limit = view.tables.settings.small_sample
    columns = (
        TableColumn(header["outcome"], [view.words.text(f"analysis.influence.{key}") for key in rates]),
        TableColumn(header["influenced"], [each.numerator for each in rates.values()], Style.INTEGER),
        TableColumn(header["deals"], [each.denominator for each in rates.values()], Style.INTEGER),
        TableColumn(header["rate"], [each.value for each in rates.values()], Style.PERCENT),
        TableColumn(
            header["reading"],
            [small if 0 < each.denominator < limit else "" for each in rates.values()],
            Style.STATUS,
        ),
    )
    stack.table(columns, {_READING: {small: Tone.GREY}})


def add_assets(view: View, stack: Stack) -> None:
    """Add the assets that most deals had seen before they were won or lost."""
    assets = view.figures.assets[:_MOST_ASSETS]
    header = view.words.find("analysis.assets.columns")
    stack.heading(view.words.text("analysis.assets.title"))
    if not assets:
        stack.line(view.words.text("analysis.assets.none"))
        return
    stack.table(
        (
            TableColumn(header["asset"], [each.asset for each in assets]),
            TableColumn(header["won"], [each.won for each in assets], Style.INTEGER),
            TableColumn(header["lost"], [each.lost for each in assets], Style.INTEGER),
            TableColumn(header["open"], [each.open for each in assets], Style.INTEGER),
        )
    )
    stack.line(view.words.text("analysis.assets.note", limit=_MOST_ASSETS))
