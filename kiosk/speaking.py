"""Which language the glass speaks: the other one of two, or one out of a list of more."""

from dataclasses import replace
from typing import Final

from kiosk.view import View

MOST_TO_TOGGLE: Final = 2


def pressed(view: View, languages: tuple[str, ...]) -> View:
    """What the key for languages brings: of two the other, of more the list over the screen."""
    if len(languages) > MOST_TO_TOGGLE:
        return replace(view, languages=True)
    return spoken(view, other(view.lang, languages))


def other(lang: str, languages: tuple[str, ...]) -> str:
    """The first language that is not the one at hand; with no other, that one."""
    return next((each for each in languages if each != lang), lang)


def spoken(view: View, lang: str) -> View:
    """The same screen in a language, with the list of them gone."""
    return replace(view, lang=lang, languages=False)


def unlisted(view: View, before: View) -> View:
    """A view that follows another one: on a new screen nobody is choosing a language any more."""
    return view if view.screen is before.screen else replace(view, languages=False)
