"""A PIN as an argon2 hash; a module of its own, loaded when a PIN is typed and not at the start."""

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's least memory for argon2id: a kiosk has little, and five wrong tries end in a pause.
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(pin: str) -> str:
    """What is kept of a PIN."""
    return HASHER.hash(pin)


def fits(kept: str, typed: str) -> bool:
    """Whether this is the PIN; takes some 30 ms of computing."""
    try:
        return HASHER.verify(kept, typed)
    except (VerificationError, InvalidHashError):
        return False
