"""What is to be explained: a metric by its key or label, else an account by any of its names."""

from __future__ import annotations

from dataclasses import dataclass

from abm_sheets.errors import UnknownSubjectError
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.tables.matching import AccountIndex, Match, nearest


@dataclass(frozen=True, slots=True)
class Subject:
    """A metric's key, an account's position, or both where the text names both."""

    metric: str | None
    account: int | None


def subject_of(text: str, index: AccountIndex) -> Subject:
    """What a text names (§ 2.5 for accounts).

    Raises:
        UnknownSubjectError: neither a metric nor an account.

    """
    text = text.strip()
    metric, match = understood("metric").get(fold(text)), index.find(text)
    account = match.position if match.position >= 0 else None
    if metric is None and account is None:
        raise _unknown(text, match)
    return Subject(metric, account)


def _unknown(text: str, match: Match) -> UnknownSubjectError:
    details = dict(match.details)
    meant = nearest(fold(text), understood("metric"))
    if meant is not None and "suggestion" not in details:
        details["metric"] = understood("metric")[meant]
    return UnknownSubjectError(subject=text, rule=match.rule, **details)
