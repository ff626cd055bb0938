"""Which letters may stand on paper, and how any other text is brought down to them."""

import re
import unicodedata
from collections.abc import Callable

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


_SPELT = {
    "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "…": "...", "•": "*",
    "·": "", "×": "x", "÷": ":", "‰": "%o", "₫": "đ", "€": "EUR", "№": "No", "ß": "ss",
    "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l",
    "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "ı": "i", "ŋ": "ng", "Ŋ": "NG", "«": '"',
    "»": '"', "¡": "!", "¿": "?", "¢": "c", "£": "GBP", "¥": "JPY", "§": "S.", "©": "(c)",
    "®": "(R)", "°": "o", "±": "+-", "¶": "P.", "¦": "|", "¬": "-", "\u00a0": " ",
}  # fmt: skip


def spelled(text: str, has: Callable[[str], bool]) -> str:
    """A text in the letters that a printer `has`; what cannot be spelled with them is left out."""
    return "".join(_spelled(letter, has) for letter in text)


def _spelled(letter: str, has: Callable[[str], bool]) -> str:
    if has(letter):
        return letter
    if has(letter.lower()):  # a Vietnamese capital that a single code page has no room for
        return letter.lower()
    base = _SPELT.get(letter, unicodedata.normalize("NFKD", letter))
    return "".join(each for each in base if has(each))


def number(text: str) -> str:
    """A ticket's number as its large face draws it: at most 8 capitals, digits and hyphens."""
    return _NO_NUMBER.sub("", unicodedata.normalize("NFC", text).upper())[:8]


def address(url: str) -> str:
    """A web address as a QR code carries it: capitals take a third less room than small letters."""
    return "".join(letter for letter in url.upper() if "!" <= letter <= "~")


def link(url: str) -> str:
    """A web address in its own letters, for places that tell small ones from capitals."""
    return "".join(letter for letter in url if "!" <= letter <= "~")
