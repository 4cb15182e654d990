"""What tools send over HTTP, read as records, or refused whole with a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.errors.incoming import InvalidPayloadError, PayloadError, TooManyRowsError
from abm_sheets.intake.webhook import read_payload

ROW = {"Date": "2026-03-15", "Compte": "Alizé", "Type": "webinaire"}
OTHER = {"date": "2026-03-16", "account": "boreal.fr", "type": "LinkedIn"}
JSON, FORM = "application/json", "application/x-www-form-urlencoded"

TAKEN = {
    "an object (Zapier, JSON)": (json.dumps(ROW), JSON, [ROW]),
    "a list (Make)": (json.dumps([ROW, OTHER]), JSON, [ROW, OTHER]),
    "rows": (json.dumps({"rows": [ROW, OTHER]}), JSON, [ROW, OTHER]),
    "rows among other fields": (json.dumps({"zap": 12, "rows": [ROW]}), JSON, [ROW]),
    "no rows": ('{"rows": []}', JSON, []),
    "an empty list": ("[]", JSON, []),
    "an empty object": ("{}", JSON, [{}]),
    "a row with a field named rows": ('{"rows": 3}', JSON, [{"rows": 3}]),
    "figures, answers and nulls": (
        '{"a": 1.5, "b": true, "c": null}',
        JSON,
        [{"a": 1.5, "b": True, "c": None}],
    ),
    "values that no cell holds": ('{"a": {"b": [1]}}', JSON, [{"a": {"b": [1]}}]),
    "a field told twice": ('{"a": 1, "a": 2}', JSON, [{"a": 2}]),
    "a byte order mark and blanks": ('\ufeff \n{"a": 1} ', JSON, [{"a": 1}]),
    "JSON that says it is a form (curl)": (json.dumps(ROW), FORM, [ROW]),
    "JSON that says nothing": (json.dumps([OTHER]), "", [OTHER]),
    "JSON as plain text": (json.dumps(ROW), "text/plain; charset=utf-8", [ROW]),
    "a form (Zapier, form)": (
        "Date=15%2F03%2F2026&Compte=Aliz%C3%A9&Type=webinaire&Contenu=",
        FORM,
        [{"Date": "15/03/2026", "Compte": "Alizé", "Type": "webinaire", "Contenu": ""}],
    ),
    "a form that says nothing": (
        "date=2026-03-15&account=A+B",
        "",
        [{"date": "2026-03-15", "account": "A B"}],
    ),
    "a form whose field is repeated": ("a=1&a=2", FORM, [{"a": "2"}]),
}

REFUSED = {
    "nothing": ("", JSON),
    "blanks": ("  \n", ""),
    "broken JSON": ('{"date": "2026-03-15"', JSON),
    "JSON with something after it": ('{"a": 1} {"b": 2}', JSON),
    "no number": ('{"a": NaN}', JSON),
    "an infinite number": ('{"a": 1e999}', JSON),
    "half a character": ('{"a": "\\ud800"}', JSON),
    "a text": ('"date=2026"', JSON),
    "a figure": ("12", JSON),
    "a list of texts": ('["a", "b"]', JSON),
    "a list of lists": ("[[1, 2]]", JSON),
    "rows that are no objects": ('{"rows": [{"a": 1}, null]}', JSON),
    "a depth without end": ("[" * 5_000 + "]" * 5_000, JSON),
    "XML (Zapier)": ('<row date="2026-03-15"/>', "application/xml"),
    "XML that says nothing": ("<a b='c'>d</a>", ""),
    "several parts": (
        '--x\nContent-Disposition: form-data; name="a"\n\n1\n--x--',
        "multipart/form-data; boundary=x",
    ),
    "prose": ("bonjour", "text/plain"),
    "a form of too many fields": ("&".join(f"f{number}=1" for number in range(1_001)), FORM),
    "a form in no encoding we read": ("a=%ff%fe", FORM),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_tools_send_is_read(what: str) -> None:
    body, content_type, rows = TAKEN[what]

    assert read_payload(body.encode(), content_type) == rows


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_neither_json_nor_a_form_is_refused(what: str) -> None:
    body, content_type = REFUSED[what]

    with pytest.raises(InvalidPayloadError) as failure:
        read_payload(body.encode(), content_type)

    assert str(failure.value).startswith("Le contenu reçu n'est pas lisible\u00a0: envoyez en JSON")


def test_latin_letters_are_refused_rather_than_garbled() -> None:
    with pytest.raises(InvalidPayloadError):
        read_payload("Compte=Alizé".encode("cp1252"), FORM)


def test_a_thousand_rows_are_taken_and_no_more() -> None:
    assert len(read_payload(json.dumps([ROW] * 1_000).encode())) == 1_000

    with pytest.raises(TooManyRowsError) as failure:
        read_payload(json.dumps([ROW] * 1_001).encode())

    assert "1001 lignes, et 1000 au plus" in str(failure.value)
    assert failure.value.sentence("en").startswith("This request has 1001 rows")


@given(st.binary(max_size=200) | st.text().map(str.encode), st.sampled_from([JSON, FORM, "", "text/xml"]))
def test_garbage_is_read_or_refused_by_name(body: bytes, content_type: str) -> None:
    try:
        rows = read_payload(body, content_type)
    except PayloadError:
        return
    assert all(isinstance(name, str) for row in rows for name in row)
