"""The printer commands that python-escpos writes for us: reset and QR code."""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Which model of QR code: 2 is what every printer starts with, and nine bytes are a tenth of a
# second at 9600 baud for nobody.
_MODEL = b"\x1d(k\x04\x001A2\x00"
# python-escpos reads what it knows of a hundred printers for 0.4 s. Nothing of that is asked for.
_LEAST = """
profiles:
  default: {name: any, codePages: {0: CP437}, fonts: {}, colors: {}, media: {}, features: {}}
encodings:
  CP437: {name: CP437, python_encode: cp437}
"""


@contextmanager
def _without_traces() -> Iterator[None]:
    """Importing python-escpos leaves a folder in /tmp and a log handler: here it leaves none."""
    handlers, place, asked = logging.root.handlers[:], tempfile.tempdir, dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder, "known.yaml")
        known.write_text(_LEAST, encoding="ascii")
        os.environ["ESCPOS_CAPABILITIES_FILE"] = str(known)
        os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = tempfile.tempdir = folder
        try:
            yield
        finally:
            logging.root.handlers[:], tempfile.tempdir = handlers, place
            for name in ("ESCPOS_CAPABILITIES_FILE", "ESCPOS_CAPABILITIES_PICKLE_DIR"):
                os.environ.pop(name)
                if name in asked:
                    os.environ[name] = asked[name]


with _without_traces():
    from escpos.constants import QR_ECLEVEL_M
    from escpos.printer import Dummy


def reset() -> bytes:
    """Back to the settings of a printer just switched on; what it had begun is dropped."""
    printer = Dummy()
    printer.hw("INIT")
    return bytes(printer.output)


def qr(url: str, module: int) -> bytes:
    """A QR code at error correction M that the printer itself draws, where the line stands."""
    printer = Dummy()
    printer.qr(url, ec=QR_ECLEVEL_M, size=module, native=True)
    return bytes(printer.output).removeprefix(_MODEL)
