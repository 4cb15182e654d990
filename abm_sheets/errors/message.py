"""Failures of the Monday message, each with the sentence that says what to do."""

from __future__ import annotations

from abm_sheets.errors import AbmSheetsError, UsageError


class InvalidChannelError(UsageError):
    """A channel that is none; its number is told, for its address may hold a secret."""


class RefusedChannelError(UsageError):
    """A channel of a kind in which what people type could mention somebody or lead somewhere."""


class UnknownReaderError(UsageError):
    """No message is written for a role of that name."""


class NoChannelError(UsageError):
    """A message is to be sent, and nothing says where."""


class MessageNotSentError(AbmSheetsError):
    """Some channels, told by their numbers, did not take the message."""
