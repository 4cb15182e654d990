"""The commands of the systems that feed a workbook: sources add, list, remove, sync."""

from __future__ import annotations

import os

import typer

from abm_sheets.cli.extras import open_desk
from abm_sheets.cli.options import (
    Credentials,
    Output,
    WorkbookName,
    Yes,
    help_text,
    is_confirmed,
)
from abm_sheets.cli.results import compute, compute_and_save
from abm_sheets.cli.source_steps import (
    NAMES,
    ByService,
    Chosen,
    Shown,
    SomeSystem,
    SystemName,
    read,
    save,
    show_plans,
    synchronise,
)
from abm_sheets.errors.incoming import NoSourceError
from abm_sheets.intake.request import parse_constants
from abm_sheets.intake.sources.live import find_live
from abm_sheets.intake.sources.reading import READ_TABS
from abm_sheets.intake.synchronisation import Source, sources_of
from abm_sheets.outputs.terminal import show
from abm_sheets.story.sources import source_lines
from abm_sheets.tables.sources import mirror_key, origin_name, read_mirrors
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.opener import open_workbook

sources = typer.Typer(help=help_text("sources"), no_args_is_help=True, rich_markup_mode=None)
commands = typer.Typer()
commands.add_typer(sources, name="sources")


@sources.command("add", help=help_text("sources_add"))
def add_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    system: SystemName,
    chosen: Chosen = None,
    *,
    served: ByService = False,
    yes: Yes = False,
    output: Output = None,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Read the system whole, show what it brings, ask, and bring it in."""
    live, options = find_live(system), parse_constants(chosen or ())
    live.check(options)
    opened = open_workbook(workbook, output, credentials=credentials)
    snapshot, words = read(opened, language)
    found = synchronise(snapshot, [Source(system=system, options=options)], words)
    if found.failures:
        raise typer.Exit(1)
    show_plans(found.plans[system], words)
    if not is_confirmed(words.text("imports.confirm", name=opened.name), words, yes=yes):
        raise typer.Exit(1)
    save(opened, found, words)
    if served:
        open_desk().keep_keys(workbook, system, live.secrets_of(os.environ))
        show(words.text("sources.served", origin=origin_name(system, words)))


@sources.command("list", help=help_text("sources_list"))
def list_command(workbook: WorkbookName, language: Shown = None, credentials: Credentials = None) -> None:
    """Print the systems, what is mirrored of each, and when it was read."""
    view = compute(open_workbook(workbook, credentials=credentials, use=Use.READ), None, language)
    show(*(source_lines(view) or [view.words.text("sources.none")]))


@sources.command("remove", help=help_text("sources_remove"))
def remove_command(  # noqa: PLR0913 (a command has as many options as it needs)
    workbook: WorkbookName,
    system: SystemName,
    *,
    served: ByService = False,
    yes: Yes = False,
    output: Output = None,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Take away what is mirrored of a system, from a file or live."""
    opened = open_workbook(workbook, output, credentials=credentials)
    snapshot, words = read(opened, language)
    keys = {mirror_key(system, tab) for tab in READ_TABS}
    there = sorted(keys.intersection(read_mirrors(snapshot, READ_TABS)))
    if not there:
        raise NoSourceError(value=system)
    name = origin_name(system, words)
    if not is_confirmed(words.text("sources.remove", origin=name, name=opened.name), words, yes=yes):
        raise typer.Exit(1)
    _, path = compute_and_save(opened, None, words.language, incoming=dict.fromkeys(there))
    show(words.text("sources.removed", origin=name), words.text("console.written", path=path))
    if served:
        open_desk().keep_keys(workbook, system, None)
        show(words.text("sources.forgotten", origin=name))


@sources.command("sync", help=help_text("sources_sync"))
def sync_command(
    workbook: WorkbookName,
    system: SomeSystem = None,
    *,
    output: Output = None,
    language: Shown = None,
    credentials: Credentials = None,
) -> None:
    """Read the systems again; exit 1 when one could not be."""
    opened = open_workbook(workbook, output, credentials=credentials)
    snapshot, words = read(opened, language)
    known = [each for each in sources_of(snapshot) if system in {None, each.system}]
    if not known:
        raise NoSourceError(value=system or NAMES)
    found = synchronise(snapshot, known, words)
    for plans in found.plans.values():
        show_plans(plans, words)
    save(opened, found, words)
    raise typer.Exit(bool(found.failures))
