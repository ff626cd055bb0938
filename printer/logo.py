"""A centre's logo: a picture file as the few dots that a thermal printer burns."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from printer.bands import safe
from printer.parts import Drawing

WIDEST, HIGHEST = 320, 120  # dots on 80 mm paper: 40 by 15 mm
_PAPER: Final = 576  # narrower paper gets it as much smaller
_LARGEST: Final = 8 << 20  # bytes of a file
_MOST_DOTS: Final = 40_000_000
_DARK: Final = 128
_WHITE: Final = 250
_COLOURS: Final = 8
_ART: Final = 0.6  # so much of line art is of its few colours, for the rest is edges


class BadLogo(ValueError):
    """A file that is no picture, or one that leaves nothing on paper; `why` names the words."""

    def __init__(self, why: str) -> None:
        super().__init__(f"not a logo: {why}")
        self.why = why


def logo(data: bytes, dots: int = _PAPER) -> Drawing:
    """The picture of a PNG or JPEG file for paper of `dots` dots; BadLogo says what is wrong.

    Line art is cut at half grey, a photograph is made of scattered dots.
    """
    grey = _trimmed(_opened(data))
    grey = _fitted(grey, WIDEST * dots // _PAPER // 8 * 8, HIGHEST * dots // _PAPER)
    if _is_photograph(grey):
        black = grey.convert("1", dither=Image.Dither.FLOYDSTEINBERG)
    else:
        black = grey.point(lambda level: 255 * (level >= _DARK)).convert("1")
    return _drawing(black)


def _opened(data: bytes) -> Image.Image:
    """The picture in grey, on white where it is transparent."""
    shown = _read(data).convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(paper, shown).convert("L")


def _read(data: bytes) -> Image.Image:
    if len(data) > _LARGEST:
        raise BadLogo("large")
    try:
        picture = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
        if picture.width * picture.height <= _MOST_DOTS:
            return ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadLogo("kind") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadLogo("large") from error
    raise BadLogo("large")


def _trimmed(grey: Image.Image) -> Image.Image:
    """Without the white around it."""
    edges = grey.point(lambda level: 255 * (level < _WHITE)).getbbox()
    if edges is None:
        raise BadLogo("white")
    return grey.crop(edges)


def _fitted(grey: Image.Image, width: int, height: int) -> Image.Image:
    """As large as there is room for it."""
    scale = min(width / grey.width, height / grey.height)
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    return grey.resize(size, Image.Resampling.LANCZOS)


def _is_photograph(grey: Image.Image) -> bool:
    """Whether its dots are of many greys: line art has few colours, and edges between them."""
    levels = sorted(grey.histogram(), reverse=True)
    return sum(levels[:_COLOURS]) < _ART * grey.width * grey.height


def _drawing(black: Image.Image) -> Drawing:
    across = -(-black.width // 8) * 8
    whole = Image.new("1", (across, black.height), 1)
    whole.paste(black, ((across - black.width) // 2, 0))
    data = safe(ImageOps.invert(whole.convert("L")).convert("1").tobytes())
    if not any(data):
        raise BadLogo("light")
    return Drawing(across, black.height, data)
