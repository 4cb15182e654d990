"""Registrable domains, and the ones that anybody may write from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.tables.matching import is_free_mail, registrable_domain

FREE = """
    gmail.com outlook.com outlook.fr hotmail.com hotmail.co.uk yahoo.com yahoo.fr yahoo.co.jp yahoo.com.ar
    icloud.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr live.fr msn.com aol.com gmx.de proton.me
"""
COMPANIES = "alize.fr orange.com laposte.fr sfr.com free.org gmailing.com"


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("alize.fr", "alize.fr"),
        ("a.b.alize.co.uk", "alize.co.uk"),
        ("FTP://alize.fr/x", "alize.fr"),
        ("alize.github.io", "alize.github.io"),
        ("café.fr", "café.fr"),
        ("www.xn--caf-dma.fr", "xn--caf-dma.fr"),
        ("公司.cn", None),
        ("www.alize.公司.cn", "alize.公司.cn"),
        ("www.alize.xn--55qx5d.cn", "alize.xn--55qx5d.cn"),
        ("alize", None),
        ("Alizé SAS", None),
        ("alize.inconnu", None),
        ("co.uk", None),
        ("127.0.0.1", None),
        ("@", None),
        ("a@", None),
        ("", None),
        ("un deux.fr", None),
    ],
)
def test_the_registrable_domain_of_a_text(text: str, domain: str | None) -> None:
    assert registrable_domain(text) == domain


@pytest.mark.parametrize(
    "domain",
    FREE.split(),
)
def test_free_mail(domain: str) -> None:
    assert is_free_mail(domain)


@pytest.mark.parametrize("domain", COMPANIES.split())
def test_companies_are_no_free_mail(domain: str) -> None:
    assert not is_free_mail(domain)


@given(st.text() | st.text("abé@/:.<> ", max_size=12))
def test_any_text_has_a_domain_or_none(text: str) -> None:
    domain = registrable_domain(text)
    assert domain is None or "." in domain
