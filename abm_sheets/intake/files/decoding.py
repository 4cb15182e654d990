"""The bytes of a text file as text: which encoding, and none where they are no text."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

from abm_sheets.errors.incoming import FileNotReadableError, WebPageFileError

_MARKS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 4_096
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff]")
"""What no text shows: control characters, and byte order marks left inside."""

_MOST_UNSEEN = 0.01
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|table|meta|\?xml)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding that it was in."""

    text: str
    encoding: str


def decode(content: bytes, name: str) -> Decoded:
    """Read bytes as text: by their byte order mark, else as UTF-16 where it is plain, UTF-8, or cp1252.

    Only strict readings count, in the order of how sure they are: a text in cp1252 is hardly ever valid
    UTF-8. The characters that nobody sees are dropped; `name` is the file's, for the errors.

    Raises:
        FileNotReadableError: the bytes are no text.
        WebPageFileError: they are a web page, or XML.

    """
    text, encoding = _strictly(content, name)
    unseen = len(_UNSEEN.findall(text))
    if unseen > _MOST_UNSEEN * len(text):
        raise FileNotReadableError(path=name)
    if _WEB_PAGE.match(text):
        raise WebPageFileError(path=name)
    return Decoded(_UNSEEN.sub("", text) if unseen else text, encoding)


def _strictly(content: bytes, name: str) -> tuple[str, str]:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding).removeprefix("\ufeff"), encoding
        except UnicodeDecodeError:
            continue
    raise FileNotReadableError(path=name)


def _encodings(content: bytes) -> tuple[str, ...]:
    """The encodings that bytes may be in; a byte order mark leaves no choice."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    order = _unmarked_utf_16(content[:_SAMPLE])
    return (order,) if order else ("utf-8", "cp1252")


def _unmarked_utf_16(sample: bytes) -> str | None:
    """UTF-16 without its mark: in western texts nearly every other byte is zero."""
    pairs = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > pairs / 2 and first < pairs / 10:
        return "utf-16-le"
    return "utf-16-be" if first > pairs / 2 and second < pairs / 10 else None
