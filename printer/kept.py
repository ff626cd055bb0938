"""What a printer still has of earlier jobs, and need not be sent again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the next job may rely on.

    `warm`: the same unbroken link since the last job came out, so that its code page and its
    user-defined characters still hold. `stored`: the two-byte key codes of the stored pictures
    that the printer itself has listed.
    """

    warm: bool = False
    stored: frozenset[bytes] = frozenset()


NOTHING = Kept()
