"""What is kept of a phrase that found nothing: the wish in it, not the person."""

import re
import unicodedata

LONGEST = 40
LEAST_LETTERS = 3
MASK = "…"
_FIGURES = re.compile(r"\d(?:[ .\-/]?\d){3,}")
"""Four figures and more, also in groups: phone and identity numbers, dates of birth."""


def kept(phrase: str) -> str | None:
    """A phrase as it may be kept, None where it tells nothing.

    In composed letters and one line of up to 40; four figures and more in a row are masked.
    """
    line = " ".join(unicodedata.normalize("NFC", phrase).split())
    plain = "".join(letter for letter in line if letter.isprintable())
    masked = _FIGURES.sub(MASK, plain)[:LONGEST].strip()
    return masked if sum(map(str.isalpha, masked)) >= LEAST_LETTERS else None
