"""The paper from the last cut to the head: rows of dots."""

from PIL import Image, ImageChops

from printer.emulator.traits import DPI

_MOST_FEED = 40 * DPI  # one command moves the paper no further (Epson: 1,016 mm)


class Strip:
    """Paper of a width in dots; `rows` counts all that ever went by."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows = 0
        self._blank = bytes(width // 8)
        self._paper: list[bytes] = []

    def feed(self, rows: int) -> None:
        """Move blank paper by."""
        rows = min(max(rows, 0), _MOST_FEED)
        self._paper += [self._blank] * rows
        self.rows += rows

    def burn(self, dots: Image.Image, x: int) -> bool:
        """Print a picture (mode "1", 1 burns) whose left edge is at `x`; whether it fitted."""
        canvas = Image.new("1", (self.width, dots.height), 0)
        canvas.paste(dots, (x, 0))
        data, across = canvas.tobytes(), self.width // 8
        rows = [data[start : start + across] for start in range(0, len(data), across)]
        self._paper += rows
        self.rows += len(rows)
        edges = dots.getbbox()
        return edges is None or x + edges[2] <= self.width

    def picture(self) -> Image.Image:
        """What has been printed since the last cut: black (0) on white."""
        size = (self.width, len(self._paper))
        return ImageChops.invert(Image.frombytes("1", size, b"".join(self._paper)))

    def cut(self) -> Image.Image | None:
        """Cut off what has been printed; None where there is no paper to cut off."""
        if not self._paper:
            return None
        paper = self.picture()
        self._paper = []
        return paper
