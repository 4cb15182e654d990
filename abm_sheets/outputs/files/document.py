"""The definitions and the meeting's playbook as a document: a page of Markdown, an archive for Notion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from abm_sheets.language import Catalogue
from abm_sheets.outputs.files.file import csv_file
from abm_sheets.outputs.files.sections import Piece, Points, Section, sections
from abm_sheets.outputs.tabs.definitions import definitions
from abm_sheets.story.definitions import Definition, metric_definitions
from abm_sheets.story.units import metric_units
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text, status_line
from abm_sheets.workbook.interface import Snapshot, Tab
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.sheet import Table, Value

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
    pieces: list[Piece] = [Points(lines)]
    if part == _WRITTEN_DOWN:
        pieces.append(words.text("review.actions.write"))
    return Section(words.text(f"review.{part}.title"), pieces)


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
    _, *sentences = (piece for piece in opening.pieces if isinstance(piece, str))
    return Document(
        words=view.words,
        title=view.words.text("export.document.title"),
        opening=list(_opening(view, *sentences)),
        metrics_title=metrics.heading,
        metrics=[_metric(view, each) for each in metric_definitions(view)],
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


def _metric(view: View, metric: Definition) -> Mapping[str, str]:
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


_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&]")
_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


def markdown_file(found: Document) -> bytes:
    """The whole document as one Markdown file, in UTF-8."""
    blocks = [
        heading(1, found.title),
        *map(escaped, found.opening),
        heading(2, found.metrics_title),
        *_metrics(found),
        *under(2, found.rules, found.words),
        heading(2, found.words.text("export.playbook.title")),
        *under(3, found.meeting, found.words),
    ]
    return page(blocks)


def page(blocks: Iterable[str]) -> bytes:
    """Blocks a line apart, as the bytes of a file."""
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def heading(level: int, text: str) -> str:
    """A heading of a level from 1."""
    return f"{'#' * level} {escaped(text)}"


def under(level: int, found: Iterable[Section], words: Catalogue) -> Iterator[str]:
    """Sections, their headings of a level."""
    for section in found:
        yield heading(level, section.heading)
        yield from (_piece(piece, words) for piece in section.pieces)


def escaped(text: str) -> str:
    """A text on one line, its signs that Markdown or HTML would read made plain."""
    return _SIGNS.sub(r"\\\g<0>", _BREAKS.sub(" ", text))


def _metrics(found: Document) -> Iterator[str]:
    """Each metric under its name: its meaning, then the rest as points."""
    for row in found.metrics:
        (_, name), (_, meaning), *others = row.items()
        yield heading(3, name)
        yield escaped(meaning)
        yield _piece(Points([(header, text) for header, text in others if text]), found.words)


def _piece(piece: Piece, words: Catalogue) -> str:
    match piece:
        case str():
            return escaped(piece)
        case Table():
            return _table(piece)
        case Points():
            return "\n".join(f"- {_point(label, text, words)}" for label, text in piece.lines)


def _point(label: str, text: str, words: Catalogue) -> str:
    return words.text("export.document.line", label=escaped(label), text=escaped(text))


def _table(table: Table) -> str:
    """A row per line under the headers; what a cell is not given is blank."""
    headers = _row(column.header for column in table.columns)
    rows = zip(*(column.values for column in table.columns), strict=True)
    return "\n".join([headers, "|---" * len(table.columns) + "|", *map(_row, rows)])


def _row(cells: Iterable[Value]) -> str:
    return f"| {' | '.join('' if cell is None else escaped(str(cell)) for cell in cells)} |"


_CREATED = (1980, 1, 1, 0, 0, 0)
"""The first date that an archive knows: the same document gives the same bytes."""


def notion_archive(found: Document) -> bytes:
    """A zip file: a first page that leads to the metrics' database, the rules and the meeting.

    The others stand in a folder that has the first one's name, and each page is titled as its file, as in
    the archives that Notion itself exports.
    """
    words = found.words
    rules, meeting = words.text("export.document.rules"), words.text("export.playbook.title")
    within = {
        f"{found.title}/{found.metrics_title}.csv": _database(found),
        f"{found.title}/{rules}.md": page([heading(1, rules), *under(2, found.rules, words)]),
        f"{found.title}/{meeting}.md": page([heading(1, meeting), *under(2, found.meeting, words)]),
    }
    return _zip({f"{found.title}.md": _first_page(found, list(within)), **within})


def _database(found: Document) -> bytes:
    """A row per metric: the first column, its name, is what Notion makes the titles of."""
    return csv_file([list(found.metrics[0]), *(list(row.values()) for row in found.metrics)])


def _first_page(found: Document, paths: list[str]) -> bytes:
    links = [f"- [{escaped(_name(path))}]({quote(path)})" for path in paths]
    return page(
        [
            heading(1, found.title),
            *map(escaped, found.opening),
            heading(2, found.words.text("export.document.contents")),
            "\n".join(links),
            escaped(found.words.text("export.document.again")),
        ]
    )


def _name(path: str) -> str:
    """A page's title, by its file's."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _zip(files: Mapping[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, written in files.items():
            archive.writestr(ZipInfo(name, _CREATED), written, ZIP_DEFLATED)
    return content.getvalue()
