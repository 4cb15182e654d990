"""The definitions and the meeting's playbook as a document for other tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from abm_sheets.language import Catalogue
from abm_sheets.outputs.files.sections import Part, Points, Section, sections
from abm_sheets.outputs.tabs.definitions import definitions
from abm_sheets.story.definitions import Definition, metric_definitions
from abm_sheets.story.units import metric_units
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text, status_line
from abm_sheets.workbook.interface import Snapshot, Tab
from abm_sheets.workbook.memory import MemoryWorkbook

AGENDA = ("targets", "accounts", "actions", "blockers", "win")
"""The parts of the meeting in their fixed order; their titles, with the minutes, are the review tab's."""

_MONDAY = "guide.sections.monday"
_WRITTEN_DOWN = "actions"
"""The part whose decisions are written in the sheet."""


def playbook(words: Catalogue) -> Sequence[Section]:
    """Monday as the guide has it, then the agenda."""
    return [_monday(words), *(_agenda_section(words, part) for part in AGENDA)]


def _monday(words: Catalogue) -> Section:
    steps = [
        (words.text(f"{_MONDAY}.rows.{row}.label"), words.text(f"{_MONDAY}.rows.{row}.text"))
        for row in words.find(f"{_MONDAY}.rows")
    ]
    return Section(words.text(f"{_MONDAY}.heading"), [Points(steps), words.text("review.agenda")])


def _agenda_section(words: Catalogue, part: str) -> Section:
    lines = [
        (words.text(f"export.playbook.{key}"), words.text(f"export.playbook.{part}.{key}"))
        for key in ("speaks", "decides")
    ]
    parts: list[Part] = [Points(lines)]
    if part == _WRITTEN_DOWN:
        parts.append(words.text("review.actions.write"))
    return Section(words.text(f"review.{part}.title"), parts)


@dataclass(frozen=True)
class Document:
    """The definitions and the meeting in one language.

    `metrics` has a row per metric, texts by header: the name first, then meaning, formula, tabs read,
    owner and target (blank where there is none).
    """

    words: Catalogue
    title: str
    opening: Sequence[str]
    metrics_title: str
    metrics: Sequence[Mapping[str, str]]
    rules: Sequence[Section]
    meeting: Sequence[Section]


def document(view: View) -> Document:
    """The definitions under the settings in force, and how the meeting runs."""
    opening, metrics, *rules = sections(definitions(view))
    _, *sentences = (part for part in opening.parts if isinstance(part, str))
    return Document(
        words=view.words,
        title=view.words.text("export.document.title"),
        opening=list(_opening(view, *sentences)),
        metrics_title=metrics.heading,
        metrics=[_row(view, each) for each in metric_definitions(view)],
        rules=rules,
        meeting=playbook(view.words),
    )


def _opening(view: View, intro: str, period: str) -> Iterator[str]:
    """What the definitions are, and whose settings they follow; without a workbook no quarter is meant."""
    text, day = view.words.text, view.words.formats.long_day(view.figures.period.end)
    yield intro
    if view.source:
        yield period
        yield text("export.document.source", source=view.source, day=day)
    else:
        yield text("export.document.defaults")


def _row(view: View, metric: Definition) -> Mapping[str, str]:
    """A metric by the headers of the definitions tab, with its target of the quarter."""
    texts = metric._asdict()
    key = texts.pop("key")
    headers = view.words.find("definitions.columns")
    row = {headers[column]: text for column, text in texts.items()}
    return row | {view.words.header("targets", "target"): _target(view, key)}


def _target(view: View, metric: str) -> str:
    target = status_line(view, metric).target
    return "" if target is None else metric_text(view, metric, metric_units(metric, target))


def default_workbook(words: Catalogue) -> MemoryWorkbook:
    """A workbook in which nothing was typed: its settings, types and stages are the default ones."""
    accounts = Tab(words.title("accounts"), [[words.header("accounts", "account")]])
    return MemoryWorkbook(Snapshot("", [accounts]))
