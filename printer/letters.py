"""Which letters may stand on paper, and how any other text is brought down to them."""

import re
import unicodedata

LONGEST = 240  # one text on a ticket; the longest official procedure name is cut, the paper is not

_PUNCTUATION = "–—‘’“”„…•·×÷‰₫€№"  # signs that forms use
_RANGES = (
    (0x20, 0x7E),
    (0xA1, 0xAC),
    (0xAE, 0x17F),  # without U+00AD, the soft hyphen
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x1EA0, 0x1EF9),
)
REPERTOIRE = frozenset(
    {chr(code) for first, last in _RANGES for code in range(first, last + 1)}
    | set(_PUNCTUATION)
    | {"\u00a0"}
)
_NO_NUMBER = re.compile(r"[^A-Z0-9-]+")
_SPACES = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")


def plain(text: str, longest: int = LONGEST) -> str:
    """The text as it can be printed: composed letters, single spaces, nothing that steers.

    Control characters, direction marks, emoji and letters of other scripts are left out, so no
    text can carry a printer command. U+00A0 stays: it keeps two-syllable words on one line.
    """
    composed = unicodedata.normalize("NFC", text)
    spaced = _SPACES.sub(" ", composed)
    kept = "".join(letter for letter in spaced if letter in REPERTOIRE)
    kept = _SPACES.sub(" ", kept).strip(" \u00a0")
    return kept if len(kept) <= longest else kept[: longest - 1].rstrip() + "…"


def number(text: str) -> str:
    """A ticket's number as its large face draws it: at most 8 capitals, digits and hyphens."""
    return _NO_NUMBER.sub("", unicodedata.normalize("NFC", text).upper())[:8]


def address(url: str) -> str:
    """A web address as a QR code carries it: capitals take a third less room than small letters."""
    return "".join(letter for letter in url.upper() if "!" <= letter <= "~")
