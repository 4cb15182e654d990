"""The discovery documents as Google publishes them, with this server as the address to call."""

from __future__ import annotations

import re

from tests.google.discovery import DOCUMENTS, document
from tests.google.messages import Request, Response, json_response
from tests.google.replies import front_end
from tests.google.state import Google

PATH = re.compile(r"/discovery/v1/apis/(\w+)/(\w+)/rest")


def is_published(request: Request) -> bool:
    """Whether a discovery document is asked for."""
    return request.method == "GET" and (
        request.path.startswith("/discovery/") or request.plain_path == "/$discovery/rest"
    )


def answer(google: Google, request: Request) -> Response:
    """The document of an API, or 404."""
    match = PATH.fullmatch(request.path)
    version = request.first("version")
    name = f"{match[1]}.{match[2]}" if match else f"{'sheets' if version == 'v4' else 'drive'}.{version}"
    if name not in DOCUMENTS:
        return front_end(404)
    whole = document(name)
    root = google.url + "/"
    base = root + whole["servicePath"]
    return json_response(whole | {"rootUrl": root, "mtlsRootUrl": root, "baseUrl": base}, pretty=False)
