"""The picture of an account's story: a lane for each thing, all on one line of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from math import ceil, sqrt
from typing import Any

from markupsafe import Markup
from matplotlib.axes import Axes

from abm_sheets.language import Catalogue
from abm_sheets.outputs.page.drawing import Canvas
from abm_sheets.outputs.page.vector import vector
from abm_sheets.palette import INK, LINE, MUTED, SOFT, SOLID, Tone
from abm_sheets.story.passages import AccountStory
from abm_sheets.story.timeline import Event
from abm_sheets.story.units import joined
from abm_sheets.story.wording import shortened

TONES: Mapping[str, Tone] = {
    "targeted": Tone.GREY,
    "engaged": Tone.MARKETING,
    "opportunity": Tone.SALES,
    "customer": Tone.GREEN,
}
"""The colour of each stage of an account, in their order."""

_ENDS: Mapping[str, tuple[Tone, str]] = {"won": (Tone.GREEN, "o"), "lost": (Tone.RED, "X")}
"""How the end of a deal is marked: its colour and its shape."""

_TEAMS = {"marketing": Tone.MARKETING, "sales": Tone.SALES}

DEALS = 8
"""Deals drawn at most, the last ones."""

_TITLE, _DOTS, _DEAL, _AXIS, _GAP = 20.0, 22.0, 34.0, 24.0, 10.0
"""Heights in pixels: a lane's title, its content, what is under all of them, and between two."""

_TEXT, _SIGN = 11, 6.2
"""The size of a text, and how wide one of its signs is, about."""

_DOT, _LARGEST, _ASIDE = 5.0, 18.0, 5.0
_BINS = 14.0
"""Pixels within which interactions are one dot."""

_AHEAD = 20
"""The part of the line of time that is left before the first deed."""

_TICK = 76.0
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_YEAR = 12


def pictures(story: AccountStory, words: Catalogue) -> Mapping[str, Markup]:
    """The picture for a wide screen and paper, and for a phone; nothing where nothing happened."""
    if not story.events:
        return {}
    widths = {"wide": 1080.0, "narrow": 340.0}
    return {name: _Drawing(story, words, width).picture(name) for name, width in widths.items()}


@dataclass(frozen=True)
class _Lane:
    title: str
    height: float
    draw: Callable[[Axes, float], None]


