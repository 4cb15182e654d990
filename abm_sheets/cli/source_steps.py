"""The commands of sources, step by step: the workbook read, its systems read, all written."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from abm_sheets.cli.options import WORDS, Language, help_text
from abm_sheets.cli.results import compute_and_save
from abm_sheets.intake.mirrors import MirrorPlan
from abm_sheets.intake.sources.live import LIVE, find_live
from abm_sheets.intake.sources.reading import System
from abm_sheets.intake.synchronisation import Source, Synchronised, sources_of, synchronise_all
from abm_sheets.intake.wording import counts_line, remarks, tab_title
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.outputs.terminal import complain, show, working
from abm_sheets.story.sources import source_lines
from abm_sheets.tables.reader import peek_settings
from abm_sheets.tables.sources import Mirror, origin_name
from abm_sheets.workbook.interface import Snapshot, Workbook

NAMES = ", ".join(live.key for live in LIVE)

SystemName = Annotated[
    str,
    typer.Argument(
        help=WORDS.text("help.sources_system", choices=NAMES), metavar="SYSTEM", show_default=False
    ),
]
SomeSystem = Annotated[
    str | None,
    typer.Argument(
        help=WORDS.text("help.sources_system", choices=NAMES), metavar="[SYSTEM]", show_default=False
    ),
]
Chosen = Annotated[
    list[str] | None,
    typer.Option("--option", metavar="NAME=VALUE", help=help_text("sources_option"), show_default=False),
]
ByService = Annotated[bool, typer.Option("--served", help=help_text("sources_served"))]
Shown = Annotated[Language | None, typer.Option("--language", help=help_text("language"), show_default=False)]


def read(opened: Workbook, language: str | None) -> tuple[Snapshot, Catalogue]:
    """A workbook as it is, and the words to speak of it in."""
    with working(WORDS.text("console.reading", name=opened.name)):
        snapshot = opened.read()
    return snapshot, catalogue(language or peek_settings(snapshot).language)


def synchronise(snapshot: Snapshot, known: Sequence[Source], words: Catalogue) -> Synchronised:
    """Read systems by the keys of the environment, saying so; those that fail are complained about."""
    names = words.formats.listed([origin_name(each.system, words) for each in known])
    with working(words.text("sources.reading", names=names)):
        return _synchronise(snapshot, known, words)


def _synchronise(snapshot: Snapshot, known: Sequence[Source], words: Catalogue) -> Synchronised:
    now = datetime.now(UTC)

    def opened(source: Source, language: str) -> System:
        return find_live(source.system).open_from(os.environ, now, source.options, language)

    found = synchronise_all(snapshot, known, opened, now)
    for failure in found.failures.values():
        complain(failure.sentence(words.language))
    return found


def freshly_read(snapshot: Snapshot, keyed: Collection[str]) -> Mapping[str, Mirror]:
    """What the systems of a workbook say now, of those whose keys are there."""
    known = [each for each in sources_of(snapshot) if each.system in keyed]
    words = catalogue(peek_settings(snapshot).language)
    return _synchronise(snapshot, known, words).incoming if known else {}


def show_plans(plans: Sequence[MirrorPlan], words: Catalogue) -> None:
    """What is to become of each of a system's tabs."""
    for plan in plans:
        show("", words.text("imports.tab", title=tab_title(plan, words)), counts_line(plan, words))
        show(*remarks(plan, words))


def save(opened: Workbook, found: Synchronised, words: Catalogue) -> None:
    """Write what came with the dashboard, and say what there is now."""
    view, path = compute_and_save(opened, None, words.language, incoming=found.incoming)
    show(*source_lines(view), words.text("console.written", path=path))
