"""Drive's uploads: files made and changed with content, at once or resumably."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import Any

from tests.google import access, files, imports
from tests.google.bodies import body_of, checked
from tests.google.calls import Call
from tests.google.drive import touch
from tests.google.errors import ApiError
from tests.google.file_resource import resource
from tests.google.lookups import found
from tests.google.media import Upload, upload_of
from tests.google.messages import Request, Response
from tests.google.state import Google
from tests.google.world import SPREADSHEET, File

Json = dict[str, Any]
Finish = Callable[[Call, Upload], Json]


def create(call: Call) -> Json | Response:
    """`files.create` with content."""
    return _take(call, lambda begun, upload: resource(begun, made(begun, upload)))


def update(call: Call) -> Json | Response:
    """`files.update` with content."""
    return _take(call, lambda begun, upload: resource(begun, changed(begun, upload)))


def made(call: Call, upload: Upload) -> File:
    """A new file with its content; a table becomes a spreadsheet where that is asked for."""
    mime_type = upload.body.get("mimeType", upload.mime_type)
    file = files.placed(call, upload.body, mime_type)
    _put(call, file, upload)
    return file


def changed(call: Call, upload: Upload) -> File:
    """A file with other content, and other entries where they come along."""
    file = found(call, access.WRITER)
    files.change(call, file, upload.body)
    _put(call, file, upload)
    touch(file, call.email)
    return file


def _put(call: Call, file: File, upload: Upload) -> None:
    if file.mime_type != SPREADSHEET:
        call.google.blobs[file.id] = upload.content
        return
    if not imports.convertible(upload.mime_type):
        raise ApiError(400, "Bad Request", reason="badRequest")
    imports.fill(call, file, upload.content, upload.mime_type)


def _take(call: Call, finish: Finish) -> Json | Response:
    if call.text("uploadType") == "resumable":
        return _begin(call, finish)
    upload = upload_of(call.request)
    upload.body = checked(call.method, upload.body)
    return finish(call, upload)


def _begin(call: Call, finish: Finish) -> Response:
    """Start a resumable upload: its address is where the pieces go."""
    body = body_of(call.method, call.request)
    mime_type = call.request.header("x-upload-content-type") or "application/octet-stream"
    name = secrets.token_urlsafe(24)
    upload = Upload(body, b"", mime_type)
    call.google.uploads[name] = {"call": call, "upload": upload, "finish": finish}
    address = f"{call.google.url}{call.request.path}?uploadType=resumable&upload_id={name}"
    return Response(200, headers={"Location": address, "X-GUploader-UploadID": name})


def resume(google: Google, request: Request) -> tuple[Call, Json] | Response:
    """Take a piece of a resumable upload; the last one gives the call and its answer."""
    name = request.first("upload_id")
    session = google.uploads.get(name)
    if session is None:
        raise ApiError(404, "Upload session not found.", reason="notFound")
    upload: Upload = session["upload"]
    start, total = _range(request.header("content-range"), len(upload.content), len(request.body))
    upload.content = upload.content[:start] + request.body
    if total is None or len(upload.content) < total:
        done = {"Range": f"bytes=0-{len(upload.content) - 1}"} if upload.content else {}
        return Response(308, headers=done)
    del google.uploads[name]
    call: Call = session["call"]
    return call, session["finish"](call, upload)


def _range(header: str, held: int, size: int) -> tuple[int, int | None]:
    """Where a piece belongs and how long the whole is (None: not known yet)."""
    match = re.fullmatch(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)", header)
    if match is None:
        return held, held + size
    start = int(match[1]) if match[1] else held
    return start, None if match[2] == "*" else int(match[2])


METHODS: dict[str, Callable[[Call], Json | Response]] = {
    "drive.files.create": create,
    "drive.files.update": update,
}