@dataclass(frozen=True)
class _Drawing:
    """A story on a drawing so wide."""

    story: AccountStory
    words: Catalogue
    width: float

    @property
    def first(self) -> date:
        """The day at the left: shortly before anybody did anything, and at least a month ago."""
        deeds = [event.day for event in self.story.events if event.kind != "stage"]
        day = deeds[0] - (self.story.as_of - deeds[0]) / _AHEAD if deeds else self.story.events[0].day
        return min(day, self.story.as_of - timedelta(days=30))

    @property
    def days(self) -> int:
        """Days from the left to the right."""
        return (self.story.as_of - self.first).days + 1

    def at(self, day: date) -> float:
        """Where the morning of a day is, in pixels."""
        return (day - self.first).days / self.days * self.width

    def picture(self, key: str) -> Markup:
        """The drawing, lane after lane."""
        lanes = self._lanes()
        shown = sum(_TITLE + lane.height + _GAP for lane in lanes) + _AXIS
        figure, axes = Canvas(self.width, shown, left=1, right=1).axes()
        axes.set_xlim(0, self.width)
        axes.set_ylim(shown, 0)
        self._calendar(axes, shown - _AXIS)
        top = 0.0
        for lane in lanes:
            _write(axes, 0, top + _TITLE - 6, lane.title, fontweight="bold", color=MUTED)
            lane.draw(axes, top + _TITLE)
            top += _TITLE + lane.height + _GAP
        return vector(figure, f"story-{key}", self.label)

    def _lanes(self) -> Sequence[_Lane]:
        """The lanes from top to bottom; without a deal there is none of deals."""
        count = len(_deals(self.story.events))
        drawn = min(count, DEALS)
        text = partial(self.words.text, shown=drawn, deals=count)
        draws = {
            "stages": self._stages,
            "marketing": self._marketing,
            "sales": self._sales,
            "costs": self._costs,
        }
        lanes = [_Lane(text(f"timeline.lanes.{name}"), _DOTS, draw) for name, draw in draws.items()]
        title = text(f"timeline.lanes.{'deals' if count == drawn else 'last_deals'}")
        return [*lanes, *([_Lane(title, drawn * _DEAL, self._opportunities)] if drawn else [])]

    @property
    def label(self) -> str:
        """What is drawn, in words."""
        events, text = self.story.events, self.words.text
        teams = Counter(event.team for event in events if event.kind == "interaction")
        day = self.words.formats.long_day
        return text(
            "timeline.picture",
            None,
            account=self.story.account,
            first=day(events[0].day),
            last=day(self.story.as_of),
            marketing=text("timeline.count.marketing", teams["marketing"]),
            sales=text("timeline.count.sales", teams["sales"]),
            deals=text("timeline.count.deals", len(_deals(events))),
            standing=self.story.standing,
        )

    def _text(
        self, axes: Axes, x: float, y: float, text: str, *, bold: bool = False, end: bool = False
    ) -> None:
        """A text that is taken for nothing else, from a place or up to it."""
        axes.text(
            x,
            y,
            text,
            fontsize=_TEXT,
            fontweight="bold" if bold else "normal",
            color=MUTED if bold else INK,
            ha="right" if end else "left",
            parse_math=False,
        )

    def _calendar(self, axes: Axes, foot: float) -> None:
        """A line at the first day of some months, and its name under it."""
        months = (self.story.as_of.year - self.first.year) * _YEAR + self.story.as_of.month - self.first.month
        step = next((each for each in _MONTHS if (months / each) * _TICK <= self.width), _MONTHS[-1])
        for month in _months(self.first, self.story.as_of, step):
            x = self.at(month)
            axes.plot([x, x], [0, foot + 4], color=LINE, linewidth=0.8)
            if x + _TICK / 2 <= self.width:
                _write(axes, x + 3, foot + 16, f"{month:%m/%Y}")

    def _stages(self, axes: Axes, top: float) -> None:
        """The account's stages, a band for each, named where there is room."""
        for stage, first, end in _spans(self.story):
            left, right = self.at(max(first, self.first)), self.at(end)
            if stage:
                axes.barh(top + _DOTS / 2, right - left, _DOTS, left, color=SOFT[TONES[stage]])
                axes.barh(top + _DOTS - 2, right - left, 4, left, color=SOLID[TONES[stage]])
                name = self.words.word("account_stage", stage)
                if len(name) * _SIGN + 10 < right - left:
                    _write(axes, left + 5, top + 14, name)

    def _marketing(self, axes: Axes, top: float) -> None:
        self._dots(axes, top, "interaction", {"marketing": 0})

    def _sales(self, axes: Axes, top: float) -> None:
        self._dots(axes, top, "interaction", {"sales": 0})

    def _costs(self, axes: Axes, top: float) -> None:
        self._dots(axes, top, "cost", {"marketing": -_ASIDE, "sales": _ASIDE})

    def _dots(self, axes: Axes, top: float, kind: str, aside: Mapping[str, float]) -> None:
        """A mark of a team for each few days on which it did something, the larger the more it did."""
        middle = top + _DOTS / 2
        axes.plot([0, self.width], [middle, middle], color=LINE, linewidth=0.8)
        mine = [(event.team, self.at(event.day)) for event in self.story.events if event.kind == kind]
        places = Counter((team, int(x // _BINS)) for team, x in mine if team in aside)
        for (team, place), count in places.items():
            x = min(max((place + 0.5) * _BINS, _DOT), self.width - _DOT)
            size = min(_DOT * sqrt(count) + 1, _LARGEST)
            shape = "s" if kind == "cost" else "o"
            look: dict[str, Any] = {"color": SOLID[_TEAMS[team]], "markeredgewidth": 0}
            axes.plot([x], [middle + aside[team]], shape, markersize=size, **look)

    def _opportunities(self, axes: Axes, top: float) -> None:
        """A line for each deal from its creation to its end, and what it is called above."""
        for at, deal in enumerate(list(_deals(self.story.events).values())[-DEALS:]):
            foot = top + (at + 1) * _DEAL - 8
            end = next((event for event in deal if event.mark in _ENDS), None)
            left = self.at(deal[0].day)
            right = max(self.at(end.day) if end else self.width, left + 2)
            axes.plot([left, right], [foot, foot], color=SOLID[Tone.SALES], linewidth=3)
            if end:
                tone, shape = _ENDS[end.mark]
                colour = SOLID[tone]
                axes.plot([right - 3], [foot], shape, color=colour, markersize=10, markeredgewidth=0)
            text = self._named(deal)
            late = left + len(text) * _SIGN > self.width
            _write(axes, self.width if late else left, foot - 9, text, ha="right" if late else "left")

    def _named(self, deal: Sequence[Event]) -> str:
        first, last = deal[0], deal[-1]
        outcome = self.words.text(
            f"timeline.outcomes.{last.mark if last.mark in {'won', 'lost'} else 'open'}"
        )
        amount = ""
        if first.amount is not None:
            amount = self.words.formats.compact_money(first.amount, self.story.currency)
        rest = joined((amount, outcome))
        room = int(self.width / _SIGN) - len(rest) - 3
        return f"{shortened(first.name, max(room, 8))} · {rest}"


def _write(axes: Axes, x: float, y: float, text: str, **look: str) -> None:
    """A text at a place, taken for nothing but a text."""
    given: dict[str, Any] = {"color": INK, **look}
    axes.text(x, y, text, parse_math=False, fontsize=_TEXT, **given)


def _deals(events: Sequence[Event]) -> Mapping[int, Sequence[Event]]:
    """The events of each deal, by its row."""
    found: dict[int, list[Event]] = {}
    for event in events:
        if event.kind == "deal":
            found.setdefault(event.row, []).append(event)
    return found


def _spans(story: AccountStory) -> Iterator[tuple[str, date, date]]:
    """Each stage that the account was in, from its first day to the morning of the next one."""
    turns = [(event.mark, event.day) for event in story.events if event.kind == "stage"]
    starts = [(story.opening, date.min), *turns]
    ends = [*(day for _, day in turns), story.as_of + timedelta(days=1)]
    yield from ((stage, first, end) for (stage, first), end in zip(starts, ends, strict=True))


def _months(first: date, last: date, step: int) -> Iterator[date]:
    """The first days of every so many months."""
    start = ceil((first.year * _YEAR + first.month - 1 + (first.day > 1)) / step) * step
    for month in range(start, last.year * _YEAR + last.month, step):
        yield date(month // _YEAR, month % _YEAR + 1, 1)
