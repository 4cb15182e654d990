"""What a year shows, in the analysis tab, and the lists of open deals that the review has too (§ 4.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.deals import Deal, People, Showing, people_of
from abm_sheets.story.funnel import comparison_of, funnel_of, losses_of
from abm_sheets.story.pipeline import Pipeline
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Link, Style, TableColumn, Value

_READING = 6
"""The column of the comparison that says where there is too little data."""


def add_year(view: View, stack: Stack) -> None:
    """Add the funnel, the closed deals with and without marketing, why deals are lost, the people reached."""
    _add_funnel(view, stack)
    _add_comparison(view, stack)
    _add_losses(view, stack)
    _add_people(view, stack, people_of(view))


def _add_funnel(view: View, stack: Stack) -> None:
    found = funnel_of(view)
    stack.heading(found.title)
    _say(stack, Style.LABEL, found.finding)
    if found.steps:
        stack.table(
            _columns(
                view,
                "funnel.columns",
                {
                    "step": ([each.label for each in found.steps], Style.TEXT),
                    "accounts": ([each.accounts.value for each in found.steps], Style.INTEGER),
                    "rate": ([each.rate.value for each in found.steps], Style.PERCENT),
                    "days": ([each.days.value for each in found.steps], Style.DAYS),
                },
            )
        )
    _say(stack, Style.MUTED, found.note)


def _add_comparison(view: View, stack: Stack) -> None:
    found = comparison_of(view)
    stack.heading(found.title)
    _say(stack, Style.LABEL, found.finding)
    if found.sides:
        columns = _columns(
            view,
            "comparison.columns",
            {
                "side": ([each.label for each in found.sides], Style.TEXT),
                "deals": ([each.deals.value for each in found.sides], Style.INTEGER),
                "won": ([each.won.value for each in found.sides], Style.INTEGER),
                "win_rate": ([each.win_rate.value for each in found.sides], Style.PERCENT),
                "cycle": ([each.cycle.value for each in found.sides], Style.DAYS),
                "average": ([each.average.value for each in found.sides], Style.MONEY),
                "reading": ([each.small for each in found.sides], Style.STATUS),
            },
        )
        stack.table(columns, {_READING: {view.words.text("analysis.influence.small"): Tone.GREY}})
    _say(stack, Style.MUTED, found.note)


def _add_losses(view: View, stack: Stack) -> None:
    found = losses_of(view)
    stack.heading(found.title)
    _say(stack, Style.LABEL, found.finding)
    if found.reasons:
        stack.table(
            _columns(
                view,
                "losses.columns",
                {
                    "reason": ([each.reason for each in found.reasons], Style.TEXT),
                    "deals": ([each.deals.value for each in found.reasons], Style.INTEGER),
                    "amount": ([each.amount.value for each in found.reasons], Style.MONEY),
                    "influenced": ([each.influenced.value for each in found.reasons], Style.INTEGER),
                },
            )
        )
    _say(stack, Style.MUTED, found.more, found.missing, found.note)


def _add_people(view: View, stack: Stack, found: People) -> None:
    stack.heading(found.title)
    _say(stack, Style.LABEL, found.finding)
    if found.reach:
        stack.table(
            _columns(
                view,
                "people.columns",
                {
                    "people": ([each.people for each in found.reach], Style.TEXT),
                    "accounts": ([each.accounts.value for each in found.reach], Style.INTEGER),
                    "with_deal": ([each.with_deal.value for each in found.reach], Style.INTEGER),
                    "amount": ([each.amount.value for each in found.reach], Style.MONEY),
                },
            )
        )
    _say(stack, Style.LABEL, found.hanging_title)
    people = {"people": ([each.people.value for each in found.hanging], Style.INTEGER)}
    _add_deals(view, stack, found.hanging, people)
    _say(stack, Style.MUTED, found.more, found.note)


def add_slow(view: View, stack: Stack, found: Pipeline) -> None:
    """Add the oldest slow deals, with who sells and the team that can help."""
    if not found.slow:
        return
    stack.line(view.words.text("deals.slow", len(found.slow)), Style.LABEL)
    columns: Mapping[str, tuple[Sequence[Value], Style]] = {
        "stage": ([each.stage for each in found.slow], Style.TEXT),
        "days": ([each.days.value for each in found.slow], Style.DAYS),
        "usual": ([each.usual.value for each in found.slow], Style.DAYS),
        "team": ([each.team for each in found.slow], Style.TEXT),
    }
    _add_deals(view, stack, found.slow, columns)
    _say(stack, Style.MUTED, found.slow_more)


def add_showing(view: View, stack: Stack, found: Showing) -> None:
    """Add what each open deal could still be shown."""
    _say(stack, Style.LABEL, found.title)
    assets = {"assets": (["\n".join(each.assets) for each in found.deals], Style.WRAPPED)}
    _add_deals(view, stack, found.deals, assets)
    _say(stack, Style.MUTED, found.more, found.note)


def _add_deals(
    view: View,
    stack: Stack,
    deals: Sequence[Deal],
    more: Mapping[str, tuple[Sequence[Value], Style]],
) -> None:
    """Add a table of open deals, each linked to its row, with some columns more."""
    if not deals:
        return
    header = view.words.header
    links = [Link("opportunities", each.row, source=True) for each in deals]
    columns = (
        TableColumn(header("accounts", "account"), [each.account for each in deals], links=links),
        TableColumn(header("opportunities", "name"), [each.name for each in deals]),
        TableColumn(header("opportunities", "amount"), [each.amount.value for each in deals], Style.MONEY),
        TableColumn(header("accounts", "sales_owner"), [each.owner for each in deals]),
    )
    stack.table([*columns, *_columns(view, "deals.columns", more)])


def _columns(
    view: View, place: str, columns: Mapping[str, tuple[Sequence[Value], Style]]
) -> Sequence[TableColumn]:
    header = view.words.find(place)
    return [TableColumn(header[key], list(values), style) for key, (values, style) in columns.items()]


def _say(stack: Stack, style: Style, *sentences: str) -> None:
    for sentence in filter(None, sentences):
        stack.line(sentence, style)
