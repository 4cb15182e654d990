"""What the import asks of whoever sits at the terminal: the columns that nothing is known of."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import typer

from abm_sheets.intake.files import Proposal, Unknown
from abm_sheets.intake.request import ImportFile
from abm_sheets.language import Catalogue, fold
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.outputs.terminal import complain
from abm_sheets.tables.labels import column_names


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
