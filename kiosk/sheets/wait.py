"""How long it may take: only what is known, and never a promise."""

from dataclasses import dataclass
from typing import Final

from kiosk.sheets.tongue import Tongue, dots
from luot.client import BoardQueue


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """People ahead, and the wait of the last citizen called, in figures with their words.

    An empty `ahead` or `wait` means that it is not known: the word then says so, alone.
    `dots` are the rings before you, None where there are none to draw.
    """

    ahead: str = ""
    ahead_word: str = ""
    wait: str = ""
    wait_unit: str = ""
    wait_word: str = ""
    dots: int | None = None
    desk: str = ""
    you: str = ""


BLANK: Final = Figures()


def figures(
    ahead: int | None, last_wait: int | None, tongue: Tongue, *, contrast: bool = False
) -> Figures:
    """The figures for a citizen with `ahead` people before them.

    In high `contrast` the dot that is theirs is yellow, and is called so.
    """
    unit = last_wait is not None and not at_once(last_wait, ahead)
    return Figures(
        ahead="" if ahead is None else str(ahead),
        ahead_word=tongue("people.unknown")
        if ahead is None
        else tongue.count("people.ahead", ahead),
        wait=str(last_wait) if unit else told(last_wait, ahead, tongue),
        wait_unit=tongue("wait.unit") if unit else "",
        wait_word=word(last_wait, ahead, tongue),
        dots=dots(ahead),
        desk=tongue("people.desk"),
        you=tongue("people.you_contrast" if contrast else "people.you"),
    )


def at_once(last_wait: int | None, ahead: int | None) -> bool:
    """Whether nobody waited and nobody waits: it would not be true before people ahead."""
    return last_wait == 0 and ahead == 0


def told(last_wait: int | None, ahead: int | None, tongue: Tongue) -> str:
    """The wait of the last citizen called with its unit; empty where it is not known."""
    if last_wait is None:
        return ""
    if at_once(last_wait, ahead):
        return tongue("wait.now")
    return tongue("wait.minutes", n=last_wait)


def word(last_wait: int | None, ahead: int | None, tongue: Tongue) -> str:
    """What stands beside that figure, or in its place."""
    if last_wait is None:
        return tongue("wait.unknown")
    return tongue("wait.last_now" if at_once(last_wait, ahead) else "wait.last")


def lines(queue: BoardQueue | None, tongue: Tongue) -> tuple[str, str]:
    """Who waits in a queue, and the wait of the last citizen called, as two sentences."""
    if queue is None:
        return tongue("people.unknown") + ".", tongue("wait.unknown_line")
    waiting = (
        tongue.count("people.waiting", queue.waiting)
        if queue.waiting
        else tongue("people.waiting_none")
    )
    return waiting, last_line(queue.last_wait, tongue)


def last_line(last_wait: int | None, tongue: Tongue) -> str:
    """The wait of the last citizen called, as a sentence."""
    if last_wait is None:
        return tongue("wait.unknown_line")
    return tongue("wait.last_line", n=last_wait) if last_wait else tongue("wait.last_line_now")
