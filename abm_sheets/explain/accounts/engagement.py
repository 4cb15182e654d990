"""Whether an account is engaged, until when, and the interactions behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pandas as pd

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import NOTHING, Verdict, judged
from abm_sheets.explain.metrics.engaged_accounts import window_reasons
from abm_sheets.explain.metrics.reasoning import ones
from abm_sheets.explain.model import Section
from abm_sheets.metrics.engagement import within_window


def engagement(case: Case, account: int) -> Section:
    """The interactions counted in the window, the others, and what they make."""
    return judged(
        case,
        "interactions",
        _verdict(case, account),
        key="engagement",
        sentences=_sentences(case, case.view.figures.accounts.iloc[account]),
        account=account,
    )


def _sentences(case: Case, figures: pd.Series) -> Sequence[str]:
    count, minimum = int(figures["interactions"]), case.settings.engagement_min_interactions
    state = "yes" if figures["engaged"] else "inactive" if count >= minimum else "no"
    sentences = [case.text(f"engagement.{state}", count, **case.facts)]
    if figures["engaged"]:
        until, window = figures["engaged_until"].date(), case.settings.engagement_window_days
        sentences.append(
            case.text(
                "engagement.until",
                minimum,
                until=case.formats.day(until),
                oldest=case.formats.day(until - timedelta(days=window - 1)),
                days=window - 1,
            )
        )
    if not pd.isna(figures["last_interaction"]):
        last = case.formats.day(figures["last_interaction"].date())
        sentences.append(case.text("engagement.last", date=last))
    return sentences


def _verdict(case: Case, account: int) -> Verdict:
    frame = case.tables.interactions
    if frame is None:
        return NOTHING
    counted = within_window(frame, case.day, case.settings.engagement_window_days)
    mine = frame["account"].to_numpy(np.int64) == account
    return Verdict(counted, {"interactions": ones(counted)}, window_reasons(case, frame), among=mine)
