"""What people say of a file on the command line."""

from __future__ import annotations

import pytest

from abm_sheets.errors.incoming import InvalidConstantError
from abm_sheets.intake.request import parse_constants


def test_a_constant_is_a_column_and_a_value_which_may_hold_the_sign() -> None:
    assert parse_constants(["type=webinaire", " Contenu = a=b "]) == {"type": "webinaire", "Contenu": "a=b"}


@pytest.mark.parametrize("text", ["type", "type=", "=webinaire", " = "])
def test_what_is_no_constant_is_told(text: str) -> None:
    with pytest.raises(InvalidConstantError, match="--set type=webinaire"):
        parse_constants([text])
