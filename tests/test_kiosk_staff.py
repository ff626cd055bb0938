"""Rules of the staff's room at a kiosk: who comes in, what can be done there, how it ends."""

import stat
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk import pin, selftest
from kiosk.backroom import Act, Backroom, Room
from kiosk.pin import BadPin, Pin
from kiosk.porter import Porter
from kiosk.selftest import SelfTest
from kiosk.sheets.curtain import ActKey, Invite, Menu, Pad, Rest, StateRow, VolumeRow
from kiosk.sheets.tongue import Tongue
from kiosk.sign import Sign
from kiosk.view import PrinterState
from kiosk.workbench import Workbench
from luot import words
from printer.sheets import TestPage
from tests.kiosk_hall import MORNING, AtOnce, Hall, Later

VI = words.load("vi")
PAGE = TestPage(
    centre="Đông Sơn", target="tcp://p", profile="raster", letters="raster", width=72, at=MORNING
)
RIGHT, WRONG = "271828", "314159"


def test_a_pin_is_kept_as_a_hash_and_only_it_fits(tmp_path: Path) -> None:
    assert pin.load(tmp_path) is None
    for bad in ("12345", "123456789", "12a456", "", "１２３４５６"):
        with pytest.raises(BadPin):
            pin.keep(tmp_path, bad)
    pin.keep(tmp_path, RIGHT)
    found = pin.load(tmp_path)
    assert found is not None
    assert RIGHT not in (tmp_path / pin.NAME).read_text()
    assert stat.S_IMODE((tmp_path / pin.NAME).stat().st_mode) == 0o600
    assert [found.fits(each) for each in (RIGHT, WRONG, "")] == [True, False, False]
    assert not Pin("no hash").fits(RIGHT)


def test_no_pin_fits_a_file_that_is_spoilt_and_the_citizens_side_is_well(tmp_path: Path) -> None:
    pin.keep(tmp_path, RIGHT)
    whole = (tmp_path / pin.NAME).read_bytes()
    for spoilt in (b"", b"\xff\xfe\0", whole[:20]):
        (tmp_path / pin.NAME).write_bytes(spoilt)
        found = pin.load(tmp_path)
        assert found is not None
        assert not found.fits(RIGHT)


@dataclass
class Loud:
    """A loudspeaker that only remembers."""

    level: int = 1
    broken: bool = False
    kept: int = 1

    def turn(self, steps: int) -> None:
        self.level = min(max(self.level + steps, 0), 3)

    def keep(self) -> None:
        self.kept = self.level


class PlainPin(Pin):
    """A PIN that is quick to check."""

    def fits(self, typed: str) -> bool:
        return typed == RIGHT


def staffed(
    hall: Hall,
    folder: Path,
    press: AtOnce | Later | None = None,
    speaker: Loud | None = None,
    net: AtOnce | Later | None = None,
) -> Porter:
    """A kiosk's porter with all that it looks after."""
    sign = Sign(folder)
    backroom = Backroom(
        pin=PlainPin(""),
        bench=Workbench(hall.mill, lambda: PAGE, counts=True),
        sign=sign,
        net=net or AtOnce(),
        press=press or AtOnce(),
        clock=hall.clock,
        speaker=speaker or Loud(),
    )
    look = (selftest.disk(folder),)
    return Porter(
        backroom=backroom,
        sign=sign,
        selftest=SelfTest(lambda: look, VI),
        clock=hall.clock,
        tongue=Tongue(VI),
    )


def type_in(backroom: Backroom, digits: str) -> None:
    for digit in digits:
        backroom.type(digit)
    backroom.enter()


def inside(porter: Porter) -> Backroom:
    porter.backroom.knock()
    type_in(porter.backroom, RIGHT)
    assert porter.backroom.room is not None
    assert porter.backroom.room.inside
    return porter.backroom


def test_who_left_before_the_pin_was_checked_lets_nobody_else_in(tmp_path: Path) -> None:
    net = Later()
    porter = staffed(Hall(), tmp_path, net=net)
    porter.backroom.knock()
    type_in(porter.backroom, RIGHT)
    porter.backroom.leave()
    porter.backroom.knock()
    net.do()
    assert porter.backroom.room == Room(stirred_at=1000.0)


