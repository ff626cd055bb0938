"""How many bytes a line of so many baud lets by."""

_BITS = 10  # start, eight, stop
_FIFO = 16  # bytes that a serial chip takes in one go


class Pace:
    """Counts bytes against the clock; without `baud` nothing is held up."""

    def __init__(self, baud: int | None) -> None:
        self._each = _BITS / baud if baud else 0.0
        self._next = 0.0

    def room(self, now: float) -> int:
        """How many bytes may pass now."""
        if not self._each:
            return 1 << 30
        self._next = max(self._next, now - _FIFO * self._each)
        return int((now - self._next) / self._each + 1e-6)

    def spend(self, count: int) -> None:
        """So many have passed."""
        self._next += count * self._each

    def wait(self, now: float) -> float:
        """Seconds until a good handful may pass."""
        return max(self._next + _FIFO * self._each / 2 - now, 0.0) if self._each else 0.0
