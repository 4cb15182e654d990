"""What another tool sends over HTTP, as records: JSON or a form, one row or many."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import orjson

from abm_sheets.errors.incoming import InvalidPayloadError, TooManyRowsError

Sent = Mapping[str, object]
"""A row as it was sent: whatever value under whatever name."""

MOST_ROWS = 1_000
"""Rows taken at once."""

_MOST_FIELDS = 1_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OTHER_KINDS = ("json", "xml", "multipart")
"""Words in the names of kinds of content that are no form of the one kind that is read."""


def read_payload(body: bytes, content_type: str = "") -> list[Sent]:
    """The rows that a body holds, in order.

    An object of JSON is a row, unless its `rows` are a list; a list of objects is as many rows; a form is
    one. The content decides, for tools often name its kind wrongly or not at all.

    Raises:
        InvalidPayloadError: it is none of these.
        TooManyRowsError: there are more than `MOST_ROWS` of them.

    """
    content = body.removeprefix(_BYTE_ORDER_MARK).strip()
    rows = _read_json(content) if content[:1] in {b"{", b"["} else [_read_form(content, content_type)]
    if len(rows) > MOST_ROWS:
        raise TooManyRowsError(number=len(rows), limit=MOST_ROWS)
    return rows


def _read_json(content: bytes) -> list[Sent]:
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise InvalidPayloadError from None
    if isinstance(found, dict):
        found = found["rows"] if isinstance(found.get("rows"), list) else [found]
    if not all(isinstance(row, dict) for row in found):
        raise InvalidPayloadError
    rows: list[Sent] = found
    return rows


def _read_form(content: bytes, content_type: str) -> Sent:
    """The fields of a form; of a field that is repeated, the last."""
    other = any(kind in content_type.lower() for kind in _OTHER_KINDS)
    if other or content.startswith(b"<") or b"=" not in content:
        raise InvalidPayloadError
    try:
        pairs = parse_qsl(
            content.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise InvalidPayloadError from None
    return dict(pairs)
