"""One line of text before it is printed."""

from PIL import Image

from printer.emulator.modes import Align


class Line:
    """Stamps beside each other, aligned at their feet; `x` is where the next one goes."""

    def __init__(self) -> None:
        self.x = 0
        self.text = ""
        self._stamps: list[tuple[int, Image.Image]] = []

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self._stamps

    @property
    def height(self) -> int:
        """Of the tallest stamp, in dots."""
        return max((stamp.height for _, stamp in self._stamps), default=0)

    def add(self, stamp: Image.Image, letter: str) -> None:
        """Set one more letter."""
        self._stamps.append((self.x, stamp))
        self.x += stamp.width
        self.text += letter

    def move(self, x: int) -> None:
        """Go on at another place."""
        if x > self.x and self.text:
            self.text += " "
        self.x = max(x, 0)

    def picture(self) -> Image.Image:
        """The whole line; mode "1", 1 burns."""
        across = max(x + stamp.width for x, stamp in self._stamps)
        whole = Image.new("1", (across, self.height), 0)
        for x, stamp in self._stamps:
            whole.paste(stamp, (x, self.height - stamp.height), stamp)
        return whole


def start(align: Align, wide: int, area: int) -> int:
    """Where something begins in an area of so many dots."""
    match align:
        case Align.LEFT:
            return 0
        case Align.CENTRE:
            return max((area - wide) // 2, 0)
        case Align.RIGHT:
            return max(area - wide, 0)
