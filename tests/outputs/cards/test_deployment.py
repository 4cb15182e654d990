"""The manifest that a user deploys: valid for Google, narrow, and in step with the addresses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from google.cloud.gsuiteaddons_v1.types import Deployment

from abm_sheets.outputs.cards.addresses import Addresses, Route
from tests.outputs.cards.shown import everything

FOLDER = Path(__file__).parents[3] / "templates" / "addon"
MANIFEST: dict[str, Any] = json.loads((FOLDER / "deployment.json").read_text(encoding="utf-8"))
ADDRESSES = Addresses("https://abm-sheets.example.com")


def test_google_reads_the_manifest() -> None:
    manifest = json.loads(json.dumps(MANIFEST))
    # Google takes this option; its published classes do not know it yet.
    assert manifest["addOns"]["httpOptions"].pop("granularOauthPermissionSupport") == "OPT_IN"

    read = Deployment.from_json(json.dumps(manifest))

    assert read.add_ons.common.name == "ABM Sheets"
    assert read.add_ons.sheets.homepage_trigger.run_function == ADDRESSES.of(Route.HOME)
    assert read.add_ons.http_options.authorization_header.name == "SYSTEM_ID_TOKEN"


def test_it_asks_for_the_narrowest_scopes() -> None:
    prefix = "https://www.googleapis.com/auth/"

    assert MANIFEST["oauthScopes"] == [
        f"{prefix}{name}" for name in ("drive.file", "userinfo.email", "script.locale")
    ]
    assert MANIFEST["addOns"]["common"]["useLocaleFromApp"]


def test_it_names_only_addresses_of_the_service() -> None:
    named = {value for _, value in everything(MANIFEST["addOns"]) if str(value).startswith("http")}

    assert named == {ADDRESSES.of(Route.HOME), ADDRESSES.of(Route.FILE_GRANTED), ADDRESSES.logo}


def test_the_instructions_name_the_placeholder_and_every_scope() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert text.count(ADDRESSES.base) == 2
    assert all(text.count(scope.rpartition("/")[2]) == 2 for scope in MANIFEST["oauthScopes"])


def test_addresses_come_from_the_base_alone() -> None:
    assert Addresses("https://exemple.fr/").all() == Addresses("https://exemple.fr").all()
    assert Addresses("https://exemple.fr").of(Route.SAVE_SCHEDULE) == "https://exemple.fr/addon/schedule/save"
    assert len(set(ADDRESSES.all().values())) == len(Route)
