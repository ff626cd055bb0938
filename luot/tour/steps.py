"""The steps of the tour: each was seen to happen, or the tour ends there."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from httpx import HTTPError
from playwright.sync_api import Error as BrowserError

from luot.client import Away, Refused
from luot.words import Words

STEPS = (
    "touched",
    "issued",
    "printed",
    "called",
    "displayed",
    "started",
    "finished",
    "rated",
    "reported",
)

PATIENCE = 20.0  # seconds
Evidence = dict[str, object]
T = TypeVar("T")


class NotSeen(Exception):
    """What should have happened did not, within its time; `what` is a key of the words."""

    def __init__(self, what: str, **values: object) -> None:
        super().__init__(what)
        self.what = what
        self.values = values


def until(look: Callable[[], T | None], what: str, **values: object) -> T:
    """What `look` finds, looked for again and again; NotSeen when the time is over."""
    end = time.monotonic() + PATIENCE
    while True:
        found = look()
        if found is not None:
            return found
        if time.monotonic() > end:
            raise NotSeen(what, **values)
        time.sleep(0.02)


@dataclass
class Log:
    """Tells each step as it is seen, as a line for people or as JSON."""

    say: Words
    as_json: bool
    seen: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[Evidence]:
        """One step: it is seen when its block ends, with the evidence put in meanwhile."""
        evidence: Evidence = {}
        begun = time.monotonic()
        try:
            yield evidence
        except NotSeen as missing:
            raise self._missed(name, begun, evidence, missing) from None
        except BrowserError as error:
            why = str(error).partition("\n")[0].rstrip(".")
            raise self._missed(name, begun, evidence, NotSeen("page", why=why)) from error
        except (Away, Refused, HTTPError) as error:
            raise self._missed(name, begun, evidence, NotSeen("answer", why=error)) from error
        self.seen.append(name)
        self._tell(name, begun, evidence, ok=True)

    def what(self, missing: NotSeen) -> str:
        """What was not seen, in words."""
        return self.say(f"tour.what.{missing.what}", **missing.values)

    def _missed(self, name: str, begun: float, evidence: Evidence, missing: NotSeen) -> NotSeen:
        """One line about a step that did not happen, and why, to be raised."""
        self._tell(name, begun, {**evidence, "missing": self.what(missing)}, ok=False)
        return missing

    def _tell(self, name: str, begun: float, evidence: Mapping[str, object], *, ok: bool) -> None:
        """One line about a step."""
        ms = round(1000 * (time.monotonic() - begun))
        if self.as_json:
            line = {"step": name, "ok": ok, "ms": ms, "evidence": evidence}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        else:
            word = self.say("tour.seen" if ok else "tour.missing")
            shown = ", ".join(f"{key}: {value}" for key, value in evidence.items())
            sys.stdout.write(f"{word} {self.say(f'tour.step.{name}')} ({ms} ms) {shown}\n")
        sys.stdout.flush()
