"""What the printer says of itself: real-time status, paper sensor, automatic status."""

from collections.abc import Set as AbstractSet

from printer.emulator.traits import HOLDING, Fault

# Fixed bits of DLE EOT are 0001 0010; those of the first byte of automatic status 0001 0000.
_REALTIME, _AUTOMATIC, _LAST = 0x12, 0x10, 0x0F
_Bits = tuple[tuple[Fault, int], ...]
_CAUSES: dict[int, _Bits] = {
    1: tuple((fault, 0x08) for fault in sorted(HOLDING)),
    2: ((Fault.COVER_OPEN, 0x04), (Fault.PAPER_OUT, 0x20), (Fault.ERROR, 0x40)),
    3: ((Fault.ERROR, 0x08),),  # the cutter, which DLE ENQ brings back
    4: ((Fault.PAPER_LOW, 0x0C), (Fault.PAPER_OUT, 0x60)),
}
_PAPER: _Bits = ((Fault.PAPER_LOW, 0x03), (Fault.PAPER_OUT, 0x0C))
_ONLINE: _Bits = (*((fault, 0x08) for fault in sorted(HOLDING)), (Fault.COVER_OPEN, 0x20))
_ERRORS: _Bits = ((Fault.ERROR, 0x08),)


def sensed(faults: AbstractSet[Fault], *, near_end_sensor: bool) -> frozenset[Fault]:
    """What the sensors see: where there is no paper, the roll is also near its end."""
    seen = set(faults)
    if Fault.PAPER_OUT in seen:
        seen.add(Fault.PAPER_LOW)
    if not near_end_sensor:
        seen.discard(Fault.PAPER_LOW)
    return frozenset(seen)


def _bits(start: int, table: _Bits, faults: AbstractSet[Fault]) -> int:
    byte = start
    for fault, bits in table:
        byte |= bits if fault in faults else 0
    return byte


def realtime(kind: int, faults: AbstractSet[Fault]) -> bytes:
    """The answer to DLE EOT 1 to 4."""
    return bytes((_bits(_REALTIME, _CAUSES[kind], faults),))


def paper(faults: AbstractSet[Fault]) -> bytes:
    """The answer to GS r 1."""
    return bytes((_bits(0, _PAPER, faults),))


def automatic(faults: AbstractSet[Fault]) -> bytes:
    """The four bytes that a printer sends unasked after GS a."""
    first = _bits(_AUTOMATIC, _ONLINE, faults)
    return bytes((first, _bits(0, _ERRORS, faults), _bits(0, _PAPER, faults), _LAST))
