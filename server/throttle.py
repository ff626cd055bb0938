"""How often a stranger may guess: wrong tries make the next one wait, and time forgives."""

from dataclasses import dataclass
from math import ceil

from server.account_errors import TooManyTries

MOST_KEPT = 5_000


@dataclass(slots=True)
class _Tries:
    """How many tries there were, and when the last one was."""

    count: int
    last: float


class Throttle:
    """Lets `free` tries pass, then makes each wait twice as long as the one before.

    No wait is longer than `most` seconds, and after `forget` quiet seconds all is forgiven: a
    guesser is slowed down, and whoever owns the name is never shut out for long.
    """

    def __init__(self, *, free: int, most: float, forget: float = 900) -> None:
        self._free = free
        self._most = most
        self._forget = forget
        self._tries: dict[object, _Tries] = {}

    def _wait(self, tries: _Tries, now: float) -> float:
        """Seconds until the next try is heard."""
        if tries.count < self._free:
            return 0
        delay = min(2.0 ** min(tries.count - self._free, 16), self._most)
        # a clock that was set back must not make anyone wait longer
        return min(tries.last, now) + delay - now

    def look(self, key: object, now: float) -> float:
        """Seconds that this key has to wait; 0 or less when it may try."""
        tries = self._tries.get(key)
        return self._wait(tries, now) if tries else 0

    def count(self, key: object, now: float) -> None:
        """Note a try."""
        tries = self._tries.get(key)
        if tries is None or now - tries.last > self._forget:
            self._make_room(now)
            tries = self._tries[key] = _Tries(count=0, last=now)
        tries.count += 1
        tries.last = now

    def forgive(self, key: object) -> None:
        """Forget the tries of whoever proved right."""
        self._tries.pop(key, None)

    def _make_room(self, now: float) -> None:
        """Drop what is forgiven; if strangers fill the list all the same, drop the oldest."""
        if len(self._tries) < MOST_KEPT:
            return
        kept = {key: t for key, t in self._tries.items() if now - t.last <= self._forget}
        newest = sorted(kept.items(), key=lambda item: item[1].last)[-MOST_KEPT // 2 :]
        self._tries = dict(newest)


class Tries:
    """A limit on tries within a sliding minute, such as five pairing codes."""

    def __init__(self, *, most: int, within: float = 60) -> None:
        self._most = most
        self._within = within
        self._at: dict[object, list[float]] = {}

    def count(self, key: object, now: float) -> None:
        """Note a try; TooManyTries when the minute is used up."""
        if len(self._at) > MOST_KEPT:
            self._at.clear()
        # a try "in the future" was made before the clock was set back
        at = [then for then in self._at.get(key, []) if 0 <= now - then < self._within]
        self._at[key] = at
        if len(at) >= self._most:
            raise TooManyTries(max(1, ceil(at[0] + self._within - now)))
        at.append(now)


class SignInGuard:
    """Slows down whoever guesses passwords, by name and address together and by each alone.

    An address from which a name was signed in before answers only for its own tries: a stranger
    who guesses from elsewhere cannot keep the official from their own desk.
    """

    def __init__(self) -> None:
        self._both = Throttle(free=5, most=30)
        self._address = Throttle(free=30, most=10)
        self._name = Throttle(free=30, most=5)
        self._home: set[tuple[str, str]] = set()

    def _throttles(self, name: str, address: str) -> tuple[tuple[Throttle, object], ...]:
        """The throttles that this try has to pass."""
        both = (self._both, (name, address))
        if (name, address) in self._home:
            return (both,)
        return (both, (self._address, address), (self._name, name))

    def attempt(self, name: str, address: str, now: float) -> None:
        """Note a try before it is checked; TooManyTries when it is not heard at all."""
        throttles = self._throttles(name, address)
        wait = max(throttle.look(key, now) for throttle, key in throttles)
        if wait > 0:
            raise TooManyTries(ceil(wait))
        for throttle, key in throttles:
            throttle.count(key, now)

    def success(self, name: str, address: str) -> None:
        """The password was right."""
        self._both.forgive((name, address))
        if len(self._home) > MOST_KEPT:
            self._home.clear()
        self._home.add((name, address))
