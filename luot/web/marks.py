"""The seal and the icons, drawn inline so that they take the size and colour of their words."""

import re
from functools import cache
from importlib.resources import files

from markupsafe import Markup

_SHAPES = re.compile(
    r"<(?:path|circle|line|rect|polyline|ellipse)\b(?![^>]*stroke=\"none\")[^>]*/>"
)


@cache
def icon(name: str) -> Markup:
    """The Tabler outline icon of that name; it says nothing to a screen reader."""
    source = (files("luot.web") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    shapes = "".join(_SHAPES.findall(source))
    return Markup(  # noqa: S704 - the shapes come from our own files
        f'<svg class="ti" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shapes}</svg>'
    )


def seal() -> Markup:
    """The mark of the house: a white ợ on lacquer red."""
    return Markup('<span class="seal" aria-hidden="true">ợ</span>')
