"""Web domains as companies own them: registrable names, and the mail domains that anybody may use."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tldextract import TLDExtract

_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+", re.UNICODE)
_AUTHORITY = re.compile(r"^(?:[a-z][\w+.-]*:)?(?://)?(?:[^/?#@]*@)?([^/?#:>]+)", re.IGNORECASE)

_FREE_EVERYWHERE = frozenset({"yahoo", "hotmail", "gmail", "googlemail"})
_FREE_NAMES = frozenset(
    """
    outlook live msn ymail icloud aol gmx protonmail wanadoo tiscali yopmail
    """.split()  # noqa: SIM905 (words read better than quotes)
)
_FREE_DOMAINS = frozenset(
    """
    orange.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr voila.fr noos.fr numericable.fr aliceadsl.fr
    cegetel.net club-internet.fr 9online.fr libertysurf.fr mailo.com mailo.eu mailo.fr
    me.com mac.com proton.me pm.me mail.com mail.ru yandex.ru yandex.com web.de t-online.de zoho.com
    fastmail.com tutanota.com hey.com bluewin.ch skynet.be telenet.be
    """.split()  # noqa: SIM905 (words read better than quotes)
)
_FREE_NAME_SUFFIXES = frozenset(
    """
    com fr net org be ch ca de it es co.uk uk eu lu nl at ie pt pl us in com.br com.au co.jp
    """.split()  # noqa: SIM905 (words read better than quotes)
)


@cache
def _extractor() -> TLDExtract:
    """The public suffix list that ships with tldextract, never fetched nor cached on disk."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=200_000)
def registrable_domain(text: str) -> str | None:
    """The registrable domain that a domain, a URL or an e-mail address speaks of (public suffix list).

    None when the text is none of these, or when its suffix is not a public one.
    """
    host = _host(text.strip().lower())
    return (host and _extractor()(host).top_domain_under_public_suffix) or None


def _host(text: str) -> str | None:
    if "@" in text and "/" not in text.partition("@")[0]:
        text = text.rpartition("@")[2]
    match = _AUTHORITY.match(text.strip("<> "))
    host = match[1].strip(". ") if match else ""
    return host if _HOST.fullmatch(host) else None


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address at a registrable domain, so that it names no company."""
    name, _, suffix = domain.partition(".")
    owned_by_all = name in _FREE_NAMES and suffix in _FREE_NAME_SUFFIXES
    return owned_by_all or name in _FREE_EVERYWHERE or domain in _FREE_DOMAINS
