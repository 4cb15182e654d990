"""What goes over the wire: a request as it came, and the answer to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import orjson


@dataclass
class Request:
    """A request: `path` is percent-encoded as sent, header names are in lower case.

    `gone` says whether the client has stopped waiting for the answer.
    """

    method: str
    path: str
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    body: bytes = b""
    gone: Callable[[], bool] = lambda: False

    @property
    def plain_path(self) -> str:
        """The path as people read it."""
        return unquote(self.path)

    def header(self, name: str) -> str:
        """A header's value, "" where it is missing."""
        return self.headers.get(name.lower(), "")

    def first(self, name: str) -> str:
        """The first value of a query parameter, "" where it is missing."""
        return self.query.get(name, [""])[0]


@dataclass
class Response:
    """An answer; `drop` closes the connection instead of sending it."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


def request_of(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Request:
    """The request whose first line names `target`."""
    parts = urlsplit(target)
    query = parse_qs(parts.query, keep_blank_values=True)
    return Request(method, parts.path or "/", query, {k.lower(): v for k, v in headers.items()}, body)


def json_response(data: Any, status: int = 200) -> Response:
    """An answer in JSON."""
    body = orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)
    return Response(status, body, {"Content-Type": "application/json; charset=UTF-8"})


def html_response(title: str, text: str, status: int) -> Response:
    """An answer in HTML, as Google's front end gives where no API was reached."""
    page = (
        "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n"
        f"  <title>{title}</title>\n  <p><b>{status}.</b> <ins>That’s an error.</ins>\n"
        f"  <p>{text}  <ins>That’s all we know.</ins>\n"
    )
    return Response(status, page.encode(), {"Content-Type": "text/html; charset=UTF-8"})
