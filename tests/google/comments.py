"""Drive's comments on a file."""

from __future__ import annotations

import html
import secrets
from collections.abc import Callable
from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import display_name, now
from tests.google.errors import ApiError
from tests.google.lookups import found, insufficient, level
from tests.google.messages import Response
from tests.google.paging import page

Json = dict[str, Any]

AUTHOR = "author_email"
"""Where a comment keeps who wrote it; answers tell it of `author.me` only."""


def create(call: Call) -> Json:
    """`comments.create`."""
    file = found(call)
    if level(call, file) < access.COMMENTER:
        raise insufficient()
    content, time = call.body.get("content", ""), now()
    if not content:
        raise ApiError(400, "The comment content is required.", reason="required", location="content")
    comment: Json = {
        "kind": "drive#comment",
        "id": "AAAA" + secrets.token_urlsafe(5),
        "createdTime": time,
        "modifiedTime": time,
        "deleted": False,
        "replies": [],
        AUTHOR: call.email,
        **_content(content),
        **{name: call.body[name] for name in ("anchor", "quotedFileContent") if name in call.body},
    }
    call.google.comments.setdefault(file.id, []).append(comment)
    return _shown(call, comment)


def list_all(call: Call) -> Json:
    """`comments.list`, the latest first."""
    file = found(call)
    comments = call.google.comments.get(file.id, [])
    kept = [c for c in reversed(comments) if not c["deleted"] or call.flag("includeDeleted")]
    part, token = page(kept, int(call.text("pageSize", "20")), call.text("pageToken"))
    answer: Json = {"kind": "drive#commentList", "comments": [_shown(call, comment) for comment in part]}
    return answer | ({"nextPageToken": token} if token else {})


def get(call: Call) -> Json:
    """`comments.get`."""
    return _shown(call, _named(call))


def update(call: Call) -> Json:
    """`comments.update`: its author may reword it."""
    comment = _own(call)
    comment |= _content(str(call.body.get("content", comment["content"]))) | {"modifiedTime": now()}
    return _shown(call, comment)


def delete(call: Call) -> Response:
    """`comments.delete`: its author may take it back."""
    comment = _own(call)
    comment["deleted"] = True
    for name in ("content", "htmlContent"):
        comment.pop(name, None)
    return Response(204)


def _content(text: str) -> Json:
    return {"content": text, "htmlContent": html.escape(text)}


def _named(call: Call) -> Json:
    file = found(call, access.COMMENTER)
    for comment in call.google.comments.get(file.id, []):
        if comment["id"] == call.params["commentId"] and not comment["deleted"]:
            return comment
    message = f"Comment not found: {call.params['commentId']}"
    raise ApiError(404, message, reason="notFound", location="commentId")


def _own(call: Call) -> Json:
    comment = _named(call)
    if comment[AUTHOR] != call.email:
        raise insufficient()
    return comment


def _shown(call: Call, comment: Json) -> Json:
    email = comment[AUTHOR]
    author = {
        "kind": "drive#user",
        "displayName": display_name(email),
        "me": email == call.email,
    }
    return {name: held for name, held in comment.items() if name != AUTHOR} | {"author": author}


METHODS: dict[str, Callable[[Call], Json | Response]] = {
    "drive.comments.create": create,
    "drive.comments.list": list_all,
    "drive.comments.get": get,
    "drive.comments.update": update,
    "drive.comments.delete": delete,
}
