"""Bytes as text, whatever wrote them; what is no text is refused in one sentence."""

from __future__ import annotations

import pytest

from abm_sheets.errors.incoming import FileNotReadableError, WebPageFileError
from abm_sheets.intake.files.text import Decoded, decode

TEXT = "Compte;Secteur\nAlizé;Énergie\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("cp1252"), "cp1252"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_an_encoding_is_recognised(content: bytes, encoding: str) -> None:
    assert decode(content, "x.csv") == Decoded(TEXT, encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_excel_on_windows_and_on_a_mac_write_the_same_text(encoding: str) -> None:
    text = "Nom de l'entreprise;Ville\nSociété Générique;Évry\nCafé Zoë;Nîmes\n"

    assert decode(text.encode(encoding), "x.csv") == Decoded(text, encoding)


def test_what_only_cp1252_writes_is_read() -> None:
    assert decode("Œuvre – 12 € …".encode("cp1252"), "x.csv").text == "Œuvre – 12 € …"


def test_a_long_text_may_hold_a_few_characters_that_nobody_sees() -> None:
    text = "Compte;Secteur\n" * 40
    found = decode(f"\ufeff{text[:20]}\x00{text[20:]}\x1a".encode(), "x.csv")

    assert found.text == text


def test_nothing_is_a_text() -> None:
    assert decode(b"", "x.csv") == Decoded("", "utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\x8d\x90",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj stream\nx\x9cm\x10\xcb\x0e\x00\x8d",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xfeA\x00B",
        b"\xef\xbb\xbfAliz\xe9",
        b"\xff\xfe\x00\xd8\x00\x00",
        bytes(range(256)),
    ],
    ids=["workbook", "PDF", "picture", "odd UTF-16", "mark of UTF-8 only", "half a pair", "every byte"],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(FileNotReadableError, match=r"photo\.csv"):
        decode(content, "photo.csv")


@pytest.mark.parametrize(
    "content",
    ["<html><body>", "\n  <!DOCTYPE html>", "<table><tr>", '<?xml version="1.0"?>', "<HEAD>"],
)
def test_a_web_page_is_refused_as_such(content: str) -> None:
    with pytest.raises(WebPageFileError, match="page web"):
        decode(content.encode("utf-16"), "export.xls")


def test_a_text_may_begin_with_a_sign() -> None:
    assert decode(b"<5;>10", "x.csv").text == "<5;>10"
