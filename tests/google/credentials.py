"""Credential files as Google's console hands them out, with this server in place of Google's."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from tests.google.drive import grantee_id
from tests.google.state import Google

Json = dict[str, Any]

CLIENT_ID = "381868581846-local.apps.googleusercontent.com"


def service_account(google: Google, email: str) -> Json:
    """A service-account file; the same address always gets the same key."""
    key, url = google.keys.of(email), google.url
    project = email.partition("@")[2].removesuffix(".iam.gserviceaccount.com") or "local-google"
    return {
        "type": "service_account",
        "project_id": project,
        "private_key_id": key.id,
        "private_key": key.pem,
        "client_email": email,
        "client_id": grantee_id(email),
        "auth_uri": f"{url}/o/oauth2/auth",
        "token_uri": f"{url}/token",
        "auth_provider_x509_cert_url": f"{url}/oauth2/v1/certs",
        "client_x509_cert_url": f"{url}/robot/v1/metadata/x509/{quote(email, safe='')}",
        "universe_domain": "googleapis.com",
    }


def authorized_user(google: Google, email: str) -> Json:
    """The file of a person who let an OAuth client act in their name."""
    return {
        "type": "authorized_user",
        "account": email,
        "client_id": CLIENT_ID,
        "client_secret": "GOCSPX-local",
        "refresh_token": f"user-refresh:{email}",
        "token_uri": f"{google.url}/token",
        "universe_domain": "googleapis.com",
    }
