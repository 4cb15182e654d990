"""What Google expects around a card, for its own calls and for clicks."""

from __future__ import annotations

from abm_sheets.outputs.cards.widgets import (
    file_scope_request,
    notified,
    pushed,
    scopes_request,
    submitted,
    trigger,
)

CARD = {"name": "home"}


def test_what_google_calls_is_answered_bare() -> None:
    assert trigger(CARD) == {"action": {"navigations": [{"pushCard": CARD}]}}


def test_a_click_that_changes_the_card_is_answered_wrapped() -> None:
    assert submitted(CARD) == {
        "stateChanged": True,
        "renderActions": {"action": {"navigations": [{"updateCard": CARD}]}},
    }


def test_a_click_may_go_back_to_the_first_card_with_a_word() -> None:
    assert submitted(CARD, "Horaire enregistré.", to_root=True, state_changed=False) == {
        "stateChanged": False,
        "renderActions": {
            "action": {
                "navigations": [{"popToRoot": True}, {"updateCard": CARD}],
                "notification": {"text": "Horaire enregistré."},
            }
        },
    }


def test_a_click_that_opens_a_second_card_leaves_the_first() -> None:
    assert pushed(CARD) == {"renderActions": {"action": {"navigations": [{"pushCard": CARD}]}}}


def test_a_word_alone_changes_no_card_and_is_plain() -> None:
    assert notified("<b>Non</b>\nmerci") == {
        "renderActions": {"action": {"notification": {"text": "‹b›Non‹/b› merci"}}}
    }


def test_permissions_are_asked_for_as_google_says() -> None:
    asked = file_scope_request()["renderActions"]["hostAppAction"]["editorAction"]
    assert asked == {"requestFileScopeForActiveDocument": {}}
    scope = "https://www.googleapis.com/auth/userinfo.email"
    assert scopes_request([scope]) == {"requesting_google_scopes": {"scopes": [scope]}}
