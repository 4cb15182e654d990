"""What Google sends with each call, read leniently: the unknown is ignored, what is missing is blank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel

from abm_sheets.language import LANGUAGES


class MalformedEventError(ValueError):
    """The body of a call is no event of Google's; it names the fields that are wrong, never their values."""


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=to_camel,
        coerce_numbers_to_str=True,
        hide_input_in_errors=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, given: Any) -> Any:
        """Google leaves out what is blank; a null is taken for the same."""
        if not isinstance(given, Mapping):
            return given
        return {name: value for name, value in given.items() if value is not None}


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str | int) else value


class StringInputs(_Part):
    """What was chosen or typed in a field: one value or several."""

    value: Annotated[list[str], BeforeValidator(_listed)] = []


class TimeInput(_Part):
    """A time of day."""

    hours: int
    minutes: int = 0


class FormInput(_Part):
    """One field of a form; the kind of its widget says which part is filled."""

    string_inputs: StringInputs | None = None
    time_input: TimeInput | None = None


class TimeZone(_Part):
    """The person's time zone, by name."""

    id: str = ""


class Common(_Part):
    """What every call has: the host, the person's language and zone, and what a click sends."""

    host_app: str = ""
    user_locale: str = ""
    time_zone: TimeZone = TimeZone()
    parameters: dict[str, str] = {}
    form_inputs: dict[str, FormInput] = {}


class Authorization(_Part):
    """Tokens, of the person and of Google itself, which are shown nowhere; and the scopes granted."""

    user_oauth_token: SecretStr | None = Field(default=None, alias="userOAuthToken")
    user_id_token: SecretStr | None = None
    system_id_token: SecretStr | None = None
    authorized_scopes: list[str] = []


class Sheets(_Part):
    """The open spreadsheet; without the file's permission only that it lacks is known."""

    id: str = ""
    title: str = ""
    addon_has_file_scope_permission: bool = False


class Event(_Part):
    """A call of Google's: of all that it says, nothing is proved but by its tokens."""

    common: Common = Field(default=Common(), alias="commonEventObject")
    authorization: Authorization = Field(default=Authorization(), alias="authorizationEventObject")
    sheets: Sheets = Sheets()

    @property
    def file_id(self) -> str:
        """The open file, else the one that the card carried, "" where neither is known."""
        return self.sheets.id or self.common.parameters.get("file", "")

    def first(self, field: str) -> str:
        """What was chosen or typed in a field, "" where nothing came."""
        given = self.common.form_inputs.get(field)
        return next(iter(given.string_inputs.value), "") if given and given.string_inputs else ""


def read_event(body: object) -> Event:
    """The event in the JSON of a call.

    Raises:
        MalformedEventError: it is none.

    """
    try:
        return Event.model_validate(body)
    except ValidationError as failure:
        # Deeper names may come from the request itself.
        wrong = {".".join(map(str, each["loc"][:2])) for each in failure.errors(include_input=False)}
    raise MalformedEventError(", ".join(sorted(wrong - {""})) or "body")


def language_of_event(event: Event) -> str:
    """The person's language: French where it is not known, English where it is neither of ours."""
    locale = event.common.user_locale
    language = locale.replace("_", "-").partition("-")[0].lower()
    if not language:
        return LANGUAGES[0]
    return language if language in LANGUAGES else "en"
