"""What hangs before the citizen's screens: the invitation, the sign, the staff's door and room."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from kiosk.backroom import Act, Backroom, Room, Speaker
from kiosk.known import Known
from kiosk.selftest import Finding, Subject
from kiosk.sheets.tongue import Tongue

ICONS: Final = {
    Act.TEST_PAGE: "printer",
    Act.NEW_ROLL: "file-text",
    Act.REST: "player-pause",
    Act.REOPEN: "player-play",
    Act.RESTART: "arrow-forward-up",
}
TURNS: Final = (Act.SOFTER, Act.LOUDER)
VOLUMES: Final = ("off", "soft", "middle", "loud")
LEAST_DOTS: Final = 6
MINUTE: Final = 60

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """The dim first screen after a while without anybody; `at` is where its block stands."""

    kind: str = ""
    name: str = ""
    big: str = ""
    small: str = ""
    at: Place = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Out of service, and where to go instead, in both languages."""

    title: str = ""
    line: str = ""
    other: str = ""
    at: Place = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pad:
    """The door of the staff's room; `typed` of `dots` dots are full."""

    title: str = ""
    line: str = ""
    trouble: bool = False
    typed: int = 0
    dots: int = LEAST_DOTS
    erase: str = ""
    enter: str = ""
    leave: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """How one thing is."""

    fine: bool = True
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActKey:
    """A button of the staff's room."""

    act: Act = Act.RESTART
    icon: str = ""
    word: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeRow:
    """How loud the kiosk is, and the two keys that change it."""

    word: str = ""
    trouble: bool = False
    keys: tuple[ActKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The staff's room."""

    title: str = ""
    state: str = ""
    rows: tuple[StateRow, ...] = ()
    told: str = ""
    keys: tuple[ActKey, ...] = ()
    volume: VolumeRow | None = None
    leave: str = ""


Curtain = Invite | Rest | Pad | Menu


def is_dark(curtain: Curtain) -> bool:
    """Whether it spares the panel."""
    return isinstance(curtain, Invite | Rest)


def invite(known: Known, at: Place, tongue: Tongue) -> Invite:
    """The invitation, in the centre's language and in small in the other."""
    centre = known.offer.centre if known.offer else None
    return Invite(
        kind=tongue.kind(centre) if centre else "",
        name=tongue.centre(centre) if centre else "",
        big=tongue("invite.big"),
        small=tongue("invite.small"),
        at=at,
    )


def rest(at: Place, tongue: Tongue) -> Rest:
    """The sign that staff have hung up."""
    return Rest(
        title=tongue("rest.title"), line=tongue("rest.line"), other=tongue("rest.other"), at=at
    )


def pad(room: Room, pause: float, tongue: Tongue) -> Pad:
    """The door, with what happened to the last try."""
    line = "checking" if room.checking else "wrong" if room.wrong else "pin"
    said = tongue(f"staff.{line}")
    if pause:
        said = tongue("staff.paused", minutes=ceil(pause / MINUTE))
    return Pad(
        title=tongue("staff.title"),
        line=said,
        trouble=room.wrong or bool(pause),
        typed=len(room.typed),
        dots=max(LEAST_DOTS, len(room.typed)),
        erase=tongue("staff.erase"),
        enter=tongue("staff.enter"),
        leave=tongue("staff.leave"),
    )


def menu(room: Room, backroom: Backroom, findings: tuple[Finding, ...], tongue: Tongue) -> Menu:
    """The room: how everything is, and what can be done."""
    return Menu(
        title=tongue("staff.title"),
        state=tongue("staff.state"),
        rows=tuple(StateRow(fine=each.fine, text=_said(each, tongue)) for each in findings),
        told=_told(room, tongue),
        keys=tuple(
            ActKey(
                act=act,
                icon=ICONS[act],
                word=tongue("staff.working" if room.busy is act else f"staff.act.{act}"),
                busy=room.busy is act,
            )
            for act in backroom.acts
        ),
        volume=_volume(backroom.speaker, tongue) if backroom.speaker else None,
        leave=tongue("staff.leave"),
    )


def _volume(speaker: Speaker, tongue: Tongue) -> VolumeRow:
    """How loud it is; a loudspeaker that cannot be heard says so."""
    trouble = speaker.broken and speaker.level > 0
    return VolumeRow(
        word=tongue("staff.volume.broken" if trouble else f"staff.volume.{VOLUMES[speaker.level]}"),
        trouble=trouble,
        keys=tuple(ActKey(act=act, word=tongue(f"staff.act.{act}")) for act in TURNS),
    )


def _said(finding: Finding, tongue: Tongue) -> str:
    """A finding; a printer's trouble comes with its remedy, as the staff's page has it."""
    said = finding.said(tongue.words)
    remedy = f"printer.remedy.{finding.values.get('code')}"
    if finding.subject is Subject.PRINTER and remedy in tongue.words:
        return f"{said} {tongue.words(remedy)}"
    return said


def _told(room: Room, tongue: Tongue) -> str:
    """What became of the last act."""
    if room.told is None:
        return ""
    key, outcome = room.told
    if not outcome:
        return tongue(f"staff.told.{key}")
    return tongue(f"staff.told.{key}", outcome=tongue.words(f"printer.outcome.{outcome}"))
