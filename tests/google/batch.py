"""Google's multipart batches: several requests in one body, each answered by itself."""

from __future__ import annotations

from collections.abc import Callable
from http.client import responses
from uuid import uuid4

from tests.google.errors import ApiError
from tests.google.media import parts
from tests.google.messages import Request, Response, request_of
from tests.google.replies import error_response

LARGEST = 100
"""How many requests Google takes in one batch."""


def is_batch(request: Request) -> bool:
    """Whether a request is a batch of others."""
    return request.method == "POST" and (request.path == "/batch" or request.path.startswith("/batch/"))


def answer(request: Request, perform: Callable[[Request], Response]) -> Response:
    """The answers to the requests of a batch, in order; Sheets has no batches."""
    pieces = parts(request.header("content-type"), request.body)
    if len(pieces) > LARGEST:
        raise ApiError(400, f"The batch request could not be processed: more than {LARGEST} calls.")
    boundary = f"batch_{uuid4().hex}"
    written = b"".join(
        _written(boundary, headers.get("content-id", ""), _one(request, content, perform))
        for headers, content in pieces
    )
    headers = {"Content-Type": f"multipart/mixed; boundary={boundary}"}
    return Response(200, written + f"--{boundary}--\r\n".encode(), headers)


def _one(outer: Request, content: bytes, perform: Callable[[Request], Response]) -> Response:
    text = content.replace(b"\r\n", b"\n")
    head, _, body = text.partition(b"\n\n")
    first, *lines = head.decode().strip().splitlines()
    method, target = first.split()[:2]
    headers = {"authorization": outer.header("authorization")}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    inner = request_of(method, target, headers, body.strip())
    if inner.path.startswith("/v4/"):
        refusal = ApiError(501, "Operation is not implemented.", status="UNIMPLEMENTED")
        return error_response(refusal, "sheets")
    return perform(inner)


def _written(boundary: str, content_id: str, response: Response) -> bytes:
    answered = f"<response-{content_id.strip('<>')}>"
    head = (
        f"--{boundary}\r\nContent-Type: application/http\r\nContent-ID: {answered}\r\n\r\n"
        f"HTTP/1.1 {response.status} {responses.get(response.status, '')}\r\n"
    )
    lines = {**response.headers, "Content-Length": str(len(response.body))}
    head += "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return head.encode() + b"\r\n" + response.body + b"\r\n"
