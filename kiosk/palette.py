"""The colours of the house as the glass wants them: parts of one, with nothing see-through."""

from typing import Final

from luot.web.tokens import tokens

Colour = tuple[float, float, float, float]


def rgba(colour: str) -> Colour:
    """`#A31B1E` in parts of one."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue, 1.0


def palette(theme: str) -> dict[str, Colour]:
    """All colours of a theme."""
    return {name: rgba(colour) for name, colour in tokens()["theme"][theme].items()}


LIGHT: Final = palette("light")
DARK: Final = palette("hall")
