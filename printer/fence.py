"""The question after the cut whose answer says that the paper is out."""

from dataclasses import dataclass

from printer.profiles import FenceKind

_FIRST, _LAST = 1, 9999


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence; `mark` tells the answers of two jobs apart where the printer sends it back."""

    kind: FenceKind
    mark: int = _FIRST

    @property
    def question(self) -> bytes:
        """What is sent right after the cut: the printer comes to it when all before is done."""
        match self.kind:
            case FenceKind.GS_R:
                return b"\x1dr\x01"
            case FenceKind.PID:
                return b"\x1d(H\x06\x00\x30\x30" + self.word
            case FenceKind.NONE:
                return b""

    @property
    def word(self) -> bytes:
        """The mark as the four digits that GS ( H carries."""
        return b"%04d" % (self.mark % (_LAST + 1))

    def after(self) -> "Fence":
        """The fence of the next job."""
        return Fence(self.kind, self.mark % _LAST + 1)
