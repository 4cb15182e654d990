"""Requests of features that this server does not have: comments, and data from BigQuery or Looker."""

from __future__ import annotations

from collections.abc import Callable

from tests.google.errors import bad
from tests.google.sheets.model import Json
from tests.google.sheets.requests.batch import Batch

COMMENTS = (
    "insertComment",
    "addCommentReply",
    "updateCommentPost",
    "deleteComment",
    "deleteCommentReply",
)
DATA_SOURCES = (
    "addDataSource",
    "updateDataSource",
    "deleteDataSource",
    "refreshDataSource",
    "cancelDataSourceRefresh",
)


def _refusal(what: str) -> Callable[[Batch, Json], None]:
    def refuse(batch: Batch, request: Json) -> None:
        del batch, request
        raise bad(f"{what} are not supported by this server.")

    return refuse


REQUESTS = {
    **dict.fromkeys(COMMENTS, _refusal("Comments")),
    **dict.fromkeys(DATA_SOURCES, _refusal("Data sources")),
}
