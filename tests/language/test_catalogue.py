"""The catalogues: the same entries in both languages, words that never collide, good typography."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from string import Formatter
from typing import Any

import pytest

from abm_sheets.issues import RULES
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.language.catalogue import catalogues, understood
from abm_sheets.language.folding import fold, squeeze

FR, EN = (catalogue(language) for language in LANGUAGES)
FOLDER = files("abm_sheets.language")
FILES = sorted(each.name for each in FOLDER.joinpath("fr").iterdir() if each.name.endswith(".toml"))
GROUPS = ("yes_no", "kind", "role", "metric", "action_kind", "action_status", "setting", "choice")
LISTS = {"title", "words", "fx", "yes", "no"}


def _leaves(entry: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every message with its dotted key; lists of words are one leaf each."""
    if isinstance(entry, Mapping):
        for key, value in entry.items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(entry, list) and entry and isinstance(entry[0], dict):
        for number, value in enumerate(entry):
            yield from _leaves(value, f"{path}.{number}")
    else:
        yield path, entry


def _texts(language: str) -> Iterator[tuple[str, str]]:
    for path, entry in _leaves(catalogue(language).entries):
        for text in entry if isinstance(entry, list) else [entry]:
            if isinstance(text, str):
                yield path, text


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _parsed(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath(language, name).read_text("utf-8"))


def test_both_languages_have_the_same_files() -> None:
    assert sorted(each.name for each in FOLDER.joinpath("en").iterdir()) == FILES


@pytest.mark.parametrize("name", sorted({*FILES} - {"sample.toml"}))
def test_both_languages_have_the_same_keys_in_the_same_order(name: str) -> None:
    shape = [[path for path, _ in _leaves(_parsed(language, name))] for language in LANGUAGES]
    assert shape[0] == shape[1]


NESTED = {"tabs.toml", "words.toml", "language.toml", "sample.toml"}


@pytest.mark.parametrize("name", sorted({*FILES} - NESTED))
def test_every_entry_of_a_file_stands_in_a_table_of_its_catalogue(name: str) -> None:
    for language in LANGUAGES:
        for table, entries in _parsed(language, name).items():
            assert entries.items() <= catalogue(language).entries[table].items()


def test_files_do_not_hide_one_another() -> None:
    for language in LANGUAGES:
        keys = [
            (table, key)
            for name in FILES
            if name not in NESTED
            for table, entries in _parsed(language, name).items()
            for key in entries
        ]
        assert len(keys) == len(set(keys))


def test_a_message_quotes_the_same_values_in_both_languages() -> None:
    english = dict(_leaves(EN.entries))
    for path, entry in _leaves(FR.entries):
        if isinstance(entry, str):
            singular = path.endswith((".one", ".zero"))
            assert singular or _fields(entry) == _fields(english[path]), path


def test_no_text_is_empty_or_untidy() -> None:
    for language in LANGUAGES:
        for path, text in _texts(language):
            assert text or path.endswith(".team"), path
            assert "  " not in text, path


def test_french_sets_no_ordinary_space_at_high_punctuation() -> None:
    for path, text in _texts("fr"):
        shown = FR._typeset(text)
        assert not re.search(r" [:;?!»]|« ", shown), path
        assert not re.search(r"[^\s\d/]:(?=\s)|\w[;?!»]|«\w", shown.replace("\u00a0", " ")), path
        assert "..." not in text, path
        assert not re.search(r"\w'\w.*’|’.*\w'\w", text), path


def test_english_is_left_as_written() -> None:
    assert EN.text("issues.missing_tab", title="x").startswith("The tab “x” was")


def test_a_title_names_one_tab_over_both_languages() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for words in catalogues():
        for key, entry in words.find("tabs").items():
            for title in entry["title"]:
                owners[squeeze(title)].add(key)
    assert {title: keys for title, keys in owners.items() if len(keys) > 1} == {}


def test_a_header_names_one_column_of_its_tab_over_both_languages() -> None:
    for tab in FR.entries["tabs"]:
        owners: dict[str, set[str]] = defaultdict(set)
        for words in catalogues():
            for column, labels in words.find(f"tabs.{tab}").get("columns", {}).items():
                for label in (column, *labels):
                    owners[squeeze(label)].add(column)
        assert {label: columns for label, columns in owners.items() if len(columns) > 1} == {}, tab


@pytest.mark.parametrize("group", GROUPS)
def test_a_word_has_one_meaning_in_its_group(group: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for words in catalogues():
        for key, labels in words.find(f"words.{group}").items():
            for label in (key, *labels):
                owners[fold(label)].add(key)
    shared = {word for word, keys in owners.items() if len(keys) > 1}
    # A mean of amounts is an average: the setting that asks decides.
    assert shared <= ({"moyenne"} if group == "choice" else set())


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_shown_is_understood(group: str) -> None:
    for words in catalogues():
        for key, label in words.words(group).items():
            assert understood(group)[fold(key)] == key
            assert understood(group)[fold(label)] in {key, "average" if key == "mean" else key}


def test_titles_and_headers_are_those_of_the_specification() -> None:
    assert FR.title("targets") == "Objectifs"
    assert EN.title("targets") == "Targets"
    assert FR.header("accounts", "targeted_until") == "Ciblé jusqu'au"
    assert EN.header("stages", "team") == "Team"
    assert FR.columns("settings") == ["setting", "value", "help"]
    assert FR.titles()["review"] == "Revue hebdo"
    assert FR.word("status", "green") == "atteint"


SPECIAL_SENTENCES = {
    "total_row_unnamed",
    "foreign_stages",
    "free_mail_domain_of_account",
    "impossible_probability",
    "lost_rows",
    "missing_column_further",
    "share_above_one",
    "shared_domain_of_account",
    "unknown_account_near",
    "unknown_priority",
    "unreadable_time_zone_of_sheet",
}
"""What is said instead of a rule's own sentence where its advice would not help."""


def test_every_rule_has_its_sentence() -> None:
    for words in catalogues():
        assert set(words.find("rules")) == set(RULES)
        assert set(words.find("issues")) == {*RULES, *SPECIAL_SENTENCES}


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "aucun n'est engagé", "none is engaged"),
        (1, "1 est engagé", "1 is engaged"),
        (2, "2 sont engagés", "2 are engaged"),
        (1200, "1\u202f200 sont engagés", "1,200 are engaged"),
    ],
)
def test_a_sentence_agrees_with_its_number(count: int, french: str, english: str) -> None:
    assert FR.text("headline.engaged", count=count) == french
    assert EN.text("headline.engaged", count=count) == english


def test_in_french_one_and_a_half_is_singular_and_zero_too() -> None:
    assert FR._form({"one": "", "other": ""}, 1.5) == "one"
    assert EN._form({"one": "", "other": ""}, 1.5) == "other"
    assert FR._form({"one": "", "other": ""}, 0) == "one"
    assert EN._form({"one": "", "other": ""}, 0) == "other"


def test_an_entry_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        FR.find("issues.nothing")


def test_what_people_typed_is_quoted_as_it_is() -> None:
    assert "{braces} %s" in EN.text("issues.vanity_metric", value="{braces} %s")