def test_a_test_page_that_breaks_leaves_the_other_acts_to_staff(tmp_path: Path) -> None:
    hall = Hall()
    backroom = inside(staffed(hall, tmp_path))
    hall.mill.broken = True
    backroom.act(Act.TEST_PAGE)
    assert backroom.room is not None
    assert (backroom.room.busy, backroom.room.told) == (None, ("test_page", "unknown"))


def test_staff_knock_type_and_are_inside(tmp_path: Path) -> None:
    hall = Hall()
    porter = staffed(hall, tmp_path)
    assert porter.curtain(hall.booth) is None
    porter.backroom.knock()
    type_in(porter.backroom, WRONG)
    pad = porter.curtain(hall.booth)
    assert isinstance(pad, Pad)
    assert (pad.line, pad.typed, pad.trouble) == (VI("kiosk.staff.wrong"), 0, True)
    type_in(porter.backroom, RIGHT + "1")
    porter.backroom.type("2")
    porter.backroom.erase()
    type_in(porter.backroom, RIGHT)
    menu = porter.curtain(hall.booth)
    assert isinstance(menu, Menu)
    assert [key.act for key in menu.keys] == [
        Act.TEST_PAGE,
        Act.NEW_ROLL,
        Act.REST,
        Act.RESTART,
    ]
    assert menu.rows == (StateRow(fine=True, text=selftest.disk(tmp_path).said(VI)),)


def test_without_a_pin_the_door_stays_shut_and_the_log_says_how_to_set_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hall = Hall()
    hands = AtOnce()
    backroom = Backroom(
        pin=None,
        bench=None,
        sign=Sign(Path("nowhere")),
        net=hands,
        press=hands,
        clock=hall.clock,
        no_pin=VI("kiosk.staff.log.no_pin", data="/var/lib/luot-kiosk"),
    )
    backroom.knock()
    assert backroom.room is None
    assert "luot kiosk-pin --data /var/lib/luot-kiosk" in caplog.text


def test_five_wrong_tries_end_in_a_pause_of_five_minutes_that_leaving_does_not_end(
    tmp_path: Path,
) -> None:
    hall = Hall()
    porter = staffed(hall, tmp_path)
    for _ in range(5):
        porter.backroom.knock()
        type_in(porter.backroom, WRONG)
        porter.backroom.leave()
    porter.backroom.knock()
    type_in(porter.backroom, RIGHT)
    pad = porter.curtain(hall.booth)
    assert isinstance(pad, Pad)
    assert (pad.typed, pad.line) == (0, VI("kiosk.staff.paused", minutes=5))
    hall.clock.go(299)
    type_in(porter.backroom, RIGHT)
    assert porter.backroom.room is not None
    assert not porter.backroom.room.inside
    hall.clock.go(1)
    inside(porter)


def test_the_room_empties_by_itself_after_a_minute(tmp_path: Path) -> None:
    hall = Hall()
    porter = staffed(hall, tmp_path)
    inside(porter)
    hall.clock.go(59)
    porter.touched()
    hall.clock.go(59)
    porter.tick(hall.booth)
    assert porter.backroom.room is not None
    hall.clock.go(1)
    porter.tick(hall.booth)
    assert porter.curtain(hall.booth) is None


def test_a_test_page_is_printed_once_however_often_it_is_pressed(tmp_path: Path) -> None:
    hall, press = Hall(), Later()
    porter = staffed(hall, tmp_path, press)
    backroom = inside(porter)
    for _ in range(3):
        backroom.act(Act.TEST_PAGE)
    menu = porter.curtain(hall.booth)
    assert isinstance(menu, Menu)
    assert (menu.keys[0].busy, menu.keys[0].word) == (True, VI("kiosk.staff.working"))
    press.do()
    assert hall.mill.pages == [PAGE]
    done = porter.curtain(hall.booth)
    assert isinstance(done, Menu)
    assert done.told == "Trang thử: Đã in xong."


