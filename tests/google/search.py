"""Drive's search language: `name contains 'x' and ('y' in parents or not trashed = true)`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import root_id
from tests.google.errors import ApiError
from tests.google.world import File

Test = Callable[[File], bool]

TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<mark>!=|<=|>=|[=<>(){}])|(?P<word>[\w.:+-]+))"""
)

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda held, wanted: bool(held == wanted),
    "!=": lambda held, wanted: bool(held != wanted),
    "<": lambda held, wanted: bool(held < wanted),
    "<=": lambda held, wanted: bool(held <= wanted),
    ">": lambda held, wanted: bool(held > wanted),
    ">=": lambda held, wanted: bool(held >= wanted),
}

TIMES = {"modifiedTime": "modified", "createdTime": "created", "viewedByMeTime": "modified"}
COLLECTIONS = ("parents", "owners", "writers", "readers")


def invalid() -> ApiError:
    """The refusal of a query that cannot be read."""
    return ApiError(400, "Invalid Value", reason="invalid", location="q")


def compiled(query: str, call: Call) -> Test:
    """The test that a query puts to each file."""
    if not query.strip():
        return lambda _file: True
    return _Parser(query, call).whole()


class _Parser:
    def __init__(self, query: str, call: Call) -> None:
        self._call = call
        self._tokens: list[tuple[str, str]] = []
        position, query = 0, query.rstrip()
        while position < len(query):
            match = TOKEN.match(query, position)
            if match is None or match.lastgroup is None:
                raise invalid()
            self._tokens.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()
        self._position = 0

    def whole(self) -> Test:
        """The test of the whole query."""
        test = self._either()
        if self._peek() != ("", ""):
            raise invalid()
        return test

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._position] if self._position < len(self._tokens) else ("", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._position += 1
        return token

    def _takes(self, value: str) -> bool:
        kind, text = self._peek()
        if kind == "text" or text.lower() != value:
            return False
        self._position += 1
        return True

    def _either(self) -> Test:
        tests = [self._all()]
        while self._takes("or"):
            tests.append(self._all())
        return lambda file: any(test(file) for test in tests)

    def _all(self) -> Test:
        tests = [self._one()]
        while self._takes("and"):
            tests.append(self._one())
        return lambda file: all(test(file) for test in tests)

    def _one(self) -> Test:
        if self._takes("not"):
            test = self._one()
            return lambda file: not test(file)
        if self._takes("("):
            test = self._either()
            if not self._takes(")"):
                raise invalid()
            return test
        return self._term()

    def _term(self) -> Test:
        kind, text = self._next()
        if kind == "text":
            if not self._takes("in"):
                raise invalid()
            return self._member(self._word(), _plain(text))
        if kind != "word":
            raise invalid()
        if text in {"trashed", "starred", "sharedWithMe"} and self._peek()[1] not in COMPARE:
            return self._comparison(text, "=", "true")
        return self._operator(text)

    def _operator(self, name: str) -> Test:
        _, operator = self._next()
        if operator == "has":
            return self._has(name)
        value = self._value()
        if operator == "in":
            return self._member(name, value)
        return self._comparison(name, operator, value)

    def _word(self) -> str:
        kind, text = self._next()
        if kind != "word":
            raise invalid()
        return text

    def _value(self) -> str:
        kind, text = self._next()
        if kind == "text":
            return _plain(text)
        if kind != "word":
            raise invalid()
        return text

    def _has(self, name: str) -> Test:
        if name not in {"properties", "appProperties"} or not self._takes("{"):
            raise invalid()
        entries: dict[str, str] = {}
        while not self._takes("}"):
            key = self._word()
            entries[key] = self._value() if self._takes("=") else ""
            self._takes("and")
        wanted = entries.get("key", ""), entries.get("value", "")
        return lambda file: wanted in file.fields.get(name, {}).items()

    def _member(self, name: str, value: str) -> Test:
        if name not in COLLECTIONS:
            raise invalid()
        if name == "parents":
            wanted = root_id(self._call.email) if value == "root" else value
            return lambda file: wanted in file.parents
        low, high = {
            "owners": (access.OWNER, access.OWNER),
            "writers": (access.WRITER, access.OWNER),
            "readers": (access.READER, access.OWNER),
        }[name]
        email = self._call.email if value == "me" else value
        world = self._call.google.world
        return lambda file: low <= access.level(world, file, email) <= high

    def _comparison(self, name: str, operator: str, value: str) -> Test:
        if operator == "contains":
            return _contains(name, value)
        if operator not in COMPARE:
            raise invalid()
        compare, wanted = COMPARE[operator], _wanted(name, value)
        return lambda file: compare(self._held(name, file), wanted)

    def _held(self, name: str, file: File) -> Any:
        if name in TIMES:
            return datetime.fromisoformat(getattr(file, TIMES[name]))
        simple = {
            "name": file.name,
            "mimeType": file.mime_type,
            "trashed": file.trashed,
            "starred": bool(file.fields.get("starred")),
            "visibility": _visibility(file),
        }
        return access.owner(file) != self._call.email if name == "sharedWithMe" else simple[name]


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def _wanted(name: str, value: str) -> Any:
    if name in {"trashed", "starred", "sharedWithMe"}:
        if value.lower() not in {"true", "false"}:
            raise invalid()
        return value.lower() == "true"
    if name in TIMES:
        try:
            return access.moment(value)
        except ValueError:
            raise invalid() from None
    if name not in {"name", "mimeType", "visibility"}:
        raise invalid()
    return value


def _contains(name: str, value: str) -> Test:
    """Whether words begin with the text (`name`), or the type does (`mimeType`)."""
    if name == "mimeType":
        return lambda file: file.mime_type.startswith(value)
    if name not in {"name", "fullText"}:
        raise invalid()
    pattern = re.compile(r"(?<!\w)" + re.escape(value), re.IGNORECASE)
    return lambda file: bool(pattern.search(file.name))


def _visibility(file: File) -> str:
    for granted in file.permissions:
        if granted["type"] == "anyone":
            return "anyoneCanFind" if granted.get("allowFileDiscovery") else "anyoneWithLink"
        if granted["type"] == "domain":
            return "domainCanFind" if granted.get("allowFileDiscovery") else "domainWithLink"
    return "limited"
