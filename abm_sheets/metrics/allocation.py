"""Sharing an amount to the cent: the shares always add up to it (largest remainder)."""

from __future__ import annotations

import numpy as np

from abm_sheets.metrics.days import Days


def share(cents: int, weights: Days) -> Days:
    """Share an amount by weights (at least one above zero), cents left going to the largest remainders.

    Remainders are those of the absolute amount; ties go in the order of the weights.
    """
    amount, total = abs(cents), int(weights.sum())
    # Dividing first keeps the products far from the limits of 64 bits.
    scaled = (amount % total) * weights
    shares = (amount // total) * weights + scaled // total
    left = amount - int(shares.sum())
    shares[np.argsort(-(scaled % total), kind="stable")[:left]] += 1
    return shares if cents >= 0 else -shares


def share_all(amounts: Days, weights: Days) -> Days:
    """What each member gets when each of several amounts is shared by the same weights."""
    if (weights == weights[0]).all():
        return _share_all_equally(amounts, len(weights))
    totals = np.zeros(len(weights), np.int64)
    for cents in amounts:
        totals += share(int(cents), weights)
    return totals


def _share_all_equally(amounts: Days, members: int) -> Days:
    """The same without a share of each amount: the r cents left of an amount go to the first r members."""
    signs, sizes = np.sign(amounts), np.abs(amounts)
    whole = int((signs * (sizes // members)).sum())
    left = np.zeros(members + 1, np.int64)
    np.add.at(left, sizes % members, signs)
    return whole + left[::-1].cumsum()[::-1][1:]
