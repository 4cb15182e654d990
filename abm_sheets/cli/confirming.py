"""A yes asked of whoever sits at the terminal."""

from __future__ import annotations

import sys

import typer

from abm_sheets.errors import NotConfirmedError
from abm_sheets.language import fold
from abm_sheets.language.catalogue import catalogues


def is_agreed(question: str) -> bool:
    """Ask for a yes, in any language.

    Raises:
        NotConfirmedError: there is nobody to ask.

    """
    if not sys.stdin.isatty():
        raise NotConfirmedError
    answer = typer.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    return fold(answer) in {fold(word) for each in catalogues() for word in each.find("access.yes")}
