"""Why a figure is what it is, on a terminal: sentences, the story of an account, the rows of each tab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from abm_sheets.language import Catalogue
from abm_sheets.outputs.terminal import headed_table
from abm_sheets.story.explanation import ExplainedRow, Explanation, Section
from abm_sheets.story.passages import AccountStory
from abm_sheets.tables.sources import title_of

_PLACE = 18
"""How wide a story's column of rows is at most: what happened needs the room."""

SHOWN = 100
"""Rows shown of each list; JSON has them all."""


def explanation_lines(explanation: Explanation, words: Catalogue) -> Iterator[RenderableType]:
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


def _row_list(
    lines: Sequence[ExplainedRow], kind: str, why: str, words: Catalogue
) -> Iterator[RenderableType]:
    """How many rows there are, then the first of them."""
    yield words.text(f"explain.rows.{kind}", len(lines))
    if not lines:
        return
    table = headed_table([words.text(f"explain.rows.{column}") for column in ("row", "says", why)])
    for line in lines[:SHOWN]:
        place = f"{title_of(line.tab, words)} {line.row}" if line.tab else str(line.row)
        table.add_row(Text(place), Text(line.says), Text(line.why))
    yield table
    if len(lines) > SHOWN:
        yield words.text("explain.rows.more", len(lines) - SHOWN)


def _tally(section: Section, words: Catalogue) -> Iterator[str]:
    """How many rows each reason leaves out, for a list too long to be shown."""
    if len(section.left_out) > SHOWN:
        for reason, count in Counter(line.reason for line in section.left_out).most_common():
            yield words.text("explain.rows.tally", count, reason=section.reasons[reason])
