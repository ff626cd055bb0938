"""How many bytes a line of so many baud lets by."""

_BITS = 10  # start, eight, stop
_HANDFUL = 8  # bytes: it is not worth waking up for fewer
_SLACK = 0.02  # seconds that whoever counts may come late without slowing the line down


class Pace:
    """Counts bytes against the clock; without `baud` nothing is held up."""

    def __init__(self, baud: int | None) -> None:
        self._each = _BITS / baud if baud else 0.0
        self._next = 0.0

    def begin(self, now: float) -> None:
        """Bytes begin to come after a pause: what might have passed in it is lost."""
        self._next = max(self._next, now - _SLACK)

    def room(self, now: float) -> int:
        """How many bytes may have passed by now."""
        if not self._each:
            return 1 << 30
        return max(int((now - self._next) / self._each + 1e-6), 0)

    def spend(self, count: int) -> None:
        """So many have passed."""
        self._next += count * self._each

    def wait(self, now: float) -> float:
        """Seconds until a handful may pass."""
        return max(self._next + _HANDFUL * self._each - now, 0.0) if self._each else 0.0
