"""A picture as the fewest bytes that make a thermal printer burn it, row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

# What a band costs beside its dots (GS L, GS v 0), and what a feed costs (ESC J).
_BAND = 4 + 8
_FEED = 3
_SEAM = 60  # a seam in the middle of letters may show as a hair: it has to save that many bytes
_APART = 6  # so many blank rows always end a block: shorter gaps are weighed against a band
# A printer obeys these even in the middle of picture data: status, recovery, drawer and reset.
REALTIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank paper, so many dots of it."""

    rows: int


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of dots, all `width` bytes wide, that start `left` bytes from the edge of the paper."""

    left: int
    width: int
    data: bytes

    @property
    def rows(self) -> int:
        """How many dots high it is."""
        return len(self.data) // self.width


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows `start` to `end` with dots between the same two bytes; none where `right` is 0."""

    start: int
    end: int
    left: int
    right: int


def safe(data: bytes) -> bytes:
    """Dots without a sequence that a printer would obey.

    Each is undone by one more dot beside one that burns, which nobody sees.
    """
    for sequence in REALTIME:
        data = data.replace(sequence, bytes((sequence[0] | 0x08, sequence[1])))
    return data


def bands(rows: Sequence[bytes], *, trim_left: bool = True) -> Iterator[Feed | Band]:
    """The rows as feeds and bands, parted where the bytes are fewest."""
    for block in _blocks(rows):
        if any(block[0]):
            yield from _parted(tuple(block), trim_left)
        else:
            yield Feed(len(block))


def _blocks(rows: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Stretches with dots and stretches of blank paper, in turn."""
    block: list[bytes] = []
    for burns, group in groupby(rows, key=any):
        stretch = list(group)
        if burns or (block and len(stretch) < _APART):
            block += stretch
            continue
        if block:
            yield block
            block = []
        yield stretch
    if block:
        yield block


# The lines that every ticket has in common; what only one has goes soon, at up to 40 kB each.
@lru_cache(maxsize=96)
def _parted(block: tuple[bytes, ...], trim_left: bool) -> tuple[Feed | Band, ...]:  # noqa: FBT001
    """A block in its cheapest parts: the shortest way over all places where it can be cut."""
    runs = _runs(block, trim_left=trim_left)
    cost, came_from = [0], [0]
    for end in range(1, len(runs) + 1):
        left, right, best, start = 1 << 16, 0, 1 << 30, end
        for first in range(end - 1, -1, -1):
            run = runs[first]
            if run.right:
                left, right = min(left, run.left), max(right, run.right)
            here = (
                _SEAM + _BAND + (right - left) * (runs[end - 1].end - run.start) if right else _FEED
            )
            if cost[first] + here < best:
                best, start = cost[first] + here, first
        cost.append(best)
        came_from.append(start)
    return tuple(_part(block, runs[first:end]) for first, end in _way(came_from))


def _way(came_from: list[int]) -> list[tuple[int, int]]:
    """The parts of the shortest way, first to last."""
    parts, end = [], len(came_from) - 1
    while end > 0:
        parts.append((came_from[end], end))
        end = came_from[end]
    return parts[::-1]


def _runs(block: tuple[bytes, ...], *, trim_left: bool) -> list[_Run]:
    runs: list[_Run] = []
    for place, row in enumerate(block):
        right = len(row.rstrip(b"\0"))
        left = len(row) - len(row.lstrip(b"\0")) if right and trim_left else 0
        if runs and (runs[-1].left, runs[-1].right) == (left, right):
            runs[-1] = _Run(runs[-1].start, place + 1, left, right)
        else:
            runs.append(_Run(place, place + 1, left, right))
    return runs


def _part(block: tuple[bytes, ...], runs: list[_Run]) -> Feed | Band:
    start, end = runs[0].start, runs[-1].end
    right = max(run.right for run in runs)
    if right == 0:
        return Feed(end - start)
    left = min(run.left for run in runs if run.right)
    data = b"".join(row[left:right] for row in block[start:end])
    # The end of a row and the start of the next may make a sequence that neither has: the row
    # is then sent whole, with its white edges.
    if any(sequence in data for sequence in REALTIME):
        return Band(0, len(block[0]), b"".join(block[start:end]))
    return Band(left, right - left, data)
