"""A running local Google for the tests of it, and people to call it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.google.clients import Book, People
from tests.google.launch import LocalGoogle, local_google


@pytest.fixture(scope="session")
def running_google() -> Iterator[LocalGoogle]:
    """One server for every test of a worker."""
    with local_google() as google:
        yield google


@pytest.fixture
def google(running_google: LocalGoogle) -> LocalGoogle:
    """The server, emptied."""
    running_google.reset()
    return running_google


@pytest.fixture
def people(google: LocalGoogle) -> Iterator[People]:
    """Clients, whose connections end with the test."""
    people = People(google)
    yield people
    people.close()


@pytest.fixture
def book(google: LocalGoogle) -> Book:
    """A spreadsheet of Anna's."""
    return Book.made(google)
