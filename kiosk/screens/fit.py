"""Makes words fit their boxes: smaller letters first, fewer words last, never over the edge."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

from kivy.core.text import Label as Text
from kivy.core.text.markup import MarkupLabel

LEAST: Final = 30
STEP: Final = 2
TAG: Final = re.compile(r"\[/?[a-z]+(?:=[^\]]*)?\]")


def plain(markup: str) -> str:
    """The letters of a text with markup."""
    text = TAG.sub("", markup)
    return text.replace("&bl;", "[").replace("&br;", "]").replace("&amp;", "&")


@lru_cache(maxsize=4096)
def line_width(text: str, font: str, px: int, *, bold: bool) -> int:
    """How wide a line of plain text is."""
    label = Text(font_name=font, font_size=px, bold=bold)
    width: int = label.get_extents(text)[0]
    return width


@lru_cache(maxsize=4096)
def line_px(text: str, font: str, px: int, width: int, *, bold: bool) -> int:
    """The font size, at most `px`, at which a line fits; the least one where none does."""
    for size in range(px, LEAST, -STEP):
        if line_width(text, font, size, bold=bold) <= width:
            return size
    return min(px, LEAST)


@lru_cache(maxsize=4096)
def line_cut(text: str, font: str, px: int, width: int) -> str:
    """As many whole words of a text as a line holds, with three dots where some are left out."""
    words = text.split(" ")
    if len(words) == 1 or line_width(text, font, px, bold=False) <= width:
        return text

    def shown(many: int) -> str:
        return " ".join(words[:many]).rstrip(",;:(") + "…"

    def too_many(many: int) -> bool:
        return line_width(shown(many), font, px, bold=False) > width

    # Measuring takes long, and names have thirty words: halve, do not count down.
    return shown(1 + bisect_left(range(2, len(words)), x=True, key=too_many))


@lru_cache(maxsize=1024)
def block_height(markup: str, font: str, px: int, width: int, leading: float) -> int:
    """How high a text with markup becomes when it is broken into lines of `width`."""
    label = MarkupLabel(
        text=markup, font_name=font, font_size=px, text_size=(width, None), line_height=leading
    )
    height: int = label.render()[1]
    return height


@lru_cache(maxsize=1024)
def block_px(markup: str, font: str, px: int, box: tuple[int, int], leading: float) -> int:
    """The font size, at most `px`, at which a broken text fits its box."""
    for size in range(px, LEAST, -STEP):
        # The first line keeps its whole height, whatever the leading: its air may stick out.
        air = size * max(0.0, 1 - leading) * 1.5 + 2
        if block_height(markup, font, size, box[0], leading) <= box[1] + air:
            return size
    return min(px, LEAST)
