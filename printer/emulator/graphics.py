"""Pictures in GS v 0 and GS ( L, and those that the printer keeps without power."""

from dataclasses import dataclass

from PIL import Image

from printer.emulator.errors import BadGraphics

_CODES = range(32, 127)  # a key code is two of these
_MOST_KEYS = 40  # in one block of the list of key codes


def unpacked(dots: bytes, across: int, down: int) -> Image.Image:
    """A picture from its rows, eight dots a byte; mode "1", 1 burns."""
    return Image.frombytes("1", (across, down), dots)


def scaled(picture: Image.Image, wide: int, high: int) -> Image.Image:
    """Every dot so many times."""
    return picture.resize((picture.width * wide, picture.height * high), Image.Resampling.NEAREST)


def _picture(sizes: bytes, dots: bytes) -> Image.Image:
    across = int.from_bytes(sizes[:2], "little")
    down = int.from_bytes(sizes[2:4], "little")
    if not across or not down or len(dots) != (across + 7) // 8 * down:
        raise BadGraphics(f"{across} by {down} dots in {len(dots)} bytes")
    return unpacked(dots, across, down)


def page_graphics(args: bytes) -> Image.Image:
    """GS ( L fn 112: tone bx by c xL xH yL yH, then the dots."""
    if len(args) < 8 or args[0] != 48 or args[3] not in range(49, 53):  # noqa: PLR2004
        raise BadGraphics(args[:8].hex(" "))
    picture = _picture(args[4:8], args[8:])
    return scaled(picture, *_scale(args[1:3]))


def _scale(args: bytes) -> tuple[int, int]:
    wide, high = args
    if wide not in {1, 2} or high not in {1, 2}:
        raise BadGraphics(f"scale {wide} {high}")
    return wide, high


@dataclass(frozen=True, slots=True)
class _Kept:
    picture: Image.Image
    size: int


class NvStore:
    """Pictures under two-byte key codes; they outlive the power."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._pictures: dict[bytes, _Kept] = {}

    @property
    def free(self) -> int:
        """Bytes left."""
        return self.room - sum(kept.size for kept in self._pictures.values())

    @property
    def keys(self) -> list[bytes]:
        """All key codes, sorted."""
        return sorted(self._pictures)

    def define(self, args: bytes) -> None:
        """Fn 67: a kc1 kc2 b xL xH yL yH, a colour, the dots; a key may be used anew."""
        if len(args) < 9 or args[0] != 48 or args[3] != 1:  # noqa: PLR2004
            raise BadGraphics(args[:9].hex(" "))
        key, dots = args[1:3], args[9:]
        picture = _picture(args[4:8], dots)
        if not set(key) <= set(_CODES):
            raise BadGraphics(f"key code {key.hex(' ')}")
        old = self._pictures.get(key)
        if len(dots) > self.free + (old.size if old else 0):
            raise BadGraphics(f"no room for {len(dots)} bytes")
        self._pictures[key] = _Kept(picture, len(dots))

    def picture(self, args: bytes) -> Image.Image:
        """Fn 69: kc1 kc2 x y."""
        if len(args) != 4 or args[:2] not in self._pictures:  # noqa: PLR2004
            raise BadGraphics(f"nothing is kept under {args[:2].hex(' ')}")
        return scaled(self._pictures[args[:2]].picture, *_scale(args[2:]))

    def delete(self, key: bytes) -> None:
        """Fn 66: one picture, if it is there."""
        self._pictures.pop(key, None)

    def clear(self, word: bytes) -> None:
        """Fn 65: all of them."""
        if word != b"CLR":
            raise BadGraphics(word.hex(" "))
        self._pictures.clear()

    def listed(self) -> list[bytes]:
        """Fn 64: the blocks in which the key codes are told, at most forty in each."""
        keys = self.keys
        parts = [keys[start : start + _MOST_KEYS] for start in range(0, len(keys), _MOST_KEYS)]
        parts = parts or [[]]
        more = [b"\x41"] * (len(parts) - 1) + [b"\x40"]
        return [
            b"\x37\x72" + mark + b"".join(part) + b"\0"
            for mark, part in zip(more, parts, strict=True)
        ]
