"""How texts, headers, names and domains are compared (§ 2.3 and 2.5)."""

import re
import unicodedata
from functools import cache

import tldextract

LEGAL_FORMS = frozenset(
    [
        "sa",
        "sas",
        "sasu",
        "sarl",
        "eurl",
        "scop",
        "snc",
        "gmbh",
        "ag",
        "ltd",
        "llc",
        "plc",
        "inc",
        "corp",
        "bv",
        "nv",
        "spa",
        "srl",
        "sl",
        "se",
        "oy",
        "ab",
    ]
)
FREE_MAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.fr",
        "hotmail.com",
        "hotmail.fr",
        "live.com",
        "live.fr",
        "icloud.com",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "sfr.fr",
        "aol.com",
        "msn.com",
        "gmx.com",
        "gmx.fr",
        "proton.me",
        "protonmail.com",
    ]
)
VANISHING = ".'\u2018\u2019\u02bc\u00b4`"
EXTRACT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def trim(text: str) -> str:
    """Trim a text, no-break spaces counting as spaces (§ 2.4)."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ").strip()


@cache
def fold(text: str) -> str:
    """Drop case and accents; points and apostrophes vanish; other punctuation is a space (§ 2.5)."""
    kept = ""
    for letter in unicodedata.normalize("NFKD", text).casefold():
        if letter in VANISHING or unicodedata.combining(letter):
            continue
        kept += letter if letter.isalnum() else " "
    return " ".join(kept.split())


def fold_header(text: str) -> str:
    """Fold a title or a header, whose spaces and punctuation do not count either (§ 2.3)."""
    return fold(text).replace(" ", "")


@cache
def fold_name(text: str) -> str:
    """Fold a company name and drop its legal forms at the end, never the whole name (§ 2.5, rule 1)."""
    words = fold(text).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


@cache
def registrable(text: str) -> str:
    """Give the registrable domain of a domain, a URL or an e-mail address, or nothing (§ 2.5, rule 2)."""
    text = trim(text).lower()
    if not text or re.search(r"\s", text):
        return ""
    return EXTRACT(text).top_domain_under_public_suffix


def is_free_mail(domain: str) -> bool:
    """Tell whether a registrable domain is a free mail service (§ 2.5, rule 2)."""
    return domain in FREE_MAIL or domain.startswith("yahoo.")
