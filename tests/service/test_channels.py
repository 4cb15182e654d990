"""A message as each kind of channel gets it: the same text, whatever people typed, and a link that opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_string
from email.policy import default
from typing import Any

import orjson
import pytest
import requests

from abm_sheets.errors import InvalidChannelError, RefusedChannelError
from abm_sheets.outputs.message import Message
from abm_sheets.service.channels import KINDS, check_addresses, deliver
from tests.service.inbox import load_channels, open_inbox

LINK = "https://docs.google.com/spreadsheets/d/1Suivi_des-comptes_A/edit"
TYPED = r"A*c*me_x_ <users/all> <!channel> <at>x</at> [a](http://b) `c` ~z~ &lt; R&D \ 1."
CALM = TYPED.replace("http:", "http:\u2060")
"""What people typed, in which no reader finds an address."""
MESSAGE = Message(
    role=None,
    title="Suivi *ABM* : le point",
    body=f"Bonjour,\n\nLes 2 comptes dont parler\n• {TYPED}\n• Alizé : +2 (3,2×).",
    label="Ouvrir la feuille",
    link=LINK,
    changed=True,
)
SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
GOOGLE_CHAT = "gchat://AAAAk6lGXyM/cleDuWebhook/jetonDuWebhook"
TEAMS = "workflows://prod-1.westeurope.logic.azure.com:443/643e69f83c8944438d68/KODuebWbDGYFr0z0eu"


@pytest.fixture(autouse=True)
def kinds() -> None:
    load_channels()


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is posted to hosts that tests cannot reach: requests ends here."""
    bodies: list[dict[str, Any]] = []

    def send(session: requests.Session, request: requests.PreparedRequest, **how: Any) -> requests.Response:
        del session, how
        bodies.append(orjson.loads(request.body or b""))
        answer = requests.Response()
        answer.status_code, answer._content = 200, b"ok"
        return answer

    monkeypatch.setattr(requests.Session, "send", send)
    return bodies


def test_slack_shows_it_as_plain_text(posted: list[dict[str, Any]]) -> None:
    assert deliver(SLACK, MESSAGE)
    (body,) = posted
    (shown,) = body["attachments"]
    escaped = (
        MESSAGE.text.replace(TYPED, CALM).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )

    assert body["mrkdwn"] is False
    assert (shown["title"], shown["text"]) == (MESSAGE.title, escaped)
    assert shown["text"].endswith(f"Ouvrir la feuille → {LINK}")
    assert "icon_url" not in body


def test_google_chat_shows_the_same_and_a_link_that_opens(posted: list[dict[str, Any]]) -> None:
    assert deliver(GOOGLE_CHAT, MESSAGE)
    (body,) = posted

    assert body["text"] == (
        "*Suivi \\*ABM\\* : le point*\n"
        "Bonjour,\n\n"
        "Les 2 comptes dont parler  \n"
        "• A\\*c\\*me\\_x\\_ &lt;users/all&gt; &lt;!channel&gt; &lt;at&gt;x&lt;/at&gt; [a](http:\u2060//b) "
        "\\`c\\` \\~z\\~ &amp;lt; R&amp;D \\ 1.  \n"
        "• Alizé : +2 (3,2×).\n\n"
        f"<{LINK}|Ouvrir la feuille>"
    )


def test_teams_shows_the_same_mentions_nobody_and_has_a_link_that_opens(posted: list[dict[str, Any]]) -> None:
    assert deliver(TEAMS, MESSAGE)
    (body,) = posted
    card = body["attachments"][0]["content"]
    title, text = card["body"]

    assert title["text"] == r"Suivi \*ABM\* : le point"
    assert text["text"] == (
        "Bonjour,\n\n"
        "Les 2 comptes dont parler  \n"
        r"• A\*c\*me\_x\_ \<users/all\> \<!channel\> \<at\>x\</at\> \[a\]"
        "(http:\u2060//b) "
        "\\`c\\` \\~z\\~ \\&lt; R&D \\\\ 1.  \n"
        "• Alizé : +2 (3,2×).\n\n"
        f"[Ouvrir la feuille]({LINK})"
    )
    assert "entities" not in card["msteams"]


CALLS = (
    "@everyone @here @Léa <@U12AB> <!channel> <@&99> [gagné](https://piege.fr) http://piege.fr www.piege.fr"
)
"""A name that was typed to have everybody called, or to lead elsewhere."""

ACTIVE = re.compile(r"(?<!\w)@\w|://(?!docs\.google\.com/)|www\.p|piege\.fr")

