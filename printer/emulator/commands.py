"""What each command does: to the settings, to the paper, or an answer."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from PIL import Image

from printer.emulator import status
from printer.emulator.errors import BadGraphics, NotObeyed, Refused
from printer.emulator.graphics import NvStore, page_graphics
from printer.emulator.modes import CHANGES, word
from printer.emulator.press import Press
from printer.emulator.stream import Command, Item, Row, Text
from printer.emulator.symbols import Symbol
from printer.emulator.traits import Fault, Traits

_KEPT = 64  # this much of a command is listed as unknown
_AT_LINE_START = frozenset((b"\x1ba", b"\x1dL", b"\x1dW"))
_IGNORED = frozenset((b"\0", b"\r", b"\x1b=", b"\x1dT", b"\x1db", b"\x1br", b"\x1bU"))
_ACK, _NAK = 0x06, 0x15

Sensors = Callable[[], AbstractSet[Fault]]
Act = Callable[[bytes], bytes | None]


class Obeyer:
    """Obeys what comes out of the stream; `automatic` is what GS a asked to be told of."""

    def __init__(self, traits: Traits, sensors: Sensors) -> None:
        self.traits = traits
        self.press = Press(traits)
        self.nv = NvStore(traits.nv_room)
        self.urls: list[str] = []
        self.unknown: list[bytes] = []
        self._sensors = sensors
        self._acts = self._paper_acts() | self._telling_acts()
        self.reset()

    def reset(self) -> None:
        """As the power switch leaves it."""
        self.press.reset()
        self.symbol = Symbol()
        self.automatic = 0
        self._page_graphics: Image.Image | None = None
        self._blocks: list[bytes] = []

    def obey(self, item: Item) -> bytes:
        """Do it; what is answered. What cannot be obeyed is listed and left out."""
        try:
            match item:
                case Text(data):
                    self.press.write(data)
                case Row(data):
                    self.press.row(data)
                case Command(data):
                    return self._command(data) or b""
        except Refused:
            self._list(item.data)
        return b""

    def _list(self, data: bytes) -> None:
        """Note what was not obeyed; the rows of one raster that is too wide count once."""
        if self.unknown[-1:] != [data[:_KEPT]]:
            self.unknown.append(data[:_KEPT])

    def _command(self, data: bytes) -> bytes | None:
        head, args = (data[:2], data[2:]) if data[0] in b"\x10\x1b\x1c\x1d" else (data, b"")
        if head in _IGNORED or (data[:1] == b"\x10" and len(data) > 1):
            return None
        if head in CHANGES:
            if head in _AT_LINE_START and not self.press.line.empty:
                raise NotObeyed("in the middle of a line")
            self.press.modes = CHANGES[head](self.press.modes, args)
            return None
        act = self._acts.get(head)
        if act is None:
            raise NotObeyed(data[:2].hex(" "))
        return act(args)

    def _paper_acts(self) -> dict[bytes, Act]:
        press = self.press
        return {
            b"\n": lambda _: press.feed_lines(1),
            b"\t": lambda _: press.tab(),
            b"\x1b@": self._initialize,
            b"\x1b$": lambda args: press.line.move(press.modes.across(word(args))),
            b"\x1b\\": self._sideways,
            b"\x1bJ": lambda args: press.feed(press.modes.down(args[0])),
            b"\x1bd": lambda args: press.feed_lines(args[0]),
            b"\x1bi": lambda _: press.cut(0),
            b"\x1bm": lambda _: press.cut(1),
            b"\x1dV": lambda args: press.cut(*args),
            b"\x1bt": lambda args: press.page(args[0]),
            b"\x1b&": self._define,
            b"\x1b?": lambda args: press.forget(args[0]),
            b"\x1dv": self._raster,
            b"\x1d(": self._block,
            b"\x1d8": lambda args: self._graphics(args[5:]) if args[:1] == b"L" else _no(args),
        }

    def _telling_acts(self) -> dict[bytes, Act]:
        return {b"\x1dI": self._identity, b"\x1da": self._on_change, b"\x1dr": self._sensor}

    def _initialize(self, _: bytes) -> None:
        self.press.reset()
        self.symbol = Symbol()
        self._page_graphics = None

    def _sideways(self, args: bytes) -> None:
        steps = int.from_bytes(args, "little", signed=True)
        self.press.line.move(self.press.line.x + self.press.modes.across(steps))

    def _define(self, args: bytes) -> None:
        if not self.traits.user_defined:
            raise NotObeyed("user-defined characters")
        self.press.define(args)

    def _raster(self, args: bytes) -> None:
        if args[:1] != b"0":
            raise NotObeyed(args.hex(" "))
        self.press.raster(args[1], word(args[2:4]))

    def _block(self, args: bytes) -> bytes | None:
        """GS ( and its letter."""
        body = args[3:]
        match args[:1]:
            case b"L":
                return self._graphics(body)
            case b"k":
                self._symbol(body)
                return None
            case b"H":
                return self._process_id(body)
            case _:
                raise NotObeyed(args[:1])

    def _symbol(self, body: bytes) -> None:
        if len(body) < 3 or body[0] != 49 or not self.traits.native_qr:  # noqa: PLR2004
            raise NotObeyed("not a QR code")
        if body[1] != 81:  # noqa: PLR2004  # anything but: print it
            self.symbol = self.symbol.changed(body[1], body[2:])
            return
        self.press.block(self.symbol.picture())
        self.urls.append(self.symbol.data.decode("utf-8", "replace"))

    def _process_id(self, body: bytes) -> bytes:
        if not self.traits.answers_gs_h or body[:2] != b"00" or len(body) != 6:  # noqa: PLR2004
            raise NotObeyed("GS ( H")
        return b"\x37\x22" + body[2:] + b"\0"

    def _graphics(self, body: bytes) -> bytes | None:
        """GS ( L and GS 8 L: tone 48, a function and its values."""
        function, args = (body[1], body[2:]) if body[:1] == b"0" and len(body) > 1 else (-1, b"")
        match function:
            case 112:
                self._page_graphics = page_graphics(args)
            case 2 | 50:
                self._print_page_graphics()
            case 0 | 3 | 48 | 51 | 64 | 65 | 66 | 67 | 69 if self.traits.nv_graphics:
                return self._stored(function, args)
            case _:
                raise BadGraphics(f"function {function}")
        return None

    def _print_page_graphics(self) -> None:
        if self._page_graphics is not None:
            picture, self._page_graphics = self._page_graphics, None
            self.press.block(picture)

    def _stored(self, function: int, args: bytes) -> bytes | None:
        """The pictures that outlive the power."""
        match function:
            case 0 | 48:
                return b"\x37\x30%d\0" % self.nv.room
            case 3 | 51:
                return b"\x37\x31%d\0" % self.nv.free
            case 64:
                self._blocks = self.nv.listed()
                return self._blocks[0]
            case 65:
                self.nv.clear(args)
            case 66:
                self.nv.delete(args)
            case 67:
                self.nv.define(args)
            case _:
                self.press.block(self.nv.picture(args))
        return None

    @property
    def expects_response(self) -> bool:
        """Whether the host has yet to say that it has a block of the list of key codes."""
        return bool(self._blocks)

    def response(self, byte: int) -> bytes | None:
        """The next block after ACK, the same after NAK; None: no response, and no more blocks."""
        if byte == _ACK:
            self._blocks.pop(0)
        elif byte != _NAK:
            self._blocks = []
            return b"" if byte == 0x18 else None  # noqa: PLR2004  # CAN
        return self._blocks[0] if self._blocks else b""

    def _identity(self, args: bytes) -> bytes:
        number = args[0] - 48 if 49 <= args[0] <= 51 else args[0]  # noqa: PLR2004
        text = self.traits.identity.get(number)
        if text is None:
            raise NotObeyed(f"GS I {number}")
        return text if number < 4 else b"\x5f" + text + b"\0"  # noqa: PLR2004

    def _on_change(self, args: bytes) -> bytes:
        self.automatic = args[0]
        return status.automatic(self._sensors()) if args[0] else b""

    def _sensor(self, args: bytes) -> bytes:
        if args[0] % 48 not in {1, 2} or not self.traits.answers_gs_r:
            raise NotObeyed("GS r")
        return status.paper(self._sensors()) if args[0] % 48 == 1 else b"\0"


def _no(args: bytes) -> None:
    raise NotObeyed(args[:1])
