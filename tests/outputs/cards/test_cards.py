"""All cards: valid for Google, within its limits, and deaf to whatever people type."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.issues import Severity
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.outputs.cards import (
    Offer,
    Reason,
    account,
    ask_permission,
    failure,
    home,
    issues,
    not_allowed,
    not_served,
    offer_setup,
    schedule,
    status,
)
from abm_sheets.outputs.cards.account import Choice
from abm_sheets.outputs.cards.panel import LastRun, Panel, Schedule
from abm_sheets.outputs.cards.widgets import Json
from abm_sheets.story.digest import Digest, NotedIssue, StagnatingAccount
from abm_sheets.story.passages import LAST, AccountStory, Passage
from tests.outputs.cards.panels import ADDRESSES, MONDAY, NEXT, failing, panel, reading, small_digest
from tests.outputs.cards.shown import TAG, everything, strict, widgets
from tests.outputs.tabs.small_view import AS_OF
from tests.trying import one_in

TAGGED = {"text", "header"}
"""The keys whose texts Google reads tags in; a button's and a choice's text are ours."""

PLAIN = {"title", "subtitle", "topLabel", "bottomLabel", "label", "name"}

BUILT_FOR_CHAT = {"carousel", "textSyntax", "interaction", "openLink", "visibility", "id"}

CAMEL = re.compile(r"[a-z]+([A-Z][a-z]+)*")


def cards(of: Panel, language: str, text: str = "Partagez la feuille.") -> list[Json]:
    """Every card there is of a panel; `text` is what is typed where no panel says it."""
    words = catalogue(language)
    shown = [each(of, ADDRESSES, words) for each in (home, status, issues, schedule)]
    offered = offer_setup(Offer(of.file_id, of.title, text), ADDRESSES, words)
    refused = [not_allowed(reason, words) for reason in get_args(Reason)]
    alone = [ask_permission(ADDRESSES, words), not_served(words), failure(text, words)]
    chosen = [
        Choice(of.file_id),
        Choice(of.file_id, text, nearest=text),
        Choice(of.file_id, text, story(text)),
    ]
    alone += [account(each, ADDRESSES, words) for each in chosen]
    return [*shown, offered, *refused, *alone]


def story(text: str) -> AccountStory:
    """As long a story as there is, with a text wherever people typed."""
    kinds = ("interaction", "stage", "deal", "cost")
    passages = [
        Passage(AS_OF, "27/09/2026", kinds[at % 4], "", "sales", "commercial", text, "accounts", 2, text)
        for at in range(LAST)
    ]
    return AccountStory(text, AS_OF, "EUR", "targeted", "Ciblé.", ["Encore une."], [], passages, "Par an.")


def typed(text: str, count: int = 1) -> Panel:
    """A panel in which people typed a text wherever they can, as often as there is room."""
    still = StagnatingAccount(account=text, stage="engagé", since=AS_OF, days=30, duration="30 jours")
    noted = [
        NotedIssue(severity=severity, tab=text, row=2, column=text, value=text, message=text)
        for severity in Severity
    ]
    found = Digest(
        **small_digest().model_dump(exclude={"source", "win", "stagnating", "issues"}),
        source=text,
        win=text,
        stagnating=[still] * count,
        issues=(noted * count)[: max(3, count)],
    )
    last = LastRun(MONDAY, text, "panel", 3, succeeded=False, sentence=text)
    when = Schedule(text, text, NEXT, paused=False)
    return panel(title=text, digest=found, last=last, schedule=when, not_refreshed_since=MONDAY)


PANELS: dict[str, Callable[[str], Panel]] = {
    "usual": panel,
    "failing": failing,
    "reading": reading,
    "waiting": lambda language: panel(language, pending="queued", pending_since=MONDAY),
    "new": lambda language: panel(language, digest=None, last=None, schedule=None),
    "crowded": lambda language: replace(typed("Alizé", 50), title=language),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", PANELS)
def test_google_reads_every_card_and_finds_nothing_too_long(case: str, language: str) -> None:
    for card in cards(PANELS[case](language), language):
        strict(card)
        assert card["header"]["title"]
        assert 1 <= len(card["sections"]) <= 100
        assert all(section["widgets"] for section in card["sections"])
        assert len(widgets(card)) <= 100
        assert all(each["decoratedText"]["text"] for each in widgets(card) if "decoratedText" in each)


@pytest.mark.parametrize("case", PANELS)
def test_cards_use_only_what_every_host_shows(case: str) -> None:
    for card in cards(PANELS[case]("fr"), "fr"):
        keys = {key for key, _ in everything(card) if key}
        called = {value for key, value in everything(card) if key == "function"}

        assert not keys & BUILT_FOR_CHAT
        assert all(CAMEL.fullmatch(key) for key in keys)
        assert called <= set(ADDRESSES.all().values())


def tags(cards: Sequence[Json]) -> list[str]:
    """The tags of every card in order, line ends aside."""
    return [tag for card in cards for _, text in _texts(card) for tag in TAG.findall(text) if tag != "<br>"]


def _texts(card: Json) -> list[tuple[str, Any]]:
    return [(key, text) for key, text in everything(card) if key in TAGGED | PLAIN and isinstance(text, str)]


HOSTILE = st.sampled_from(
    [
        '<a href="https://evil.example">Rafraîchir</a>',
        "</b></font><img src=x onerror=alert(1)>",
        "&lt;b&gt;&#60;a href=x&#62;",
        '"><b>',
        "<<b>>\r\n<br>\u2028<i>",
        "\u202eevil\x00\ud800",
        "{braces} %s",
    ]
)
TYPED = st.lists(HOSTILE | st.text(max_size=40), min_size=1, max_size=4).map(
    lambda parts: "x" + "".join(parts)
)


@one_in(4)
@given(TYPED)
def test_nothing_that_people_type_adds_a_tag_or_a_link(text: str) -> None:
    made = [strict(card) for card in cards(typed(text), "fr", text)]

    for key, shown in (each for card in made for each in _texts(card)):
        rest = TAG.sub("", shown) if key in TAGGED else shown
        assert "<" not in rest, key
        assert ">" not in rest, key
    assert tags(made) == tags(cards(typed("x"), "fr", "x"))


@one_in(8)
@given(st.text(min_size=400, max_size=3000))
def test_nothing_that_people_type_makes_a_text_too_long_to_read(text: str) -> None:
    for card in cards(typed("x" + text), "fr", "x" + text):
        # Escaping makes at most six characters of one.
        assert max(len(shown) for _, shown in _texts(card)) < 6 * 700