ADDRESSES = {
    "slack": SLACK,
    "gchat": GOOGLE_CHAT,
    "workflows": TEAMS,
    "discord": "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
    "mmost": "mmost://127.0.0.1:1/3ccdd113474722377935511fc85d3dd4",
    "mmosts": "mmosts://127.0.0.1:1/3ccdd113474722377935511fc85d3dd4",
    "ntfy": "ntfy://127.0.0.1:1/sujet",
    "ntfys": "ntfys://127.0.0.1:1/sujet",
}


@pytest.mark.parametrize("markdown", ["", "?format=markdown"])
@pytest.mark.parametrize("kind", sorted(ADDRESSES))
def test_a_name_calls_nobody_and_leads_nowhere_on_any_kind_of_channel(
    posted: list[dict[str, Any]], kind: str, markdown: str
) -> None:
    assert deliver(f"{ADDRESSES[kind]}{markdown}", MESSAGE.model_copy(update={"body": CALLS, "title": CALLS}))
    shown = " ".join(str(text) for body in posted for text in texts(body) if "piege" in str(text))

    assert shown
    assert not ACTIVE.search(shown)
    if markdown or not kind.startswith("ntfy"):
        assert not re.search(r"(?<!\\)<[!@]", shown)
        # Slack and Google Chat write links otherwise.
        assert kind in {"slack", "gchat"} or not re.search(r"(?<!\\)\[gagné", shown)


def texts(value: Any) -> Iterator[str]:
    """The texts anywhere in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        yield from (text for each in value for text in texts(each))
    else:
        yield str(value)


def test_every_kind_that_shows_messages_to_people_is_tried() -> None:
    programs = {"json", "jsons", "form", "forms", "xml", "xmls"}

    assert set(KINDS) == {*ADDRESSES, *programs, "mailto", "mailtos"}


@pytest.mark.parametrize("address", ["pover://utilisateur@jeton", "tgram://123456789:abcdefg_hijklmnop/1"])
def test_a_kind_that_is_not_known_to_show_text_as_it_is_is_refused_by_name(address: str) -> None:
    with pytest.raises(RefusedChannelError) as refusal:
        check_addresses([SLACK, address])

    reported = refusal.value.sentence("fr")
    assert ("Pushover" in reported) or ("Telegram" in reported)
    assert "Discord (discord://)" in reported
    assert "jeton" not in reported
    assert not deliver(address, MESSAGE)


def test_an_e_mail_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []

    class Server:
        """Takes every e-mail."""

        def __init__(self, *where: Any, **how: Any) -> None:
            del where, how

        def __getattr__(self, name: str) -> Any:
            return lambda *what, **_: sent.append(what[2]) if name == "sendmail" else None

    monkeypatch.setattr("smtplib.SMTP", Server)
    monkeypatch.setattr("smtplib.SMTP_SSL", Server)
    assert deliver("mailto://robot:motdepasse@exemple.fr?to=lea@exemple.fr", MESSAGE)
    mail = message_from_string(sent[0], policy=default)

    assert mail.get_content_type() == "text/plain"
    assert mail["Subject"] == MESSAGE.title
    assert mail["From"] == "abm-sheets <robot@exemple.fr>"
    assert mail.get_content() == MESSAGE.text.replace(TYPED, CALM).strip()


@pytest.mark.parametrize("address", [SLACK, GOOGLE_CHAT, TEAMS])
def test_a_file_that_nobody_else_can_open_is_not_linked_to(
    posted: list[dict[str, Any]], address: str
) -> None:
    assert deliver(address, MESSAGE.model_copy(update={"link": ""}))

    assert "Ouvrir" not in str(posted)


def test_a_channel_that_does_not_take_it_says_so() -> None:
    with open_inbox() as inbox:
        assert deliver(inbox.address, MESSAGE)
        inbox.status = 500
        assert not deliver(inbox.address, MESSAGE)
    assert not deliver("json://127.0.0.1:1", MESSAGE)
    assert not deliver("pigeon://secret", MESSAGE)
    assert [each["message"] for each in inbox.received] == [MESSAGE.text] * 2


def test_an_address_of_no_kind_is_told_by_its_number_only() -> None:
    check_addresses([SLACK, GOOGLE_CHAT, TEAMS])
    with pytest.raises(InvalidChannelError) as refusal:
        check_addresses([SLACK, "pigeon://secret"])

    assert "n° 2" in refusal.value.sentence("fr").replace("\u00a0", " ")
    assert "secret" not in refusal.value.sentence("fr")
