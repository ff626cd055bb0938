"""How many bytes each printer command has, also of those that this printer does not obey."""

from collections.abc import Callable

DLE, ESC, FS, GS = 0x10, 0x1B, 0x1C, 0x1D
_PRINTABLE = 0x20


def _table(lead: int, lengths: dict[int, str]) -> dict[bytes, int]:
    return {
        bytes((lead, ord(second))): length
        for length, seconds in lengths.items()
        for second in seconds
    }


FIXED = (
    _table(ESC, {2: "@2<LSimvu", 3: " !%-3=?EGJKMRTUVadert{", 4: "$\\c", 5: "p", 10: "W"})
    | _table(GS, {2: ":", 3: "!#/BEHITabfhrw", 4: "$LPW\\", 5: "^z"})
    | _table(FS, {2: "&.", 3: "!-CW", 4: "Sp", 76: "2"})
)


def size(data: bytes) -> int | None:
    """The length of the command that `data` begins with; None while that cannot be known yet."""
    if data[0] not in {DLE, ESC, FS, GS}:
        return 1
    if len(data) < 2:  # noqa: PLR2004  # the lead and what follows it
        return None
    head = data[:2]
    if head in FIXED:
        return FIXED[head]
    if head in _VARIABLE:
        return _VARIABLE[head](data)
    # A lead whose command never came, or a command of another make.
    return 2 if data[1] >= _PRINTABLE and data[0] != DLE else 1


def _number(data: bytes, place: int, width: int) -> int | None:
    return (
        int.from_bytes(data[place : place + width], "little")
        if len(data) >= place + width
        else None
    )


def _counted(place: int, width: int = 2, unit: int = 1) -> Callable[[bytes], int | None]:
    """A command that says at `place` how much follows."""

    def length(data: bytes) -> int | None:
        count = _number(data, place, width)
        return None if count is None else place + width + unit * count

    return length


def _by(place: int, lengths: dict[int, int], other: int) -> Callable[[bytes], int | None]:
    """A command whose length hangs on the byte at `place`."""

    def length(data: bytes) -> int | None:
        return lengths.get(data[place], other) if len(data) > place else None

    return length


def _characters(data: bytes) -> int | None:
    """ESC & y c1 c2, then for each character its columns, and `y` bytes a column."""
    end = 5
    if len(data) < end:
        return None
    high, first, last = data[2:5]
    for _ in range(first, last + 1):
        if len(data) <= end:
            return None
        end += 1 + high * data[end]
    return end


def _columns(data: bytes) -> int | None:
    """ESC * m nL nH: one byte a column in the single, three in the double density."""
    if len(data) < 5:  # noqa: PLR2004
        return None
    high = {0: 1, 1: 1, 32: 3, 33: 3}.get(data[2], 0)
    return 5 + high * int.from_bytes(data[3:5], "little")


def _until_nul(start: int, most: int) -> Callable[[bytes], int | None]:
    def length(data: bytes) -> int | None:
        end = data.find(b"\0", start, start + most)
        if end >= 0:
            return end + 1
        return start + most if len(data) >= start + most else None

    return length


def _download(data: bytes) -> int | None:
    """GS * x y: x times y times eight bytes."""
    return None if len(data) < 4 else 4 + 8 * data[2] * data[3]  # noqa: PLR2004


def _barcode(data: bytes) -> int | None:
    """GS k: of the old form up to a NUL, of the new form counted."""
    if len(data) < 3:  # noqa: PLR2004
        return None
    return _until_nul(3, 255)(data) if data[2] <= 6 else _counted(3, 1)(data)  # noqa: PLR2004


def _long_graphics(data: bytes) -> int | None:
    """GS 8 L p1 p2 p3 p4: as GS ( L, for more than 64 KB."""
    if len(data) < 3:  # noqa: PLR2004
        return None
    return _counted(3, 4)(data) if data[2] == ord("L") else 3


def _raster(data: bytes) -> int | None:
    """GS v 0 up to its sizes; its rows of dots follow."""
    if len(data) < 3:  # noqa: PLR2004
        return None
    return 8 if data[2] == ord("0") else 3


def _pictures(data: bytes) -> int | None:
    """FS q n, then for each picture its width and height in bytes, and its dots."""
    end = 3
    if len(data) < end:
        return None
    for _ in range(data[2]):
        across, down = _number(data, end, 2), _number(data, end + 2, 2)
        if across is None or down is None:
            return None
        end += 4 + 8 * across * down
    return end


_VARIABLE: dict[bytes, Callable[[bytes], int | None]] = {
    b"\x10\x04": _by(2, {7: 4, 8: 4}, 3),
    b"\x10\x05": _by(2, {}, 3),
    b"\x10\x14": _by(2, {1: 5, 2: 5, 3: 8, 7: 4, 8: 10}, 3),
    b"\x1b&": _characters,
    b"\x1b*": _columns,
    b"\x1bD": _until_nul(2, 33),
    b"\x1d(": _counted(3),
    b"\x1d*": _download,
    b"\x1d8": _long_graphics,
    b"\x1dV": _by(2, dict.fromkeys((65, 66, 97, 98, 103, 104), 4), 3),
    b"\x1dk": _barcode,
    b"\x1dv": _raster,
    b"\x1c(": _counted(3),
    b"\x1cg": _by(2, {}, 10),
    b"\x1cq": _pictures,
}
