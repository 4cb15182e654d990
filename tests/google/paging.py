"""Lists in pages."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

from tests.google.errors import ApiError

T = TypeVar("T")


def page(items: Sequence[T], size: int, token: str) -> tuple[list[T], str | None]:
    """The page a token stands for (the first without one), and the token of the next."""
    start = _start(token) if token else 0
    end = start + size
    return list(items[start:end]), _token(end) if end < len(items) else None


def _token(start: int) -> str:
    return "~!!~" + base64.urlsafe_b64encode(f"page {start}".encode()).decode()


def _start(token: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(token.removeprefix("~!!~")).decode().removeprefix("page "))
    except ValueError as error:
        raise ApiError(400, "Invalid Value", reason="invalid", location="pageToken") from error
