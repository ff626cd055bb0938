"""The QR codes that the printer draws itself (GS ( k)."""

from dataclasses import dataclass, replace

from PIL import Image
from qrcode import constants
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

from printer.emulator.errors import BadSymbol

_CORRECTION = {
    48: constants.ERROR_CORRECT_L,
    49: constants.ERROR_CORRECT_M,
    50: constants.ERROR_CORRECT_Q,
    51: constants.ERROR_CORRECT_H,
}
_MODEL_2 = 50
_LARGEST = 16
_STORE = 48  # the m of function 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """What was asked for so far; `module` in dots, `data` the contents."""

    model: int = _MODEL_2
    module: int = 3
    correction: int = 48
    data: bytes = b""

    def changed(self, function: int, args: bytes) -> "Symbol":
        """After GS ( k function 65, 67, 69 or 80."""
        first = args[0] if args else 0
        match function:
            case 65 if first in {49, _MODEL_2}:
                return replace(self, model=first)
            case 67 if 1 <= first <= _LARGEST:
                return replace(self, module=first)
            case 69 if first in _CORRECTION:
                return replace(self, correction=first)
            case 80 if first == _STORE:
                return replace(self, data=args[1:])
            case _:
                raise BadSymbol(f"function {function} with {args[:4].hex(' ')}")

    def picture(self) -> Image.Image:
        """The code without a quiet zone; mode "1", 1 burns."""
        if self.model != _MODEL_2 or not self.data:
            raise BadSymbol("nothing to draw")
        code = QRCode(None, _CORRECTION[self.correction])
        code.add_data(self.data, optimize=0)
        try:
            code.make(fit=True)
        except (
            DataOverflowError,
            ValueError,
        ) as error:  # it calls a version beyond 40 a ValueError
            raise BadSymbol(f"{len(self.data)} bytes") from error
        squares = code.modules
        small = Image.new("1", (len(squares), len(squares)), 0)
        small.putdata([255 * bool(dark) for row in squares for dark in row])
        side = small.width * self.module
        return small.resize((side, side), Image.Resampling.NEAREST)
