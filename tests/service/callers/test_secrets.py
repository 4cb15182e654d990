"""The secrets of those who feed a workbook: made, hashed, compared, and found in what callers send."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.service.callers import (
    LONGEST,
    bearer_of,
    hashed,
    is_secret,
    new_secret,
    secret_of,
)

SECRET = "whk_b3N0cmljaC1mYXJtLTQyLWJ1cm5zLWJyaWdodGx5"  # noqa: S105 (nobody's)


def basic(pair: str | bytes) -> str:
    """The header of Basic authentication."""
    return f"Basic {base64.b64encode(pair.encode() if isinstance(pair, str) else pair).decode()}"


def test_secrets_are_long_unlike_one_another_and_fit_for_a_url() -> None:
    made = {new_secret() for _ in range(100)}

    assert len(made) == 100
    assert all(re.fullmatch(r"whk_[\w-]{43}", each, re.ASCII) for each in made)


def test_what_is_kept_is_not_the_secret() -> None:
    kept = hashed(SECRET)

    assert re.fullmatch(r"[0-9a-f]{64}", kept)
    assert is_secret(SECRET, kept)
    assert not is_secret(SECRET[:-1], kept)
    assert not is_secret(kept, kept)


@pytest.mark.parametrize(
    ("authorization", "api_key", "found"),
    [
        pytest.param(f"Bearer {SECRET}", None, SECRET, id="a bearer"),
        pytest.param(f"bearer   {SECRET}  ", None, SECRET, id="a bearer, loosely written"),
        pytest.param(None, SECRET, SECRET, id="an API key"),
        pytest.param(None, f" {SECRET}\t", SECRET, id="an API key with spaces"),
        pytest.param(basic(f"zapier:{SECRET}"), None, SECRET, id="a password"),
        pytest.param(basic(f":{SECRET}"), None, SECRET, id="a password without a name"),
        pytest.param(basic("make:a:b"), None, "a:b", id="a password with a colon"),
        pytest.param("Bearer other", SECRET, SECRET, id="an API key beside a proxy's bearer"),
        pytest.param(f"Bearer {SECRET}", "", SECRET, id="a bearer beside an empty API key"),
        pytest.param(None, None, None, id="nothing"),
        pytest.param("", "", None, id="empty headers"),
        pytest.param("Bearer", None, None, id="a scheme alone"),
        pytest.param(SECRET, None, None, id="no scheme"),
        pytest.param(f"Token {SECRET}", None, None, id="another scheme"),
        pytest.param(f"Bearer {SECRET} {SECRET}", None, None, id="two secrets"),
        pytest.param(f"Bearer {SECRET}\n", None, None, id="two lines"),
        pytest.param("Bearer clé", None, None, id="letters that no header holds"),
        pytest.param("Bearer " + "x" * LONGEST, None, None, id="too long"),
        pytest.param(None, "x" * (LONGEST + 1), None, id="an API key too long"),
        pytest.param(None, "a b", None, id="an API key of two words"),
        pytest.param("Basic !!!", None, None, id="no base64"),
        pytest.param(basic(f"a:{SECRET}").replace("YTp3", "YTp!3"), None, None, id="base64 with a slip"),
        pytest.param("Basic abc", None, None, id="base64 cut short"),
        pytest.param(basic(b"\xff:\xff"), None, None, id="a password that is no text"),
        pytest.param(basic("zapier"), None, None, id="a name without a password"),
        pytest.param(basic("zapier:"), None, None, id="an empty password"),
        pytest.param(basic("zapier:clé"), None, None, id="a password that no header holds"),
    ],
)
def test_the_secret_that_a_call_gives(
    authorization: str | None, api_key: str | None, found: str | None
) -> None:
    assert secret_of(authorization, api_key) == found


@given(header=st.text(max_size=60) | st.from_regex(r"(?i)(bearer|basic) \S{1,40}", fullmatch=True))
def test_whatever_a_header_says_a_secret_is_one_word_or_nothing(header: str) -> None:
    for found in (bearer_of(header), secret_of(header), secret_of(None, header)):
        assert found is None or re.fullmatch(r"[\x21-\x7e]+", found)
