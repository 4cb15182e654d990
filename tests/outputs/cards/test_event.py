"""Google's events: read leniently, refused cleanly, and discreet about tokens."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.outputs.cards.event import Event, MalformedEventError, language_of_event, read_event

SCOPE = "https://www.googleapis.com/auth/drive.file"
OPENED: dict[str, Any] = {
    "commonEventObject": {
        "hostApp": "SHEETS",
        "platform": "WEB",
        "userLocale": "fr-FR",
        "timeZone": {"id": "Europe/Paris", "offset": 7200000},
    },
    "authorizationEventObject": {
        "userOAuthToken": "ya29.secret",
        "userIdToken": "eyJ.user.secret",
        "systemIdToken": "eyJ.system.secret",
        "authorizedScopes": [SCOPE],
    },
    "sheets": {"addonHasFileScopePermission": False},
}
CLICKED: dict[str, Any] = {
    "commonEventObject": {
        "hostApp": "SHEETS",
        "userLocale": "en",
        "timeZone": {"id": "Europe/Paris", "offset": "7200000"},
        "parameters": {"file": "1AbC", "hour": 9},
        "formInputs": {
            "day": {"stringInputs": {"value": ["1"]}},
            "time": {"timeInput": {"hours": "9", "minutes": 0}},
            "start": {"dateInput": {"msSinceEpoch": "1798761600000"}},
        },
    },
    "sheets": {"addonHasFileScopePermission": True, "id": "1XyZ", "title": "Comptes cibles T3"},
}


def test_an_opened_panel_says_who_and_not_which_file() -> None:
    event = read_event(OPENED)

    assert (event.common.host_app, event.common.time_zone.id) == ("SHEETS", "Europe/Paris")
    assert event.authorization.authorized_scopes == [SCOPE]
    assert (event.sheets.addon_has_file_scope_permission, event.file_id) == (False, "")


def test_a_click_says_what_was_entered() -> None:
    event = read_event(CLICKED)
    fields = event.common.form_inputs

    assert event.common.parameters == {"file": "1AbC", "hour": "9"}
    assert fields["day"].string_inputs is not None
    assert fields["day"].string_inputs.value == ["1"]
    assert fields["time"].time_input is not None
    assert (fields["time"].time_input.hours, fields["time"].time_input.minutes) == (9, 0)
    assert (event.sheets.id, event.sheets.title) == ("1XyZ", "Comptes cibles T3")


def test_the_open_file_goes_before_the_one_that_the_card_carried() -> None:
    carried = CLICKED | {"sheets": {"addonHasFileScopePermission": True}}

    assert read_event(CLICKED).file_id == "1XyZ"
    assert read_event(carried).file_id == "1AbC"


def test_tokens_are_at_hand_and_shown_nowhere() -> None:
    event = read_event(OPENED)
    tokens = event.authorization

    assert tokens.user_oauth_token is not None
    assert tokens.user_oauth_token.get_secret_value() == "ya29.secret"
    assert "secret" not in f"{event!r} {event} {event.model_dump_json()}"


LENIENT: dict[str, Any] = {
    "nothing": {},
    "nulls": {"commonEventObject": None, "authorizationEventObject": None, "sheets": None},
    "nulls inside": {"commonEventObject": {"formInputs": None, "parameters": None, "userLocale": None}},
    "unknown": {"chat": {}, "sheets": {"later": 1}, "commonEventObject": {"hostApp": "SHEETS", "new": []}},
}


@pytest.mark.parametrize("case", LENIENT)
def test_what_is_missing_is_blank_and_what_is_unknown_ignored(case: str) -> None:
    event = read_event(LENIENT[case])

    assert (event.common.user_locale, event.common.form_inputs, event.file_id) == ("", {}, "")


WRONG: dict[str, tuple[Any, str]] = {
    "a list": ([], "body"),
    "a text": ("secret", "body"),
    "nothing at all": (None, "body"),
    "an object for a token": (
        {"authorizationEventObject": {"userIdToken": {"secret": 1}}},
        "authorizationEventObject.userIdToken",
    ),
    "a text for parameters": (
        {"commonEventObject": {"parameters": "secret"}},
        "commonEventObject.parameters",
    ),
    "a list in parameters": (
        {"commonEventObject": {"parameters": {"secret": []}}},
        "commonEventObject.parameters",
    ),
    "words for hours": (
        {"commonEventObject": {"formInputs": {"time": {"timeInput": {"hours": "secret"}}}}},
        "commonEventObject.formInputs",
    ),
    "a truth in a list": (
        {"commonEventObject": {"formInputs": {"day": {"stringInputs": {"value": [True]}}}}},
        "commonEventObject.formInputs",
    ),
    "a text for a truth": (
        {"sheets": {"addonHasFileScopePermission": "secret"}},
        "sheets.addonHasFileScopePermission",
    ),
    "two faults": (
        {"sheets": [], "commonEventObject": {"hostApp": {}}},
        "commonEventObject.hostApp, sheets",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_refused_by_the_field_alone(case: str) -> None:
    body, fields = WRONG[case]

    with pytest.raises(MalformedEventError) as refused:
        read_event(body)

    assert str(refused.value) == fields
    assert refused.value.__context__ is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "commonEventObject",
                    "authorizationEventObject",
                    "sheets",
                    "formInputs",
                    "parameters",
                    "value",
                ]
            )
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_an_event_or_a_clean_failure(body: object) -> None:
    try:
        event = read_event(body)
    except MalformedEventError:
        return
    assert language_of_event(event) in {"fr", "en"}


LOCALES = {
    "fr-FR": "fr",
    "fr": "fr",
    "fr_CA": "fr",
    "FR": "fr",
    "en-GB": "en",
    "en": "en",
    "de-DE": "en",
    "frr": "en",
    "": "fr",
}


@pytest.mark.parametrize(("locale", "expected"), LOCALES.items())
def test_a_person_is_spoken_to_in_their_language(locale: str, expected: str) -> None:
    event: Event = read_event({"commonEventObject": {"userLocale": locale}})

    assert language_of_event(event) == expected
