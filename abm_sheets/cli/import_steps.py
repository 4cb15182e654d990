"""The steps of the import: workbook found, file read, what is not known asked, the plan carried out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import typer

from abm_sheets.cli.extras import copying
from abm_sheets.cli.import_display import show_reading
from abm_sheets.cli.options import is_agreed
from abm_sheets.cli.results import advancing, destination
from abm_sheets.errors import OutputNotXlsxError
from abm_sheets.errors.incoming import CopyNeededError, NeedlessOutputError
from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.headings import Unknown
from abm_sheets.intake.files.proposal import Proposal
from abm_sheets.intake.files.records import Imported
from abm_sheets.intake.places import ExcelPlace, GooglePlace, Place, Ready
from abm_sheets.intake.request import Asked, ImportFile
from abm_sheets.intake.standing import Ground
from abm_sheets.intake.wording import outcome_lines
from abm_sheets.language import Catalogue, fold
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.outputs.terminal import complain, show, working
from abm_sheets.tables.labels import column_names
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.excel.package import find_losses
from abm_sheets.workbook.opener import find_id, open_spreadsheet


def ask_columns(file: ImportFile, proposal: Proposal, words: Catalogue) -> dict[str, str | None]:
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


def find_place(into: str, output: Path | None, credentials: Path | None, *, force: bool) -> Place:
    """The workbook, and the file to write where it is an `.xlsx`.

    Raises:
        UsageError: an `.xlsx` has no file to be copied to, or one that cannot be written.

    """
    spreadsheet = find_id(into)
    if spreadsheet is not None:
        if output is not None:
            raise NeedlessOutputError
        return GooglePlace(open_spreadsheet(spreadsheet, credentials))
    opened = ExcelWorkbook(Path(into))
    path = destination(output, opened, force=force)
    if path is None:
        raise CopyNeededError
    if path.suffix.lower() != ".xlsx":
        raise OutputNotXlsxError
    return ExcelPlace(opened, path, copying())


def read_file(found: ImportFile, asked: Asked, ground: Ground, words: Catalogue) -> Imported:
    """The file's records, once what is not recognised was asked; how it was read is shown."""
    proposal = found.propose(words.language)
    answers = ask_columns(found, proposal, words)
    if answers:
        proposal = found.propose(words.language, answers)
    with working(words.text("imports.reading", name=asked.path.name)):
        imported = read_records(found.grid, proposal, ground.vocabulary, asked.locale, asked.period)
    found.keep(proposal, answers)
    show_reading(proposal, imported, words)
    return imported


def finish(place: Place, ready: Ready, words: Catalogue, *, yes: bool) -> bool:
    """Carry the plan out if people agree; whether all is done."""
    name = ready.name
    if ready.plan.is_done:
        show("", words.text("imports.nothing_to_do"))
        ready.kept.save(ready.kept.add(ready.plan, ready.source))
        return True
    if isinstance(place, ExcelPlace) and (losses := find_losses(place.path)):
        listed = ", ".join(words.text(f"imports.losses.{loss}") for loss in losses)
        show("", words.text("imports.losses_listed", name=name, losses=listed))
    if not yes and not is_agreed(words.text("imports.confirm", name=name)):
        show(words.text("imports.kept"))
        return False
    written = place.output if isinstance(place, ExcelPlace) else name
    total = len(ready.plan.changed) + len(ready.plan.new)
    with advancing(total, words.text("imports.writing", name=written)) as advance:
        outcome = place.write(ready, advance)
    show("", *outcome_lines(outcome, ready.plan, words))
    if isinstance(place, ExcelPlace):
        show(words.text("imports.copied", path=place.output))
    return outcome.is_whole
