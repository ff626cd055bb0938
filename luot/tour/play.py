"""One citizen comes in: what she touches, gets, hears, sees and says, each step seen to happen."""

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from luot.centre import Centre, Plan, opened
from luot.client import Client
from luot.tour.browser import pages
from luot.tour.finger import Finger
from luot.tour.hall import called, displayed, finished, rated, reported, started
from luot.tour.kiosk import issued, printed, touched
from luot.tour.steps import STEPS, Log, NotSeen
from luot.tour.visit import Visit
from luot.tour.witness import Witness
from luot.words import Words


def play(plan: Plan, say: Words, *, as_json: bool) -> int:
    """Play the visit; 0 when every step was seen. The evidence lies in the plan's folder.

    Raises PartFailed where the centre does not open.
    """
    shutil.rmtree(plan.folder, ignore_errors=True)
    plan.folder.mkdir(parents=True, exist_ok=True)
    log = Log(say, as_json=as_json)
    try:
        with opened(plan, own_screen=True) as centre, ExitStack() as ends:
            _visit(_arrival(centre, plan.folder, log, ends))
    except NotSeen as missing:
        what, logs = log.what(missing), plan.folder / "logs"
        sys.stderr.write(say("tour.stopped", missing=what, logs=logs) + "\n")
    return 0 if tuple(log.seen) == STEPS else 1


def _arrival(centre: Centre, folder: Path, log: Log, ends: ExitStack) -> Visit:
    """A visit about to begin, with everyone who takes part in it."""
    official, manager, listener = (
        ends.enter_context(Client(centre.url, centre.tokens[role]))
        for role in ("official", "manager", "official")
    )
    finger = Finger(centre.display)
    ends.callback(finger.close)
    return Visit(
        folder=folder,
        centre=centre,
        log=log,
        finger=finger,
        witness=Witness(listener, folder / "events.jsonl"),
        official=official,
        manager=manager,
        pages=ends.enter_context(pages(centre.url)),
    )


def _visit(visit: Visit) -> None:
    """The steps, in the order in which a visit takes them."""
    touched(visit)
    issued(visit)
    printed(visit)
    called(visit)
    displayed(visit)
    started(visit)
    finished(visit)
    rated(visit)
    reported(visit)
