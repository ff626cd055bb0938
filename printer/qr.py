"""The QR code on a ticket: how large it is, and its squares where the printer cannot draw it."""

from functools import lru_cache

from qrcode import constants
from qrcode.main import QRCode

# How many characters versions 1 to 10 hold at error correction M (ISO/IEC 18004, table 7).
_CAPITALS = (20, 38, 61, 90, 122, 154, 178, 221, 262, 311)
_BYTES = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
LEAST_MODULE = 3  # fewer dots a square are not read by phones


def version(url: str) -> int | None:
    """The smallest QR version that holds an address, or None where ten are not enough."""
    holds = _CAPITALS if set(url) <= _ALPHANUMERIC else _BYTES
    fitting = (number for number, most in enumerate(holds, start=1) if len(url) <= most)
    return next(fitting, None)


def fitting(url: str, room: int, module: int, quiet: int) -> tuple[int, int] | None:
    """Squares a side and dots a square, at most `module`, or None where it cannot be read."""
    number = version(url)
    if number is None:
        return None
    squares = 17 + 4 * number
    dots = min(module, room // (squares + 2 * quiet))
    return (squares, dots) if dots >= LEAST_MODULE else None


@lru_cache(maxsize=64)
def squares(url: str) -> tuple[tuple[bool, ...], ...]:
    """The dark squares of an address's code, row by row."""
    code = QRCode(version(url), constants.ERROR_CORRECT_M, border=0)
    code.add_data(url, optimize=0)
    code.make(fit=False)
    return tuple(tuple(bool(square) for square in row) for row in code.modules)
