"""What is wrong with the words on the glass, by their ink: cut, covered, or too near to a thing.

The ink of a label are the pixels of its texture that are not clear. All of it must be there that
the same words have where only their width bounds them; and on the picture of the glass it must
stand whole on one plain ground that reaches a little beyond it on every side. That asks nothing of
how a screen was put together: a card drawn over words, a line through them, another word in them
and an edge that they come too near to all show as pixels that are neither the ground nor words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, Final

from PIL import Image, ImageChops

from kiosk.bands import CEILING

BESIDE: Final = 12
BELOW: Final = 2
"""How far the ground reaches beyond the ink, in pixels of the drawing."""
SHADE: Final = 48
"""By how much of 255 a pixel may differ: the edges of letters are blended by another program."""
DUST: Final = 24
"""So many pixels that differ are a round corner at the edge of the ground."""
NOWHERE: Final = (1, 2, 3)
LOOKS: Final = (
    *("text", "font_name", "font_size", "bold", "markup", "color", "text_size", "texture_size"),
    *("halign", "valign", "line_height", "shorten", "max_lines"),
)

Box = tuple[int, int, int, int]
Look = tuple[object, ...]


@dataclass(frozen=True)
class Ink:
    """The letters of a label, and where their picture stands on the glass, from its top left."""

    label: Any
    letters: Image.Image
    left: int
    top: int

    @cached_property
    def box(self) -> Box | None:
        """Left, top, right and lower edge of the ink; None without any."""
        found = self.letters.getchannel("A").getbbox()
        if found is None:
            return None
        return (
            *(found[0] + self.left, found[1] + self.top),
            *(found[2] + self.left, found[3] + self.top),
        )


class InkWell:
    """Reads the ink of labels; what looks alike is read once."""

    def __init__(self) -> None:
        self.seen: dict[Look, Image.Image] = {}
        self.whole: dict[Look, tuple[int, int]] = {}

    def ink(self, label: Any, moved: tuple[int, int] = (0, 0)) -> Ink | None:  # noqa: ANN401
        """The ink of a label on a glass that is `moved` to the right and up; None without any."""
        width, height = label.texture_size
        if label.texture is None or not width or not height:
            return None
        look = look_of(label)
        if look not in self.seen:
            self.seen[look] = picture_of(label.texture)
        # Kivy draws the texture in the middle of the label's box, on whole pixels.
        left = int(label.center_x - width / 2) + moved[0]
        floor = int(label.center_y - height / 2) + moved[1]
        return Ink(label, self.seen[look], left, CEILING - floor - height)

    def lost(self, ink: Ink) -> str | None:
        """What of a label's words is not drawn."""
        look = look_of(ink.label)
        if look not in self.whole:
            self.whole[look] = size_unbound(ink.label)
        assert ink.box is not None
        has = ink.box[2] - ink.box[0], ink.box[3] - ink.box[1]
        return None if has == self.whole[look] else f"ink of {has} instead of {self.whole[look]}"


def look_of(label: Any) -> Look:  # noqa: ANN401
    """All that decides how a label's words are drawn."""
    seen = (getattr(label, name) for name in LOOKS)
    return tuple(tuple(each) if isinstance(each, list) else each for each in seen)


def picture_of(texture: Any) -> Image.Image:  # noqa: ANN401
    return Image.frombytes("RGBA", texture.size, texture.pixels)


def size_unbound(label: Any) -> tuple[int, int]:  # noqa: ANN401
    """How wide and high the ink of a label's words is where only their width bounds them."""
    bound = label._label  # noqa: SLF001  # the words as Kivy's own text provider has them
    free = type(bound)(**{**bound.options, "text": bound.text})
    free.options |= {"text_size": (label.text_size[0], None), "shorten": False, "max_lines": 0}
    free.text_size = free.options["text_size"]
    free.refresh()
    left, top, right, low = picture_of(free.texture).getchannel("A").getbbox() or (0, 0, 0, 0)
    return right - left, low - top


def troubles(
    labels: list[Any],
    picture: Image.Image,
    well: InkWell,
    *,
    moved: tuple[int, int] = (0, 0),
    beside: Callable[[Any], int] = lambda _: BESIDE,
) -> Iterator[tuple[str, str]]:
    """The words with which something is wrong, and what; `beside` is the air that a label needs."""
    inks = [ink for each in labels if (ink := well.ink(each, moved)) is not None and ink.box]
    words = Image.new("RGBA", picture.size)
    for ink in inks:
        # What is off the glass to the left or above has no place on a picture.
        at, seen = (max(0, ink.left), max(0, ink.top)), (max(0, -ink.left), max(0, -ink.top))
        if at[0] < picture.width and at[1] < picture.height:
            words.alpha_composite(ink.letters, at, seen)
    for ink in inks:
        for wrong in (well.lost(ink), off(ink, picture, words, beside(ink.label))):
            if wrong is not None:
                yield ink.label.text, wrong
    for one, other in combinations(inks, 2):
        if one.box and other.box and meet(one.box, other.box):
            yield one.label.text, f"ink meets that of {other.label.text!r}"


def off(ink: Ink, picture: Image.Image, words: Image.Image, beside: int) -> str | None:
    """What keeps the ink of a label from standing whole on one plain ground."""
    assert ink.box is not None
    left, top, right, low = ink.box
    if left < 0 or top < 0 or right > picture.width or low > picture.height:
        return f"leaves the glass at {ink.box}"
    around = max(0, left - beside), top - BELOW, min(picture.width, right + beside), low + BELOW
    seen, known = picture.crop(around), words.crop(around)
    expected = Image.new("RGB", seen.size, ground_of(seen, known))
    expected.paste(known.convert("RGB"), mask=known.getchannel("A"))
    differs = ImageChops.difference(seen, expected).convert("L")
    strange = differs.point(lambda shade: 255 if shade > SHADE else 0)
    count = strange.histogram()[255]
    return f"{count} strange pixels at {strange.getbbox()} of {seen.size}" if count > DUST else None


def ground_of(seen: Image.Image, words: Image.Image) -> tuple[int, ...]:
    """The commonest colour where no words are."""
    bare = Image.new("RGB", seen.size, NOWHERE)
    bare.paste(seen, mask=words.getchannel("A").point(lambda alpha: 0 if alpha else 255))
    counted = bare.getcolors(seen.width * seen.height) or []
    (_, ground) = max((each for each in counted if each[1] != NOWHERE), default=(0, NOWHERE))
    assert isinstance(ground, tuple)
    return ground


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a pixel in common."""
    return all(one[at] < other[at + 2] and other[at] < one[at + 2] for at in (0, 1))
