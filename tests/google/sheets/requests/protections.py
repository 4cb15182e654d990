"""Protected ranges added, changed and deleted."""

from __future__ import annotations

from collections.abc import Sequence

from tests.google.errors import bad
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.protection import EVERYTHING, covered, may_edit, rectangle, refused
from tests.google.sheets.requests import ids, masks
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.batch import Batch

BACKINGS = ("range", "namedRangeId", "tableId")
WRITABLE = ("description", "warningOnly", "unprotectedRanges", "editors")


def _check(batch: Batch, protected: Json, asked: Json) -> Sheet:
    if protected.get("warningOnly") and asked.get("editors"):
        raise bad("ProtectedRange is warningOnly. Editors cannot be set on it.")
    if sum(name in asked for name in BACKINGS) > 1:
        raise bad("Only one of range, namedRangeId or tableId may be set.")
    if not any(name in protected for name in BACKINGS):
        raise bad("Must specify a range.")
    place = covered(batch.book, protected)
    if "range" not in protected and not place:
        raise bad("The named range or table of the protected range does not exist.")
    whole = rectangle(place) == EVERYTHING
    sheet = batch.tab(place.get("sheetId")) if whole else batch.area(place)[0]
    _check_holes(batch, sheet, protected.get("unprotectedRanges", []), whole=whole)
    return sheet


def _check_holes(batch: Batch, sheet: Sheet, holes: Sequence[Json], *, whole: bool) -> None:
    if holes and not whole:
        raise bad("Unprotected ranges are only supported on protected sheets.")
    if any(batch.area(hole)[0] is not sheet for hole in holes):
        raise bad("Unprotected ranges must be on the protected sheet.")


def _editors(batch: Batch, asked: Json | None) -> Json:
    """Who may edit: those asked for, and always the owner and whoever protects."""
    wanted = batch.writers if asked is None else asked.get("users", [])
    users = _once([*wanted, batch.owner, batch.caller])
    answer: Json = tidy({**(asked or {}), "users": users})
    return answer


def _once(addresses: Sequence[str]) -> list[str]:
    found: dict[str, str] = {}
    for address in filter(None, addresses):
        found.setdefault(address.casefold(), address)
    return list(found.values())


def add_protected_range(batch: Batch, request: Json) -> Json:
    """Protect a range or a tab; the reply repeats the editors as asked for."""
    asked = request.get("protectedRange", {})
    protected = tidy(asked)
    protected.pop("requestingUserCanEdit", None)
    editors = asked.get("editors")
    sheet = _check(batch, protected, asked)
    batch.check(sheet, rectangle(covered(batch.book, protected)))
    protected["protectedRangeId"] = ids.protected_range_id(batch.book, protected.get("protectedRangeId"))
    answer = copied(protected) | {"requestingUserCanEdit": True}
    if not protected.get("warningOnly"):
        protected["editors"] = _editors(batch, editors)
        answer["editors"] = protected["editors"] if editors is None else tidy(editors)
    sheet.protected_ranges.append(protected)
    return {"protectedRange": answer}


def _find(batch: Batch, wanted: int | None) -> tuple[list[Json], int]:
    items, index = ids.owner_of(batch.book, "protected_ranges", "protectedRangeId", wanted, "protected range")
    if not may_edit(batch.book, items[index], batch.caller, batch.owner):
        raise refused()
    return items, index


def update_protected_range(batch: Batch, request: Json) -> None:
    """Change a protected range."""
    asked = request.get("protectedRange", {})
    mask = masks.read(request, "ProtectedRange")
    items, index = _find(batch, asked.get("protectedRangeId"))
    protected = items.pop(index)
    was_warning = bool(protected.get("warningOnly"))
    masks.assign(protected, asked, {name: mask[name] for name in mask if name in WRITABLE})
    backings = {name: tidy(asked[name]) for name in BACKINGS if name in mask and name in asked}
    if backings:
        protected = {name: value for name, value in protected.items() if name not in BACKINGS} | backings
    _settle_editors(batch, protected, asked, mask, was_warning=was_warning)
    sheet = _check(batch, protected, {name: value for name, value in asked.items() if name in mask})
    batch.check(sheet, rectangle(covered(batch.book, protected)))
    sheet.protected_ranges.append(tidy(protected))


def _settle_editors(
    batch: Batch, protected: Json, asked: Json, mask: masks.Mask, *, was_warning: bool
) -> None:
    if protected.get("warningOnly"):
        if not ("editors" in mask and asked.get("editors")):
            protected.pop("editors", None)
    elif "editors" in mask:
        protected["editors"] = _editors(batch, protected.get("editors", {}))
    elif was_warning:
        protected["editors"] = _editors(batch, None)


def delete_protected_range(batch: Batch, request: Json) -> None:
    """Take a protection away."""
    items, index = _find(batch, request.get("protectedRangeId"))
    del items[index]


REQUESTS = {
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
}
