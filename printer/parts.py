"""What a paper is made of, from top to bottom, before anyone knows how it is printed."""

from dataclasses import dataclass
from enum import StrEnum


class Wording(StrEnum):
    """How much room there is for words.

    LEAN: every line costs bytes. ROOMY: wide paper, large letters. NARROW: 58 mm paper.
    """

    LEAN = "lean"
    ROOMY = "roomy"
    NARROW = "narrow"


class Kind(StrEnum):
    """What a line is, which decides its letters and its place."""

    CENTRE_KIND = "kind"
    CENTRE_NAME = "name"
    TITLE = "title"
    PLACE = "place"
    HEAD = "head"
    PLAIN = "plain"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A text on as many lines as it takes; in a PLACE, words between asterisks are bold.

    `fixed`: the same on every paper of its sort, so that a printer may keep it.
    """

    kind: Kind
    text: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """The number, as large as the paper takes it."""

    text: str


@dataclass(frozen=True, slots=True)
class Chips:
    """Outlined words side by side."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """A ring for each person ahead, and the full dot that is the citizen."""

    rings: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """Something to bring, with a box to tick."""

    text: str
    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, with its place in the order."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of a table: a word at the left edge, figures in columns at the right one."""

    word: str
    figures: tuple[str, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters to be looked at, `times` as large as the smallest ones; words stay whole."""

    text: str
    times: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Ruler:
    """Millimetres from one edge of the paper to the other, to see what is cut off."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address, to be drawn as a QR code under its caption; neither where it is too long."""

    url: str
    caption: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of `width` x `height` dots: rows of whole bytes, a bit set for each dot.

    `key` is the two-byte code under which the printer keeps it, None where it has to be sent.
    """

    width: int
    height: int
    data: bytes
    key: bytes | None = None


Part = (
    Line
    | Number
    | Chips
    | Dots
    | Rule
    | Document
    | Step
    | Figures
    | Letters
    | Ruler
    | Address
    | Drawing
)


def fixed(part: Part) -> bool:
    """Whether a printer may keep it."""
    match part:
        case Line() | Rule() | Document():
            return part.fixed
        case _:
            return isinstance(part, Drawing)
