"""What a chart shows, as values, and the plots that are made of a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from abm_sheets.language import Catalogue
from abm_sheets.outputs.slides.page import Page
from abm_sheets.palette import Tone
from abm_sheets.story.segments import Segments
from abm_sheets.story.story import Metric
from abm_sheets.story.wording import Figure
from abm_sheets.tables.targets import Unit

_ENOUGH = 2
"""Values without which there is no trend."""

_MEASURES = {
    "engaged": (Unit.COUNT, "accounts"),
    "money": (Unit.MONEY, "money"),
    "roi": (Unit.MULTIPLE, "roi"),
}
"""What charts of segments show: the unit of their figures, and the title of the axis."""

_FEW, _MANY = 7, 8
"""Points that a description lists one by one, and bars that are too many for large numbers."""


class Kind(Enum):
    """How a chart is drawn: upright columns, lying bars, lines over time."""

    COLUMNS = auto()
    BARS = auto()
    LINES = auto()


class Labels(Enum):
    """Which points carry their number: those of a crowd only the last."""

    ALL = auto()
    LAST = auto()


@dataclass(frozen=True)
class Strand:
    """A series of a chart; `tones` are those of the points that differ from the others.

    A pale strand is what the others are read against.
    """

    label: str
    figures: Sequence[Figure]
    tone: Tone
    labels: Labels = Labels.ALL
    pale: bool = False
    tones: Mapping[int, Tone] = field(default_factory=dict)

    @property
    def last(self) -> int | None:
        """The place of the last figure that has a value."""
        known = [place for place, figure in enumerate(self.figures) if figure.value is not None]
        return known[-1] if known else None


@dataclass(frozen=True)
class Plot:
    """A chart: its kind, its title, those of its axes, its categories and its strands, in one unit.

    `empty` is the sentence that stands in its place where there is nothing to draw; `ends` is the whole
    scale where it is fixed.
    """

    kind: Kind
    title: str
    axes: tuple[str, str]
    categories: Sequence[str]
    strands: Sequence[Strand]
    unit: Unit
    empty: str
    ends: tuple[float, float] | None = None

    @property
    def labelled(self) -> bool:
        """Whether every point carries its number, so that the axis need not."""
        return all(strand.labels is Labels.ALL for strand in self.strands)

    @property
    def tight(self) -> bool:
        """Whether lying bars are so many that their numbers nearly touch."""
        return self.kind is Kind.BARS and len(self.categories) * len(self.strands) > _MANY

    @property
    def values(self) -> Sequence[float]:
        """Every number of the chart."""
        return [
            figure.value for strand in self.strands for figure in strand.figures if figure.value is not None
        ]

    def described(self, words: Catalogue) -> str:
        """The chart in words, for who cannot see it: the first and last points where there are many."""
        described = [_described(strand, self.categories, words) for strand in self.strands]
        return words.text("slides.described.chart", title=self.title, strands=" ".join(described))


def _described(strand: Strand, categories: Sequence[str], words: Catalogue) -> str:
    known = [
        (category, figure.text)
        for category, figure in zip(categories, strand.figures, strict=True)
        if figure.value is not None
    ]
    if not known:
        return words.text("slides.described.nothing", label=strand.label)
    if len(known) > _FEW:
        (first, before), (last, now) = known[0], known[-1]
        return words.text(
            "slides.described.ends", label=strand.label, first=first, before=before, last=last, now=now
        )
    points = [words.text("slides.described.point", name=name, text=text) for name, text in known]
    together = words.text("slides.described.between").join(points)
    return words.text("slides.described.points", label=strand.label, points=together)


def has_trend(metric: Metric) -> bool:
    """Whether enough weeks of a metric are known to be drawn."""
    return sum(figure.value is not None for figure in metric.trend.figures) >= _ENOUGH


def weekly(page: Page, key: str, metrics: Mapping[str, Tone], axis: str, kind: Kind) -> Plot:
    """Metrics of one unit week by week, the last week with its number; `key` is that of the title."""
    weeks, text = page.story.weeks, page.words.text
    running = any(closing.provisional for closing in weeks.closings)
    series = [(weeks.series[metric], tone) for metric, tone in metrics.items()]
    return Plot(
        kind=kind,
        title=text(f"slides.charts.{key}"),
        axes=(text(f"slides.axes.{'week_running' if running else 'week'}"), text(f"slides.axes.{axis}")),
        categories=[closing.label for closing in weeks.closings],
        strands=[Strand(each.label, each.figures, tone, Labels.LAST) for each, tone in series],
        unit=series[0][0].unit,
        empty=text(f"slides.empty.{key}"),
    )


def by_segment(page: Page, segments: Segments, key: str, bars: Mapping[str, tuple[str, Tone]]) -> Plot:
    """Figures of each segment as bars, by their names, with the label and the tone of each."""
    text, unit, axis = page.words.text, *_MEASURES[key]
    return Plot(
        kind=Kind.BARS,
        title=text(f"slides.charts.by_{segments.dimension}.{key}"),
        axes=(page.words.header("accounts", segments.dimension), text(f"slides.axes.{axis}")),
        categories=[segment.name for segment in segments.segments],
        strands=[
            Strand(label, [getattr(segment, name) for segment in segments.segments], tone)
            for name, (label, tone) in bars.items()
        ],
        unit=unit,
        empty=text(f"slides.empty.{key}"),
    )
