"""What a phrase may mean among the procedures of one catalogue."""

from typing import Final

from luot.domain.procedure import Catalogue
from luot.domain.search import Answer, Finder, highlight

MOST_FOUND: Final = 12

Span = tuple[int, int]


class Finding:
    """Searches one catalogue; putting its words in order takes tens of milliseconds."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._finder = Finder(catalogue)
        self._asked: tuple[str, Answer] = ("", Answer(found=()))

    def answer(self, phrase: str) -> Answer:
        """What a phrase may mean; asked anew only when the phrase is new."""
        if phrase != self._asked[0]:
            self._asked = (phrase, self._finder.answer(phrase, MOST_FOUND))
        return self._asked[1]

    def met(self, text: str, phrase: str) -> tuple[Span, ...]:
        """Where the letters of a text stand that a phrase names."""
        return highlight(text, phrase)
