"""Protected ranges added, changed and deleted."""

from __future__ import annotations

from collections.abc import Iterable

from tests.google.errors import ApiError, bad
from tests.google.masks import Mask, assigned, written
from tests.google.sheets.cells import tidy
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.protection import EVERYTHING, may_edit, rectangle, refused
from tests.google.sheets.requests.batch import Batch

WRITABLE = ("description", "warningOnly", "unprotectedRanges", "editors")


def _checked(batch: Batch, protected: Json, asked: Json) -> Sheet:
    """Refuse what is no protection, or what the caller may not protect; gives the tab."""
    if protected.get("warningOnly") and asked.get("editors"):
        raise bad("ProtectedRange is warningOnly. Editors cannot be set on it.")
    if asked.keys() & {"namedRangeId", "tableId"}:
        raise ApiError(501, "The local Google protects ranges.", status="UNIMPLEMENTED")
    if "range" not in protected:
        raise bad("Must specify a range.")
    zone, holes = rectangle(protected["range"]), protected.get("unprotectedRanges", [])
    whole = zone == EVERYTHING
    sheet = batch.tab(protected["range"].get("sheetId")) if whole else batch.area(protected["range"])[0]
    if holes and not whole:
        raise bad("Unprotected ranges are only supported on protected sheets.")
    if any(batch.area(hole)[0] is not sheet for hole in holes):
        raise bad("Unprotected ranges must be on the protected sheet.")
    batch.check(sheet, zone)
    return sheet


def _editors(batch: Batch, asked: Json | None) -> Json:
    """Who may edit: those asked for, and always the owner and whoever protects."""
    wanted: Iterable[str] = batch.writers if asked is None else asked.get("users", [])
    users = {address.casefold(): address for address in (batch.caller, batch.owner, *wanted) if address}
    answer: Json = tidy({**(asked or {}), "users": list(users.values())})
    return answer


def _add(batch: Batch, request: Json) -> Json:
    """Protect a range or a tab; the reply repeats the editors as asked for."""
    asked = request.get("protectedRange", {})
    protected = tidy(asked)
    protected.pop("requestingUserCanEdit", None)
    sheet = _checked(batch, protected, asked)
    taken = protected.get("protectedRangeId")
    protected["protectedRangeId"] = batch.fresh_id(["protected_ranges"], "protectedRangeId", taken)
    answer = protected | {"requestingUserCanEdit": True}
    if not protected.get("warningOnly"):
        editors = asked.get("editors")
        protected["editors"] = _editors(batch, editors)
        answer["editors"] = protected["editors"] if editors is None else tidy(editors)
    sheet.protected_ranges.append(protected)
    return {"protectedRange": answer}


def _find(batch: Batch, wanted: int | None) -> tuple[list[Json], int]:
    _, items, index = batch.find("protected_ranges", "protectedRangeId", wanted)
    if not may_edit(batch.book, items[index], batch.caller, batch.owner):
        raise refused()
    return items, index


def _update(batch: Batch, request: Json) -> None:
    asked, mask = request.get("protectedRange", {}), written(request, "ProtectedRange")
    items, index = _find(batch, asked.get("protectedRangeId"))
    protected = assigned(
        items.pop(index), tidy(asked), {name: mask[name] for name in mask if name in WRITABLE}
    )
    if "range" in mask:
        protected["range"] = tidy(asked.get("range", {}))
    _settle_editors(batch, protected, mask)
    sheet = _checked(batch, protected, {name: value for name, value in asked.items() if name in mask})
    sheet.protected_ranges.append(protected)


def _settle_editors(batch: Batch, protected: Json, mask: Mask) -> None:
    if protected.get("warningOnly"):
        if "editors" not in mask:
            protected.pop("editors", None)
    elif "editors" in mask:
        protected["editors"] = _editors(batch, protected.get("editors", {}))
    elif "editors" not in protected:
        protected["editors"] = _editors(batch, None)


def _delete(batch: Batch, request: Json) -> None:
    items, index = _find(batch, request.get("protectedRangeId"))
    del items[index]


REQUESTS = {"addProtectedRange": _add, "updateProtectedRange": _update, "deleteProtectedRange": _delete}
