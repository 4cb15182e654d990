"""The tables of names say only what can be, and everything that is said of them has its words."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

import pytest

from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.records import source_name
from abm_sheets.intake.sources import SYSTEMS, find_source, identity, source_keys
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.language.folding import fold, squeeze

every_source = pytest.mark.parametrize("key", source_keys())
every_system = pytest.mark.parametrize("key", SYSTEMS)


def test_every_table_of_names_is_a_source() -> None:
    folder = files("abm_sheets.intake.sources")
    there = {each.name for each in folder.iterdir() if each.name.endswith(".toml")}

    assert there == {f"{key}.toml" for key in SYSTEMS}


@every_source
def test_a_source_fills_and_owns_columns_of_its_tab_but_not_those_that_rows_are_known_by(key: str) -> None:
    source = find_source(key)
    columns = set(EVERY_MODEL[source.tab].model_fields)

    assert source.columns.keys() | source.constants.keys() | source.blanks.keys() <= columns
    assert set(source.owns) <= columns - set(identity(source.tab))
    assert source.labels.keys() | set(source.several) <= source.columns.keys()


@every_source
def test_a_header_stands_for_one_thing(key: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for field, names in find_source(key).fields.items():
        for header, _, _ in names.all():
            owners[squeeze(header)].add(field)

    assert {header: fields for header, fields in owners.items() if len(fields) > 1} == {}


@every_system
def test_headers_are_known_in_each_language(key: str) -> None:
    for field, names in find_source(key).fields.items():
        languages = {language for _, language, _ in names.all()}
        assert languages == set(LANGUAGES), field


@every_system
def test_what_tells_a_source_is_told_in_both_languages(key: str) -> None:
    source = find_source(key)
    languages = {header: tongue for header, (_, tongue, _) in source.headers().items()}

    for group in source.signature:
        told = {languages.get(squeeze(header), "") for header in group}
        assert told & {"fr", ""}, group
        assert told & {"en", ""}, group


@every_system
def test_labels_are_found_and_counts_have_their_words(key: str) -> None:
    source = find_source(key)
    for labels in source.labels.values():
        assert all(name == fold(name) for name in labels)
    for kind, count in source.counts.items():
        assert set(count.includes) < source.counts.keys()
        for language in LANGUAGES:
            assert catalogue(language).text(f"connectors.engagement.{kind}.asset", start="x", end="y")
            assert "3" in catalogue(language).text(f"connectors.engagement.{kind}.source", count=3)


@every_source
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_has_a_name(key: str, language: str) -> None:
    assert source_name(key, catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_without_its_source(language: str) -> None:
    assert set(catalogue(language).find("connectors.sources")) == {*SYSTEMS, "own"}
