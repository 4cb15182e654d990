"""The file that remembers, by source, which of our columns people said that a header is."""

from __future__ import annotations

from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from abm_sheets.errors.incoming import MappingsNotReadableError, MappingsNotWrittenError
from abm_sheets.files import replace_file
from abm_sheets.intake.files.columns import Answers
from abm_sheets.intake.files.proposal import Remembered
from abm_sheets.language.folding import squeeze

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
_FORM: TypeAdapter[dict[str, dict[str, str | None]]] = TypeAdapter(dict[str, dict[str, str | None]])


def read_remembered(path: Path) -> Remembered:
    """What the file remembers, nothing where there is none.

    Raises:
        MappingsNotReadableError: the file is damaged.

    """
    try:
        content = path.read_bytes() if path.exists() else b"{}"
        return _FORM.validate_json(content, strict=True)
    except (OSError, ValidationError):
        raise MappingsNotReadableError(path=path) from None


def remember(remembered: Remembered, source: str, answers: Answers) -> Remembered:
    """What is remembered once people gave answers about the headers of a source; the last one counts."""
    answered = {squeeze(header) for header in answers}
    kept = {h: column for h, column in remembered.get(source, {}).items() if squeeze(h) not in answered}
    return {**remembered, source: {**kept, **answers}}


def write_remembered(path: Path, remembered: Remembered) -> None:
    """Replace the file, whole or not at all.

    Raises:
        MappingsNotWrittenError: it could not be written, and is as it was.

    """
    answers = {source: dict(mapped) for source, mapped in remembered.items()}
    try:
        replace_file(path, orjson.dumps(answers, option=_READABLE))
    except (OSError, TypeError):
        raise MappingsNotWrittenError(path=path) from None
