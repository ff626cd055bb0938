"""A printer of unknown make gets its profile: asked, tried on paper, judged by whoever sees it."""

from functools import partial
from pathlib import Path
from shlex import quote
from typing import Protocol

from luot.words import Words
from printer import profile_book
from printer.fence import Fence
from printer.interview import BACK, BadAnswer, Interview, Step, yes
from printer.kept import Kept
from printer.line import trouble_of
from printer.links import LinkDown
from printer.printers import ThermalPrinter, at, link
from printer.probe import Findings, probe
from printer.profile import Profile
from printer.profiles import own_profiles
from printer.sample import SAMPLE
from printer.session import Outcome, PrintSession
from printer.status import Trouble
from printer.targets import Device, Serial, Tcp, Usb
from printer.terms import Terms
from printer.trial_slip import LINE, trial
from printer.ways import RULER, SAFEST, Way, found
from printer.writer import Job, job

_FAST = 115_200  # baud from which dots do not keep a citizen waiting
_DOTS_A_CM = 80
_SETTLE = 2.0
KEEP = "keep"

Place = Tcp | Serial | Usb | Device


class NotCalibrated(Exception):
    """It ended without a profile; `sentences` say why and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class Talk(Protocol):
    """Whoever has the printer before them."""

    def tell(self, sentence: str) -> None:
        """Say something."""

    def ask(self, question: str, default: str) -> str:
        """What is answered; the default for an empty answer."""

    def complain(self, sentence: str) -> None:
        """Say that the last answer cannot be; the question is put again."""

    def done(self) -> None:
        """There is nothing more to ask."""

    def wait(self, sentence: str) -> bool:
        """Wait until something was done; False where nobody is there to do it."""


class Calibration:
    """One printer's calibration; `address` is its place as it was written."""

    def __init__(self, place: Place, address: str, say: Words, talk: Talk) -> None:
        self._place = place
        self._address = address
        self._words = say
        self._talk = talk
        self._slow = isinstance(place, Serial) and place.baud < _FAST

    def run(self, name: str, data: Path) -> None:
        """Find out, try, ask, try again, and keep; NotCalibrated where that leads nowhere."""
        own = own_profiles(data)  # a spoilt file is refused before any paper is spent
        self._tell("intro", target=self._address)
        findings = self._found_out()
        self._trial(findings)
        profile = self._agreed(name, findings)
        self._talk.done()
        path = profile_book.keep(data, profile)
        self._tell("replaced" if name in own else "kept", name=name, file=path)
        self._tell("use", target=quote(self._address), name=name, data=quote(str(data)))

    def _tell(self, key: str, **fields: object) -> None:
        self._talk.tell(self._say(key, **fields))

    def _say(self, key: str, **fields: object) -> str:
        return self._words(f"printer.calibrate.{key}", **fields)

    # --- what it answers -------------------------------------------------------------------

    def _found_out(self) -> Findings:
        self._tell("probing")
        findings = self._probed()
        while findings.trouble is not None:
            self._mended(findings.trouble)
            findings = self._probed()
        self._told(findings)
        return findings

    def _probed(self) -> Findings:
        try:
            wire = link(self._place)
        except LinkDown as broken:
            raise self._in_the_way(trouble_of(broken)) from broken
        try:
            return probe(wire)
        except LinkDown as broken:
            raise self._in_the_way(trouble_of(broken)) from broken
        finally:
            wire.close()

    def _told(self, findings: Findings) -> None:
        if findings.status is not None:
            self._tell("status_all", ms=max(1, round(findings.slowest * 1000)))
        elif findings.told:
            self._tell("status_some", told=len(findings.told))
        else:
            self._tell("status_none")
        self._tell(f"fence.{findings.fence}")
        if findings.calls_itself:
            self._tell("calls_itself", name=findings.calls_itself)
        heard = findings.told or findings.gs_r or findings.pid
        if isinstance(self._place, Serial) and not heard:
            self._tell("silent_serial", baud=self._place.baud)

    # --- papers ----------------------------------------------------------------------------

    def _trial(self, findings: Findings) -> None:
        slip = trial(self._say("title"), Fence(findings.fence))
        self._tell("printing", cm=round(slip.height / _DOTS_A_CM))
        terms = Terms(status=findings.status is not None, keep=not isinstance(self._place, Tcp))
        session = PrintSession(partial(link, self._place), terms=terms)

        def work(kept: Kept) -> Job:
            del kept
            return slip

        try:
            self._came_out(session.print(work), session)
        finally:
            session.close()

    def _ticket(self, profile: Profile) -> None:
        self._tell("ticket")
        device = at(self._place, profile)
        try:
            self._came_out(device.print(SAMPLE), device)
        finally:
            device.close()

    def _came_out(self, outcome: Outcome, device: PrintSession | ThermalPrinter) -> None:
        """Say what became of a paper; one that is held comes out once somebody has mended it."""
        while outcome is Outcome.HELD:
            self._mended(device.trouble or Trouble.OFFLINE)
            outcome = device.settle(_SETTLE) or Outcome.UNKNOWN
        if outcome is Outcome.NOT_SENT:
            raise self._in_the_way(device.trouble or Trouble.MUTE)
        self._talk.tell(self._words(f"printer.outcome.{outcome}"))

    def _mended(self, trouble: Trouble) -> None:
        """Wait until somebody has mended it."""
        sentences = self._trouble(trouble)
        self._talk.tell(" ".join(sentences))
        if not self._talk.wait(self._say("mend")):
            raise NotCalibrated(self._say("stopped"))

    def _in_the_way(self, trouble: Trouble) -> NotCalibrated:
        return NotCalibrated(" ".join(self._trouble(trouble)), self._say("stopped"))

    def _trouble(self, trouble: Trouble) -> tuple[str, str]:
        kinds = ("trouble", "remedy")
        what, remedy = (self._words(f"printer.{kind}.{trouble}") for kind in kinds)
        return what, remedy

    # --- what is seen ----------------------------------------------------------------------

    def _agreed(self, name: str, findings: Findings) -> Profile:
        """The profile whose sample ticket was found right."""
        interview = Interview(slow=self._slow)
        self._tell("look")
        self._talk.tell(f"    {LINE}")
        self._tell("look_more", taught=SAFEST - 2, first=SAFEST - 1, last=SAFEST)
        while True:
            seen = interview.hold(partial(self._ask, interview), partial(self._complain, interview))
            if seen is None:
                raise NotCalibrated(self._say("no_way"))
            profile = found(
                name,
                seen,
                findings.fence,
                status=findings.status is not None,
                slow=self._slow,
            )
            self._chosen(profile, seen.way)
            self._ticket(profile)
            if self._right():
                return profile
            self._tell("again")

    def _ask(self, interview: Interview, step: Step, default: str) -> str:
        fields: dict[str, object] = {"last": len(RULER)}
        if step is Step.WAY:
            why = "lean" if self._slow else "fine"
            fields = {
                "number": interview.proposed.number,
                "way": self._way(interview.proposed),
                "why": self._say(f"why.{why}"),
            }
        return self._talk.ask(self._say(f"ask.{step}", **fields), default.upper())

    def _complain(self, interview: Interview, bad: BadAnswer) -> None:
        right = ", ".join(interview.answers.get(Step.RIGHT, "").split())
        limits = {"last": SAFEST, "figures": len(RULER), "right": right}
        self._talk.complain(self._say(f"bad.{bad.step}", text=bad.text, **limits))

    def _right(self) -> bool:
        while True:
            answer = self._talk.ask(self._say(f"ask.{KEEP}"), "1")
            if answer.strip() == BACK:
                return False
            try:
                return yes(answer.strip().lower())
            except BadAnswer as bad:
                self._talk.complain(self._say("bad.yes", text=bad.text))

    def _chosen(self, profile: Profile, way: Way) -> None:
        size = len(job(SAMPLE, profile).data)
        self._tell("chosen", name=profile.name, way=self._way(way), dots=profile.dots, size=size)
        if isinstance(self._place, Serial):
            seconds = f"{size * 10 / self._place.baud:.1f}"
            point = self._words("printer.roll.point")
            self._tell("takes", baud=self._place.baud, seconds=seconds.replace(".", point))

    def _way(self, way: Way) -> str:
        return self._say(f"way.{way.text}", pages="/".join(map(str, way.pages)))
