"""Verifiers and rights that know nothing yet, with a clock that tests move on."""

from __future__ import annotations

import pytest

from abm_sheets.service.callers import Certificates, Verifier
from abm_sheets.service.rights import Rights
from tests.google.launch import LocalGoogle
from tests.service.callers.calls import ADDON, CLICK, PANEL, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def certificates(google: LocalGoogle, clock: Clock) -> Certificates:
    del google  # the product is pointed at it
    return Certificates(clock)


@pytest.fixture
def verifier(certificates: Certificates) -> Verifier:
    return Verifier(certificates, (PANEL, CLICK), ADDON)


@pytest.fixture
def rights(clock: Clock) -> Rights:
    return Rights(clock)
