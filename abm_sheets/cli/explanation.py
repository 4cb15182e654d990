"""The command that says why a figure is what it is: explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import RenderableType
from rich.text import Text

from abm_sheets.cli.extras import leadership
from abm_sheets.cli.options import (
    AsOf,
    Credentials,
    Force,
    Json,
    Recomputed,
    Shown,
    WorkbookName,
    day,
    help_text,
)
from abm_sheets.cli.results import compute, deliver, destination, print_json
from abm_sheets.explain import Explanation, Line, Section, explain, published
from abm_sheets.language import Catalogue, fold
from abm_sheets.language.catalogue import understood
from abm_sheets.outputs.terminal import headed_table, show
from abm_sheets.outputs.terminal.tables import recomputed_table
from abm_sheets.story.passages import AccountStory
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.opener import open_workbook

commands = typer.Typer()

Subject = Annotated[str, typer.Argument(help=help_text("subject"), metavar="METRIC|ACCOUNT")]

Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help=help_text("explain_html"), show_default=False),
]


@commands.command("explain", help=help_text("explain"))
def explain_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    subject: Subject,
    as_of: AsOf = None,
    *,
    json: Json = False,
    recomputed: Recomputed = False,
    html: Html = None,
    force: Force = False,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Print the formula with its numbers, and the rows that count or do not, or write them as a page."""
    as_of_day, opened = day(as_of), open_workbook(workbook, credentials=credentials, use=Use.READ)
    path = destination(html, opened, force=force)
    page = leadership("page.explanation") if html else None
    view = compute(opened, as_of_day, language)
    found = explain(view, subject)
    if page:
        address = opened.row_address if isinstance(opened, GoogleWorkbook) else page.nowhere
        deliver(page.render_explanation(found, view.words, address).encode(), path, view.words)
        return
    if json:
        print_json(orjson.dumps(published(found)).decode())
    else:
        show(*explained(found, view.words))
    if recomputed and not json:
        metric = understood("metric").get(fold(subject))
        show("", recomputed_table(view, metric) if metric else view.words.text("history.no_accounts"))


_PLACE = 18
"""How wide a story's column of rows is at most: what happened needs the room."""

SHOWN = 100
"""Rows shown of each list; JSON has them all."""


def explained(explanation: Explanation, words: Catalogue) -> Iterator[RenderableType]:
    """What to print: the heading, the notes, then section by section."""
    yield Text(explanation.heading, style="bold")
    yield from explanation.notes
    if explanation.story:
        yield from _story(explanation.story, words)
    for section in explanation.sections:
        yield ""
        yield Text(section.title, style="bold")
        yield from section.sentences
        if section.tab:
            yield from _row_list(section.counted, "counted", "adds", words)
            yield from _row_list(section.left_out, "left_out", "reason", words)
            yield from _tally(section, words)


def _story(story: AccountStory, words: Catalogue) -> Iterator[RenderableType]:
    """The story of an account, oldest first."""
    yield ""
    yield Text(words.text("timeline.title"), style="bold")
    yield from (story.standing, *story.outlook, *filter(None, [story.note]))
    if not story.passages:
        yield words.text("timeline.none", day=words.formats.day(story.as_of))
        return
    table = headed_table(
        [words.text(f"timeline.columns.{each}") for each in ("when", "team", "what", "where")]
    )
    table.columns[-1].max_width = _PLACE
    for each in story.passages:
        style = "bold" if each.kind in {"deal", "stage"} else ""
        table.add_row(each.when, each.team_text, Text(each.text, style=style), Text(each.place))
    yield table


def _row_list(lines: Sequence[Line], kind: str, why: str, words: Catalogue) -> Iterator[RenderableType]:
    """How many rows there are, then the first of them."""
    yield words.text(f"explain.rows.{kind}", len(lines))
    if not lines:
        return
    table = headed_table([words.text(f"explain.rows.{column}") for column in ("row", "says", why)])
    for line in lines[:SHOWN]:
        table.add_row(str(line.row), Text(line.says), Text(line.why))
    yield table
    if len(lines) > SHOWN:
        yield words.text("explain.rows.more", len(lines) - SHOWN)


def _tally(section: Section, words: Catalogue) -> Iterator[str]:
    """How many rows each reason leaves out, for a list too long to be shown."""
    if len(section.left_out) > SHOWN:
        for reason, count in Counter(line.reason for line in section.left_out).most_common():
            yield words.text("explain.rows.tally", count, reason=section.reasons[reason])
