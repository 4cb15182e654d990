"""What a message says, section by section, in the words of the dashboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from abm_sheets.language import catalogue
from abm_sheets.outputs.digest import shortened
from abm_sheets.outputs.message.accounts import account_lines
from abm_sheets.outputs.message.changes import change_lines
from abm_sheets.outputs.message.model import Message, Role
from abm_sheets.outputs.message.names import LONGEST_NAME, on_one_line, with_short_names
from abm_sheets.outputs.message.turned import turned_lines
from abm_sheets.outputs.tabs.week_win import thanks_text, win_of_the_week
from abm_sheets.story.summary import headline, metrics_of
from abm_sheets.story.view import View


def compose(view: View, role: Role | None, language: str, link: str) -> Message:
    """The message of a run for a role, None for everybody; `link` is the sheet's address, "" where none.

    Its plain text holds no markup, and at most `LONGEST_NAME` characters of each name that people typed.
    """
    title = view.words.title("quality")
    view = with_short_names(replace(view, words=catalogue(language)))
    changes, turned = _change_lines(view), turned_lines(view)
    sections = (
        view.words.text(f"message.hello.{role or 'everybody'}"),
        headline(metrics_of(view.figures.now), view.tables.settings.currency, view.words),
        *_news(view, changes, turned),
        _accounts(view, role),
        _win(view),
        _issues(view, role, title),
        view.words.text("message.goodbye"),
    )
    return Message(
        role=role,
        title=_title(view),
        body="\n\n".join(filter(None, sections)),
        label=view.words.text("message.label"),
        link=link,
        changed=bool(changes or turned),
    )


def _title(view: View) -> str:
    day = view.words.formats.long_day(view.figures.period.end)
    source = shortened(on_one_line(view.source), LONGEST_NAME)
    return view.words.text("message.title", source=source, day=day)


def _change_lines(view: View) -> Sequence[str]:
    changes = view.figures.changes
    return change_lines(view, changes) if changes else []


def _news(view: View, changes: Sequence[str], turned: Sequence[str]) -> Iterator[str]:
    """What changed and which statuses turned, or that nothing did."""
    if found := view.figures.changes:
        day = view.words.formats.long_day(found.since)
        if not changes and not turned:
            yield view.words.text("changes.none", day=day)
        yield _list(view.words.text("changes.title", day=day), changes)
    yield _list(view.words.text("message.turned"), turned)


def _accounts(view: View, role: Role | None) -> str:
    lines = account_lines(view, role)
    return _list(view.words.text("message.accounts", len(lines)), lines)


def _win(view: View) -> str:
    words, win = view.words, win_of_the_week(view)
    sentences = [win.sentence, thanks_text(view, win)] if win else [words.text("review.win.none")]
    return _list(words.text("review.win.title"), [" ".join(filter(None, sentences))])


def _issues(view: View, role: Role | None, quality: str) -> str:
    """How many issues there are, for those who can correct them."""
    if role not in {"marketing", "sales"} or not view.report.issues:
        return ""
    return view.words.text("message.issues", len(view.report.issues), title=quality)


def _list(title: str, lines: Sequence[str]) -> str:
    """A title and a line for each point, nothing where there is no point."""
    return "\n".join([title, *(f"• {line}" for line in lines)]) if lines else ""