def test_a_new_roll_is_noted_or_it_is_said_that_it_is_not(tmp_path: Path) -> None:
    hall = Hall()
    backroom = inside(staffed(hall, tmp_path))
    backroom.act(Act.NEW_ROLL)
    assert hall.mill.rolls == 1
    assert backroom.room == Room(inside=True, told=("new_roll", ""), stirred_at=1000.0)
    hall.mill.how = PrinterState(trouble="full")
    backroom.act(Act.NEW_ROLL)
    assert backroom.room == Room(inside=True, told=("not_kept", ""), stirred_at=1000.0)


def test_the_sign_hangs_until_staff_take_it_down_through_every_restart(tmp_path: Path) -> None:
    hall = Hall()
    porter = staffed(hall, tmp_path)
    inside(porter).act(Act.REST)
    again = staffed(hall, tmp_path)
    sign = again.curtain(hall.booth)
    assert isinstance(sign, Rest)
    assert (sign.title, sign.line) == (VI("kiosk.rest.title"), VI("kiosk.rest.line"))
    inside(again).act(Act.REOPEN)
    assert again.curtain(hall.booth) is None
    assert list(tmp_path.iterdir()) == []


def test_staff_make_it_louder_and_softer_and_see_how_loud_it_is(tmp_path: Path) -> None:
    hall, speaker, press = Hall(), Loud(), Later()
    porter = staffed(hall, tmp_path, press, speaker)
    backroom = inside(porter)
    said = []
    for act in (*[Act.LOUDER] * 3, *[Act.SOFTER] * 3):
        backroom.act(act)
        press.do()
        menu = porter.curtain(hall.booth)
        assert isinstance(menu, Menu)
        assert menu.volume is not None
        said.append((speaker.kept, menu.volume.word))
    assert said == [
        (2, "Âm lượng: vừa"),
        (3, "Âm lượng: to"),
        (3, "Âm lượng: to"),
        (2, "Âm lượng: vừa"),
        (1, "Âm lượng: nhỏ"),
        (0, "Âm lượng: tắt"),
    ]


def test_a_loudspeaker_that_is_not_there_is_said_unless_it_is_turned_off(tmp_path: Path) -> None:
    hall, speaker = Hall(), Loud(broken=True)
    porter = staffed(hall, tmp_path, speaker=speaker)
    backroom = inside(porter)
    keys = (
        ActKey(act=Act.SOFTER, word=VI("kiosk.staff.act.softer")),
        ActKey(act=Act.LOUDER, word=VI("kiosk.staff.act.louder")),
    )
    for word, trouble in ((VI("kiosk.staff.volume.broken"), True), ("Âm lượng: tắt", False)):
        menu = porter.curtain(hall.booth)
        assert isinstance(menu, Menu)
        assert menu.volume == VolumeRow(word=word, trouble=trouble, keys=keys)
        backroom.act(Act.SOFTER)


def test_nothing_can_be_done_from_outside(tmp_path: Path) -> None:
    hall, speaker = Hall(), Loud()
    porter = staffed(hall, tmp_path, speaker=speaker)
    ended: list[str] = []
    porter.backroom.restart = lambda: ended.append("restart")
    for _ in range(2):
        for act in Act:
            porter.backroom.act(act)
        porter.backroom.knock()
    assert (ended, hall.mill.pages, hall.mill.rolls, porter.curtain(hall.booth)) == (
        [],
        [],
        0,
        Pad(
            title=VI("kiosk.staff.title"),
            line=VI("kiosk.staff.pin"),
            erase=VI("kiosk.staff.erase"),
            enter=VI("kiosk.staff.enter"),
            leave=VI("kiosk.staff.leave"),
        ),
    )
    assert speaker == Loud()
    inside_room = porter.backroom
    type_in(inside_room, RIGHT)
    inside_room.act(Act.RESTART)
    assert ended == ["restart"]


def test_the_invitation_gives_way_to_a_touch_and_comes_back(tmp_path: Path) -> None:
    hall = Hall()
    porter = staffed(hall, tmp_path)
    hall.wait(180)
    sheet = porter.curtain(hall.booth)
    assert isinstance(sheet, Invite)
    assert (sheet.name, sheet.big) == ("Phường Đông Sơn", VI("kiosk.invite.big"))
    porter.touched()
    assert porter.curtain(hall.booth) is None
    hall.wait(180)
    assert isinstance(porter.curtain(hall.booth), Invite)
