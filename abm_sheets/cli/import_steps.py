"""The steps of the import: what is not known of the file is asked, the plan made, carried out, taken away."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from abm_sheets.cli.import_display import show_reading
from abm_sheets.cli.options import WORDS, is_confirmed
from abm_sheets.cli.results import advancing, compute_and_save
from abm_sheets.cli.source_steps import read
from abm_sheets.intake.delivery import deliver, take_away
from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.headings import Unknown
from abm_sheets.intake.files.proposal import Proposal
from abm_sheets.intake.files.records import Imported
from abm_sheets.intake.mirrors import MirrorPlan, is_state, plan_mirror
from abm_sheets.intake.request import Asked, ImportFile
from abm_sheets.intake.rows import plan_rows
from abm_sheets.intake.standing import Ground, survey
from abm_sheets.intake.undo import Keeping
from abm_sheets.intake.wording import Plan, done_lines
from abm_sheets.language import Catalogue, catalogue, fold
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.outputs.terminal import complain, show, working
from abm_sheets.tables.labels import column_names
from abm_sheets.tables.sources import mirror_key
from abm_sheets.workbook.interface import Workbook


@dataclass(frozen=True)
class Incoming:
    """A file that was read for a workbook, and what it is to become there."""

    ground: Ground
    imported: Imported
    plan: Plan
    words: Catalogue


def read_incoming(
    opened: Workbook, asked: Asked, memory: Path, language: str | None, *, as_rows: bool
) -> Incoming:
    """Read the workbook and the file, ask what the file does not say, show it, and plan."""
    with working(WORDS.text("imports.comparing", name=opened.name)):
        snapshot = opened.read()
        ground = survey(snapshot)
    words = catalogue(language or ground.vocabulary.language)
    imported = _read_file(asked, memory, ground, words)
    origin = imported.recognised.source.partition("_")[0]
    if as_rows or not is_state(imported.recognised.source, imported.tab):
        return Incoming(ground, imported, plan_rows(imported, ground), words)
    key, today = mirror_key(origin, imported.tab), datetime.now(UTC).astimezone(ground.settings.zone).date()
    ground = survey(snapshot, without=[key])
    plan = plan_mirror(key, imported.records, ground, today, imported.rejected)
    return Incoming(ground, imported, plan, words)


def _read_file(asked: Asked, memory: Path, ground: Ground, words: Catalogue) -> Imported:
    with working(words.text("imports.reading", name=asked.path.name)):
        found = ImportFile(asked, memory)
    proposal = found.propose(words.language)
    answers = _ask_columns(found, proposal, words)
    if answers:
        proposal = found.propose(words.language, answers)
    with working(words.text("imports.reading", name=asked.path.name)):
        imported = read_records(found.grid, proposal, ground.vocabulary, asked.locale, asked.period)
    found.keep(proposal, answers)
    show_reading(proposal, imported, words)
    return imported


def finish(opened: Workbook, found: Incoming, keeping: Keeping, name: str, *, yes: bool) -> bool:
    """Carry the plan out if people agree, and bring the dashboard up to date; whether all is done."""
    words, plan = found.words, found.plan
    if not is_confirmed(words.text("imports.confirm", name=opened.name), words, yes=yes):
        return False
    with advancing(len(plan.new), words.text("imports.writing", name=opened.name)) as advance:
        done = deliver(plan, opened, found.ground, keeping, name, advance)
    view, path = compute_and_save(opened, None, words.language, incoming=done.incoming)
    show("", *done_lines(plan, done, words))
    show(words.text("console.written", path=path), "", view.report.headline)
    return done.is_whole


def date_again(opened: Workbook, found: Incoming) -> None:
    """Say that there is nothing to do; what another system says is now known to be so today."""
    show("", found.words.text("imports.nothing_to_do"))
    if isinstance(found.plan, MirrorPlan):
        mirror = found.plan.mirror
        compute_and_save(opened, None, found.words.language, incoming={mirror.key: mirror})


def undo(opened: Workbook, keeping: Keeping, language: str | None, *, yes: bool) -> bool:
    """Take the last import away if people agree, and bring the dashboard up to date; whether all is done."""
    last = keeping.last()
    _, words = read(opened, language)
    if not is_confirmed(words.text("imports.undo.confirm", file=last.name, name=opened.name), words, yes=yes):
        return False
    incoming, removed = take_away(last, opened)
    _, path = compute_and_save(opened, None, words.language, incoming=incoming)
    keeping.keep(None)
    show(words.text("imports.undo.done", file=last.name), words.text("console.written", path=path))
    left = len(last.rows) - removed
    if left:
        show(words.text("imports.undo.left", left))
    return not left


def _ask_columns(file: ImportFile, proposal: Proposal, words: Catalogue) -> dict[str, str | None]:
    """Ask what the columns are that nothing is known of, where somebody sits at the terminal.

    Those that are like none of ours are not asked about, unless a column that every row needs is missing.
    """
    doubtful = [each for each in proposal.columns.unknown if each.suggestions or proposal.missing]
    if not doubtful or not sys.stdin.isatty():
        return {}
    tab = proposal.source.tab
    headers = ", ".join(words.header(tab, column) for column in words.columns(tab))
    complain(words.text("imports.asking.help", columns=headers, rest=words.text("imports.asking.rest")))
    answers: dict[str, str | None] = {}
    for each in doubtful:
        try:
            answers[each.header] = _ask(file, proposal, each, words)
        except (_RestError, typer.Abort):
            return {**answers, **{other.header: None for other in doubtful if other.header not in answers}}
    return answers


class _RestError(Exception):
    """Whoever is asked leaves all the rest out."""


def _ask(file: ImportFile, proposal: Proposal, unknown: Unknown, words: Catalogue) -> str | None:
    """Our column for a header, None for none."""
    tab = proposal.source.tab
    example = ", ".join(file.examples(proposal, unknown.header)) or words.text("imports.asking.blank")
    complain(words.text("imports.asking.question", header=unknown.header, example=example))
    for number, column in enumerate(unknown.suggestions, 1):
        complain(words.text("imports.asking.choice", number=number, column=words.header(tab, column)))
    numbered = {str(number): column for number, column in enumerate(unknown.suggestions, 1)}
    known: Mapping[str, str] = {**column_names(tab), **numbered}
    rest = {fold(each.text("imports.asking.rest")) for each in catalogues()}
    while True:
        answer = typer.prompt(
            words.text("imports.asking.answer"), default="", show_default=False, prompt_suffix=" ", err=True
        ).strip()
        if not answer:
            return None
        if fold(answer) in rest:
            raise _RestError
        if squeeze(answer) in known:
            return known[squeeze(answer)]
        complain(words.text("imports.asking.unknown", answer=answer))
