"""The Monday message: what a week brought, for a team, in plain text, in the words of the dashboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import BaseModel, ConfigDict

from abm_sheets.language import catalogue
from abm_sheets.story.accounts import account_lines
from abm_sheets.story.changes import Change, Changes, Part, changes_of, names_text, since_text
from abm_sheets.story.pipeline import pipeline_of
from abm_sheets.story.review import turned_lines
from abm_sheets.story.standing import reading_lines
from abm_sheets.story.summary import headline, last_headline, metrics_of
from abm_sheets.story.view import View
from abm_sheets.story.win import win_of_the_week
from abm_sheets.story.wording import shortened

Role = Literal["marketing", "sales", "leadership"]
"""Whom a message is written for; None is everybody."""

ROLES: tuple[Role | None, ...] = ("marketing", "sales", "leadership", None)
"""Everyone whom a message may be written for, in the order in which messages are shown."""


@dataclass(frozen=True)
class Channel:
    """Where the messages of a role are sent: an apprise address, which is a secret."""

    role: Role | None
    address: str = field(repr=False)


class Message(BaseModel):
    """A title, a body of plain text, and where to read more: an address ("" where none) and its label.

    `role` is whom it is written for; `changed` says whether anything moved in the week.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role | None
    title: str
    body: str
    label: str
    link: str
    changed: bool

    @property
    def text(self) -> str:
        """The body and the link, as plain text."""
        return f"{self.body}\n\n{self.label} → {self.link}" if self.link else self.body


LONGEST_NAME = 50
"""Characters of a name that a message holds."""

MOST_NAMES = 3
"""Names given of what makes a part; the others are counted."""

MOST_SLOW = 2
"""Slow deals that are named."""

_MOVES = ("progressed", "regressed", "joined", "left")
_NAMES = ("account", "marketing_owner", "sales_owner")


def compose(view: View, role: Role | None, language: str, link: str) -> Message:
    """The message of a run for a role, None for everybody; `link` is the sheet's address, "" where none.

    Its plain text holds no markup, and at most `LONGEST_NAME` characters of each name that people typed.
    """
    title = view.words.title("quality")
    view = _with_short_names(replace(view, words=catalogue(language)))
    changes, turned, settings = change_lines(view), turned_lines(view), view.tables.settings
    sections = (
        view.words.text(f"message.hello.{role or 'everybody'}"),
        headline(metrics_of(view.figures.now), settings.currency, view.words),
        last_headline(view.figures, settings, view.words),
        _list(view.words.text("message.readings"), reading_lines(view)),
        *_news(view, changes, turned),
        _accounts(view, role),
        _slow(view),
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


def _with_short_names(view: View) -> View:
    """The same view, each name that people typed on one line and cut where it is too long."""
    accounts, deals = view.tables.accounts, view.tables.opportunities
    tables = replace(
        view.tables,
        accounts=accounts.assign(**{name: accounts[name].map(_short) for name in _NAMES}),
        opportunities=None if deals is None else deals.assign(name=deals["name"].map(_short)),
    )
    pace = [replace(each, stage=_short(each.stage), team=_short(each.team)) for each in view.pace]
    return replace(view, tables=tables, pace=pace)


def _short(name: str) -> str:
    """A name without the line breaks that a cell or a file's name may hold, and not too long."""
    return shortened(" ".join(name.split()), LONGEST_NAME)


def _title(view: View) -> str:
    day = view.words.formats.long_day(view.figures.period.end)
    return view.words.text("message.title", source=_short(view.source), day=day)


def change_lines(view: View) -> Sequence[str]:
    """Each metric that moved, then the accounts, the deals and the costs; nothing where nothing did."""
    changes = changes_of(view, MOST_NAMES)
    if not changes.title:
        return []
    metrics = [_change(view, each) for each in changes.changes]
    said = [changes.quarter, *metrics, *_moves(view), _deals(changes), changes.costs]
    return [line for line in said if line]


def _change(view: View, change: Change) -> str:
    parts = ", ".join(_part(view, part) for part in change.parts)
    return view.words.text(
        f"message.change.{change.step}",
        None,
        metric=change.label,
        parts=parts,
        before=change.before,
        now=change.now,
    )


def _part(view: View, part: Part) -> str:
    key = "message.part" if part.names else "message.part_alone"
    return view.words.text(key, amount=part.amount.text, reason=part.reason, names=part.names)


def _moves(view: View) -> Iterator[str]:
    """The accounts that changed stage, or joined or left the list, in one sentence."""
    moves = []
    for move in _MOVES:
        accounts = getattr(view.figures.moves, move)
        names = names_text(view, accounts, MOST_NAMES)
        if accounts:
            moves.append(view.words.text(f"message.moves.{move}", len(accounts), names=names))
    if moves:
        yield view.words.text("message.moves.all", moves=view.words.text("message.moves.joint").join(moves))


def _deals(changes: Changes) -> str:
    """The deals, where some did what no metric says: move to another stage, or be lost."""
    counts = changes.counts
    alone = any(counts.values()) and not changes.changes
    return changes.deals if counts["moved"] or counts["lost"] or alone else ""


def _news(view: View, changes: Sequence[str], turned: Sequence[str]) -> Iterator[str]:
    """What changed and which statuses turned, or that nothing did."""
    if found := view.figures.changes:
        day = since_text(view, found)
        if not changes and not turned:
            yield view.words.text("changes.none", day=day)
        yield _list(view.words.text("changes.title", day=day), changes)
    yield _list(view.words.text("message.turned"), turned)


def _accounts(view: View, role: Role | None) -> str:
    lines = account_lines(view, role)
    return _list(view.words.text("message.accounts", len(lines)), lines)


def _slow(view: View) -> str:
    """Where the pipeline slows and the oldest deals there; nothing where it does not."""
    pipeline = pipeline_of(view)
    deals = [each.line for each in pipeline.slow[:MOST_SLOW]]
    return _list(pipeline.finding, deals) if deals else ""


def _win(view: View) -> str:
    win = win_of_the_week(view)
    return _list(win.title, [" ".join(filter(None, (win.sentence, win.thanks)))])


def _issues(view: View, role: Role | None, quality: str) -> str:
    """How many issues there are, for those who can correct them."""
    if role not in {"marketing", "sales"} or not view.report.issues:
        return ""
    return view.words.text("message.issues", len(view.report.issues), title=quality)


def _list(title: str, lines: Sequence[str]) -> str:
    """A title and a line for each point, nothing where there is no point."""
    return "\n".join([title, *(f"• {line}" for line in lines)]) if lines else ""
