"""Uploaded content: alone, beside its description, or in pieces."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from typing import Any

import orjson

from tests.google.bodies import unpacked
from tests.google.errors import ApiError
from tests.google.messages import Request

Json = dict[str, Any]


@dataclass
class Upload:
    """What was uploaded: the description of the file, and its bytes."""

    body: Json = field(default_factory=dict)
    content: bytes = b""
    mime_type: str = "application/octet-stream"


def upload_of(request: Request) -> Upload:
    """What a request uploads, by its `uploadType`."""
    kind = request.first("uploadType") or request.first("upload_protocol") or "media"
    if kind == "multipart":
        return _multipart(request)
    return Upload({}, unpacked(request), _mime_type(request.header("content-type")))


def _mime_type(header: str) -> str:
    return header.partition(";")[0].strip().lower() or "application/octet-stream"


def _multipart(request: Request) -> Upload:
    pieces = parts(request.header("content-type"), unpacked(request))
    if len(pieces) != 2:
        raise ApiError(400, "Malformed multipart body.", reason="badContent")
    (_, description), (headers, content) = pieces
    if headers.get("content-transfer-encoding", "").lower() == "base64":
        content = base64.b64decode(content)
    try:
        body = orjson.loads(description or b"{}")
    except orjson.JSONDecodeError as error:
        raise ApiError(400, "Parse Error", reason="parseError") from error
    return Upload(body, content, _mime_type(headers.get("content-type", "")))


def parts(content_type: str, body: bytes) -> list[tuple[dict[str, str], bytes]]:
    """The parts of a multipart body, each with its headers in lower case."""
    match = re.search(r'boundary="?([^";]+)', content_type)
    if match is None:
        raise ApiError(400, "Missing multipart boundary.", reason="badContent")
    mark = b"--" + match[1].encode()
    pieces = (b"\r\n" + body).replace(b"\r\n" + mark, b"\n" + mark).split(b"\n" + mark)[1:]
    return [_part(piece) for piece in pieces if not piece.startswith(b"--")]


def _part(piece: bytes) -> tuple[dict[str, str], bytes]:
    whole = re.sub(rb"^[ \t]*\r?\n", b"", piece)
    end = re.search(rb"\r?\n\r?\n", whole)
    if end is None:
        return {}, whole
    head = BytesHeaderParser().parsebytes(whole[: end.start()])
    return {name.lower(): " ".join(value.split()) for name, value in head.items()}, whole[end.end() :]
