"""Failures of the systems that are read live, each with the sentence that says what to do."""

from __future__ import annotations

from abm_sheets.errors import AbmSheetsError, UsageError
from abm_sheets.language import catalogue


class SourceError(AbmSheetsError):
    """The system `system` could not be read: what is known of it stays as it is.

    No sentence quotes a token; `said` is what the system answered, without any.
    """

    key = "failure"

    def sentence(self, language: str) -> str:
        """The sentence names the system, and where in it a key is made."""
        words, system = catalogue(language), self.details["system"]
        named = {each: words.text(f"live.{system}.{each}") for each in ("source", "keys")}
        return words.text(f"errors.{self.key}", None, **{**self.details, **named})


class TokenNeededError(SourceError, UsageError):
    """No key to the system was given; `variable` is the environment variable for it."""


class TokenRefusedError(SourceError):
    """The system does not accept the key, or not any more."""


class RightMissingError(SourceError):
    """The key does not have every right that reading takes; `value` names those that it lacks."""


class CallLimitError(SourceError):
    """The system kept limiting calls for as long as we wait."""


class DailyLimitError(CallLimitError):
    """The calls of the day are used up."""


class NotThereError(SourceError):
    """The system does not have what `value` is the path of."""


class FieldUnknownError(SourceError):
    """The system has no field `value`."""


class SourceSilentError(SourceError):
    """The system did not answer in time, or failed, each time that it was tried."""


class SourceUnclearError(SourceError):
    """What the system answered is cut off, incomplete, or not what it is known to answer."""


class SourceRefusedError(SourceError):
    """The system refused a call for a reason that we pass on, `said`."""


class OptionUnknownError(SourceError, UsageError):
    """An option of a system has no such name or value; `choices` are those that there are."""


class OptionNeededError(SourceError, UsageError):
    """The option `value` must be given."""
