"""What came of a job, as a worker that resumes it can read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from abm_sheets.errors import AbmSheetsError, AlreadyClaimedError
from abm_sheets.errors.google import GoogleUnavailableError, QuotaError, UnclearWriteError
from abm_sheets.errors.incoming import UnforeseenError
from abm_sheets.language import LANGUAGES
from abm_sheets.outputs.digest import Digest
from abm_sheets.outputs.message import Message

_PASSING = (GoogleUnavailableError, QuotaError, UnclearWriteError, AlreadyClaimedError, UnforeseenError)
"""Failures that may be over when the job is tried again."""


class Failure(BaseModel):
    """A failure's sentence in each language, and whether it may pass by itself."""

    model_config = ConfigDict(frozen=True)

    sentence: Mapping[str, str]
    passing: bool


class Refreshed(BaseModel):
    """What a refresh tells: the workbook's title and settings, and the digest in each language.

    `messages` are those to send, one for each role that the workbook's channels are of; `currencies` are as
    in `Learnt`.
    """

    model_config = ConfigDict(frozen=True)

    title: str
    locale: str
    zone: str
    rows: int
    issues: int
    digests: Mapping[str, Digest]
    messages: Sequence[Message] = ()
    currencies: Mapping[str, str] = {}


def failure_of(error: Exception) -> Failure:
    """A failure as it is kept; what nobody foresaw is named by its kind only."""
    known = error if isinstance(error, AbmSheetsError) else UnforeseenError(reason=type(error).__name__)
    sentences = {language: known.sentence(language) for language in LANGUAGES}
    return Failure(sentence=sentences, passing=isinstance(known, _PASSING))
