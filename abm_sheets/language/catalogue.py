"""A language's catalogue: every word that the product shows or understands, read from its TOML files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, TypeVar

from abm_sheets.language.folding import fold, squeeze
from abm_sheets.language.formats import LANGUAGES, Formats

_HIGH = re.compile(r"(?<=«) | (?=[»:;?!])")


class Catalogue:
    """One language's words, reached by dotted keys (`issues.invalid_date`)."""

    def __init__(self, language: str, entries: Mapping[str, Any]) -> None:
        """Wrap the merged TOML tables of a language."""
        self.language = language
        self.entries = entries
        self.formats = Formats(language)

    def find(self, key: str) -> Any:
        """Whatever stands at a dotted key.

        Raises:
            KeyError: the catalogue has no such entry.

        """
        entry: Any = self.entries
        for part in key.split("."):
            entry = entry[part]
        return entry

    def text(self, key: str, count: float | None = None, **values: object) -> str:
        """The message at a key, with its values in place.

        A message that depends on a number is a table with `one`, `other` and perhaps `zero`; `count`
        chooses the form as the language does (by CLDR's rule) and fills `{count}`.
        """
        entry = self.find(key)
        if isinstance(entry, Mapping):
            entry = entry[self._form(entry, count or 0)]
        if count is not None:
            values.setdefault("count", self.formats.integer(count))
        return self._typeset(str(entry).format(**values))

    def _typeset(self, sentence: str) -> str:
        return _HIGH.sub("\u00a0", sentence) if self.formats.habits.spaced_punctuation else sentence

    def _form(self, forms: Mapping[str, str], count: float) -> str:
        if count == 0 and "zero" in forms:
            return "zero"
        form = self.formats.plural_form(count)
        return form if form in forms else "other"

    def title(self, tab: str) -> str:
        """A tab's title."""
        return str(self.find(f"tabs.{tab}.title")[0])

    def titles(self) -> dict[str, str]:
        """Every tab's title, by its key."""
        return {key: self.title(key) for key in self.entries["tabs"]}

    def header(self, tab: str, column: str) -> str:
        """A column's header."""
        return str(self.find(f"tabs.{tab}.columns.{column}")[0])

    def columns(self, tab: str) -> list[str]:
        """The keys of an input tab's columns, in the order we write them."""
        return list(self.find(f"tabs.{tab}.columns"))

    def word(self, group: str, key: str) -> str:
        """The word that we write for a key of the vocabulary (`status`, `green`)."""
        return str(self.find(f"words.{group}.{key}")[0])

    def words(self, group: str) -> dict[str, str]:
        """All the words of a group, by key, in order."""
        return {key: str(words[0]) for key, words in self.find(f"words.{group}").items()}


_NESTED = ("tabs", "words", "language", "sample")
"""The files whose tables stand under the file's own name; the others' stand beside each other."""

_TABLE = re.compile(r"^\[+(\w+)", re.MULTILINE)


class Tables(Mapping[str, Any]):
    """The tables of a language by name; a file is parsed when a table that it holds is asked for."""

    def __init__(self, language: str) -> None:
        """Note which files hold which table."""
        self._language = language
        self._texts: dict[str, str] = {}
        self._files: dict[str, list[str]] = {}
        for file in sorted(files(__package__).joinpath(language).iterdir(), key=lambda file: file.name):
            name = file.name.removesuffix(".toml")
            self._texts[name] = text = file.read_text(encoding="utf-8")
            for table in [name] if name in _NESTED else dict.fromkeys(_TABLE.findall(text)):
                self._files.setdefault(table, []).append(name)
        self._parsed = cache(tomllib.loads)
        self._merged: dict[str, Any] = {}

    def __getitem__(self, table: str) -> Any:
        """The entries of a table, from every file that holds some."""
        if table not in self._merged:
            self._merged[table] = self._merge(table)
        return self._merged[table]

    def __iter__(self) -> Iterator[str]:
        """The tables' names."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many tables there are."""
        return len(self._files)

    def _merge(self, table: str) -> dict[str, Any]:
        # The sentences of failures, and the help, stand beside the other words of what they speak of.
        entries: dict[str, Any] = {}
        for name in self._files[table]:
            parsed = self._parsed(self._texts[name])
            entries |= parsed if name in _NESTED else parsed[table]
        if table == "words":
            named = Formats(self._language).language_names()
            entries["choice"] |= {key: [name, key] for key, name in named.items()}
        return entries


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language (`fr`)."""
    return Catalogue(language, Tables(language))


@cache
def input_tabs() -> frozenset[str]:
    """The keys of the tabs that people fill."""
    return frozenset(key for key, tab in catalogue(LANGUAGES[0]).find("tabs").items() if "columns" in tab)


def catalogues() -> Iterator[Catalogue]:
    """Every language's catalogue, the default first."""
    return map(catalogue, LANGUAGES)


@cache
def understood(group: str) -> Mapping[str, str]:
    """Every word of a vocabulary group in any language, folded, with the key that it means."""
    meanings = {fold(key): key for each in catalogues() for key in each.find(f"words.{group}")}
    for each in catalogues():
        for key, words in each.find(f"words.{group}").items():
            meanings.update({fold(word): key for word in words})
    return meanings


@cache
def titled_tabs() -> Mapping[str, str]:
    """Every title that a tab may have in any language, squeezed, with the tab's key; primary titles win."""
    titles: dict[str, str] = {}
    for rank in (slice(0, 1), slice(1, None)):
        for words in catalogues():
            for key, entry in words.find("tabs").items():
                for title in entry["title"][rank]:
                    titles.setdefault(squeeze(title), key)
    return titles


def tab_titled(title: str) -> str | None:
    """The key of the tab that has a title in any language, None where it is nobody's."""
    return titled_tabs().get(squeeze(title))


class Titled(Protocol):
    """Anything that bears a tab's title."""

    @property
    def title(self) -> str:
        """The title as people named it."""


AnyTitled = TypeVar("AnyTitled", bound=Titled)


def own_tab(tabs: Sequence[AnyTitled], key: str) -> AnyTitled | None:
    """Of the tabs marked with a key, for people duplicate tabs: the one so titled, else the leftmost.

    One that bears the title which we write comes before one that bears another name for it.
    """
    own = {squeeze(words.title(key)) for words in catalogues() if key in words.entries["tabs"]}

    def rank(tab: AnyTitled) -> tuple[bool, bool]:
        return squeeze(tab.title) not in own, tab_titled(tab.title) != key

    return min(tabs, key=rank, default=None)
