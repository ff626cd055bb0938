"""The colours of the house as the glass wants them: parts of one, with nothing see-through."""

from enum import StrEnum
from functools import cache

from luot.web.tokens import tokens

Colour = tuple[float, float, float, float]


class Theme(StrEnum):
    """The themes that the kiosk wears."""

    LIGHT = "light"
    HALL = "hall"
    CONTRAST = "contrast"


def rgba(colour: str) -> Colour:
    """`#A31B1E` in parts of one."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue, 1.0


@cache
def palette(theme: Theme) -> dict[str, Colour]:
    """All colours of a theme."""
    return {name: rgba(colour) for name, colour in tokens()["theme"][theme].items()}
