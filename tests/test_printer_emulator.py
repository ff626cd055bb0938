"""What our own printer in software makes of commands: the paper, the answers, what it refuses."""

import socket
import subprocess
import unicodedata

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from printer import tcvn3
from printer.cells import Font, bitmap, box
from printer.emulator import Emulator, Fault, Traits, pages
from printer.emulator.machine import Machine
from tests.emupos import Emupos, emupos
from tests.test_printer_letters import VIETNAMESE

__all__ = ["emupos"]

CUT = b"\x1dV\x00"
URL = b"HTTPS://LUOT.EXAMPLE/T/K1-7K3QW9X2"


def fed(data: bytes, traits: Traits | None = None) -> Machine:
    """A printer without a wire that got so much and did what it could."""
    machine = Machine(traits or Traits(), 1 << 20)
    machine.receive(data)
    machine.work(0.0)
    return machine


def paper(data: bytes, traits: Traits | None = None) -> Image.Image:
    """The one paper that comes of it."""
    (only,) = fed(data + CUT, traits).obeyer.press.papers
    return only


def inked(picture: Image.Image) -> Image.Image:
    """White on black, as the cells are."""
    return ImageChops.invert(picture)


def refused(data: bytes, traits: Traits | None = None) -> list[bytes]:
    return fed(data, traits).obeyer.unknown


def raster(picture: Image.Image) -> bytes:
    across, down = picture.width // 8, picture.height
    return (
        b"\x1dv0\0" + across.to_bytes(2, "little") + down.to_bytes(2, "little") + picture.tobytes()
    )


def code(url: bytes, module: int = 6) -> bytes:
    store = (len(url) + 3).to_bytes(2, "little")
    return (
        b"\x1d(k\x04\x001A2\0\x1d(k\x03\x001C" + bytes((module,)) + b"\x1d(k\x03\x001E1"
        b"\x1d(k" + store + b"1P0" + url + b"\x1d(k\x03\x001Q0"
    )


def pattern(width: int = 96, height: int = 40) -> Image.Image:
    """A picture that tells left from right and top from bottom."""
    picture = Image.new("1", (width, height), 0)
    ImageDraw.Draw(picture).polygon([(0, 0), (width - 1, 5), (30, height - 1)], fill=1)
    return picture


def on_paper(picture: Image.Image, x: int = 0, y: int = 0, *, height: int | None = None) -> bytes:
    """The whole paper with that picture on it and nothing else."""
    sheet = Image.new("1", (576, height or y + picture.height), 1)
    sheet.paste(0, (x, y), picture)
    return sheet.tobytes()


def words(text: str) -> Image.Image:
    whole = Image.new("1", (12 * len(text), 24), 0)
    for place, letter in enumerate(text):
        whole.paste(bitmap(letter), (12 * place, 0))
    return whole


# The paper.


@pytest.mark.parametrize(
    ("before", "x"),
    [(b"", 0), (b"\x1da\x01", 0), (b"\x1dL\x10\0", 16), (b"\x1ba\x01", 240), (b"\x1ba\x02", 480)],
)
def test_a_raster_is_printed_dot_for_dot_where_margin_and_alignment_say(
    before: bytes, x: int
) -> None:
    assert paper(before + raster(pattern())).tobytes() == on_paper(pattern(), x)


def test_raster_modes_double_the_dots() -> None:
    doubled = raster(pattern()).replace(b"\x1dv0\0", b"\x1dv0\x03")
    large = pattern().resize((192, 80), Image.Resampling.NEAREST)
    assert paper(doubled).tobytes() == on_paper(large)


def test_feeds_count_in_motion_units() -> None:
    assert paper(b"\x1bJ\x64").height == 100
    assert paper(b"\x1bJ\x64", Traits(units=(203, 406))).height == 50
    assert paper(b"\x1dP\xcb\xcb\x1bJ\x64", Traits(units=(203, 406))).height == 100


def test_lines_are_thirty_dots_apart_until_they_are_told_otherwise() -> None:
    assert paper(b"a\nb\n").height == 60
    assert paper(b"\x1b3\x28a\nb\n").height == 80
    assert paper(b"\x1b3\x00a\nb\n").height == 48
    assert paper(b"\x1b3\x28\x1b2a\n").height == 30
    assert paper(b"a\x1bd\x03").height == 90


def test_text_stands_in_cells_of_the_printers_own_font() -> None:
    assert paper(b"Ab 1\n").tobytes() == on_paper(words("Ab 1"), height=30)
    centred = paper(b"\x1ba\x01Ab 1\n")
    assert centred.tobytes() == on_paper(words("Ab 1"), 264, height=30)


def test_a_full_line_goes_on_in_the_next() -> None:
    machine = fed(b"x" * 49 + b"\n" + CUT)
    assert machine.obeyer.press.texts == ["x" * 48 + "\nx"]
    assert machine.obeyer.press.papers[0].height == 60


def test_letters_are_magnified_by_whole_factors() -> None:
    large = bitmap("A").resize((96, 192), Image.Resampling.NEAREST)
    assert paper(b"\x1d!\x77A\n").tobytes() == on_paper(large)
    wide = bitmap("A").resize((24, 24), Image.Resampling.NEAREST)
    assert paper(b"\x1b!\x20A\n").tobytes() == on_paper(wide, height=30)


def test_the_second_font_is_smaller() -> None:
    small = bitmap("A", font=Font.B)
    assert paper(b"\x1bM\x01A\n").tobytes() == on_paper(small, height=30)
    assert paper(b"\x1b!\x01A\n").tobytes() == on_paper(small, height=30)


@pytest.mark.parametrize("how", [b"\x1bE\x01", b"\x1bG\x01", b"\x1b!\x08"])
def test_bold_is_bold(how: bytes) -> None:
    assert paper(how + b"A\n").tobytes() == on_paper(bitmap("A", bold=True), height=30)


def test_reverse_and_underline() -> None:
    assert paper(b"\x1dB\x01A\n").tobytes() == on_paper(ImageChops.invert(bitmap("A")), height=30)
    lined = bitmap("A").copy()
    ImageDraw.Draw(lined).rectangle((0, 22, 11, 23), fill=1)
    assert paper(b"\x1b-\x02A\n").tobytes() == on_paper(lined, height=30)


def test_positions_and_tabs_move_along_the_line() -> None:
    assert paper(b"\x1b$\x64\0A\n").tobytes() == on_paper(bitmap("A"), 100, height=30)
    assert paper(b"\x1b\\\x64\0A\n").tobytes() == on_paper(bitmap("A"), 100, height=30)
    assert paper(b"\tA\n").tobytes() == on_paper(bitmap("A"), 96, height=30)
    assert paper(b"\x1bD\x02\0\tA\n").tobytes() == on_paper(bitmap("A"), 24, height=30)
    assert paper(b"\x1b \x03AA\n").tobytes() == paper(b"A\x1b$\x0f\0A\n").tobytes()


def test_the_print_area_may_be_narrower_than_the_paper() -> None:
    # A margin of 24 dots and two letters across.
    machine = fed(b"\x1dL\x18\0\x1dW\x18\0ABC\n" + CUT)
    assert machine.obeyer.press.texts == ["AB\nC"]
    first = machine.obeyer.press.papers[0].crop((0, 0, 576, 30))
    assert first.tobytes() == on_paper(words("AB"), 24, height=30)


@pytest.mark.parametrize(
    "how", [b"\x1dV\0", b"\x1dV1", b"\x1dVA\0", b"\x1dVB\x10", b"\x1bi", b"\x1bm"]
)
def test_every_cut_gives_a_paper(how: bytes) -> None:
    machine = fed(b"A\n" + how)
    assert [p.height for p in machine.obeyer.press.papers] == [46 if how[-1:] == b"\x10" else 30]
    assert fed(how).obeyer.press.papers == [] or how[-1:] == b"\x10"


def test_reset_forgets_the_line_and_every_setting() -> None:
    assert paper(b"\x1ba\x02\x1d!\x11\x1bt\x1eold\x1b@A\n").tobytes() == paper(b"A\n").tobytes()


@pytest.mark.parametrize("module", [3, 6])
def test_its_own_qr_code_has_squares_as_large_as_asked_and_no_quiet_zone(module: int) -> None:
    machine = fed(b"\x1ba\x01" + code(URL, module) + CUT)
    (drawn,) = machine.obeyer.press.papers
    side = 25 * module
    edges = inked(drawn).getbbox()
    assert edges == ((576 - side) // 2, 0, (576 + side) // 2, side)
    quiet = Image.new("L", (576, side + 80), 255)
    quiet.paste(drawn, (0, 40))
    assert [found.text for found in zxingcpp.read_barcodes(quiet)] == [URL.decode()]
    assert machine.obeyer.urls == [URL.decode()]


# Letters beyond ASCII.


@pytest.mark.parametrize(
    ("number", "standard"),
    [(30, "TCVN5712-1"), (0, "CP437"), (16, "CP1252"), (18, "CP852"), (7, "VISCII")],
)
def test_code_pages_are_those_of_iconv(number: int, standard: str) -> None:
    traits = Traits(pages=Traits().pages | {7: "viscii"})  # type: ignore[operator]
    name = traits.pages[number]
    data = bytes(pages.letters(name))
    told = subprocess.run(
        ["iconv", "-f", standard, "-t", "UTF-8"], input=data, capture_output=True, check=True
    )
    meant = unicodedata.normalize("NFC", told.stdout.decode())
    machine = fed(
        b"\x1bt" + bytes((number,)) + b"".join(bytes((b,)) + b"\n" for b in data) + CUT, traits
    )
    assert "".join(machine.obeyer.press.texts[0].split("\n")) == meant


def test_the_page_of_capitals_is_the_page_of_small_letters_but_for_three() -> None:
    # iconv has no name for it: its capitals stand where the small letters do, and Ă Â Đ elsewhere.
    text = bytes(tcvn3.UPPER.values())
    assert fed(b"\x1bt\x1f" + text + b"\n" + CUT).obeyer.press.texts[0].replace(
        "\n", ""
    ) == "".join(tcvn3.UPPER)


def test_a_letter_outside_the_page_prints_a_box() -> None:
    boxed = on_paper(box(), height=30)
    assert paper(b"\x1bt\x1e\x80\n").tobytes() == boxed
    assert paper(b"\x1bt\x63\xa8\n").tobytes() == boxed
    assert refused(b"\x1bt\x63") == [b"\x1bt\x63"]


def columns(letter: str) -> bytes:
    """A letter as ESC & wants it: its width, then three bytes a column."""
    turned = bitmap(letter).transpose(Image.Transpose.TRANSPOSE)
    return b"\x0c" + turned.tobytes()


def defined(slot: str, letter: str) -> bytes:
    return b"\x1b&\x03" + slot.encode() * 2 + columns(letter)


@pytest.mark.parametrize("letter", VIETNAMESE)
def test_a_character_that_the_host_draws_is_printed_in_its_slot(letter: str) -> None:
    machine = fed(defined("~", letter) + b"\x1b%\x01a~\n" + CUT)
    assert machine.obeyer.press.papers[0].tobytes() == on_paper(words("a" + letter), height=30)
    assert machine.obeyer.press.texts == ["a" + letter]


def test_user_defined_characters_are_used_only_while_they_are_chosen_and_known() -> None:
    plain = paper(b"~\n").tobytes()
    mine = defined("~", "ạ")
    assert paper(mine + b"~\n").tobytes() == plain
    assert paper(mine + b"\x1b%\x01\x1b%\0~\n").tobytes() == plain
    assert paper(mine + b"\x1b%\x01\x1b?~~\n").tobytes() == plain
    assert paper(mine + b"\x1b@\x1b%\x01~\n").tobytes() == plain
    assert paper(mine + b"\x1b%\x01\x1bM\x01~\n").tobytes() == paper(b"\x1bM\x01~\n").tobytes()


def test_several_slots_are_defined_at_once_and_narrow_ones_end_in_white() -> None:
    two = b"\x1b&\x03ab\x01\xff\xff\xff\0" + b"\x1b%\x01ab\n"
    bar = Image.new("1", (24, 24), 0)
    ImageDraw.Draw(bar).line((0, 0, 0, 23), fill=1)
    bar.paste(bitmap("b"), (12, 0))
    assert paper(two).tobytes() == on_paper(bar, height=30)


@pytest.mark.parametrize(
    "bad",
    [
        b"\x1b&\x02~~\x01\xff\xff",
        b"\x1b&\x03ba",
        b"\x1b&\x03~~\x0d" + bytes(39),
        b"\x1b&\x03\x10\x10\0",
    ],
)
def test_characters_that_do_not_fit_are_refused_whole(bad: bytes) -> None:
    assert refused(bad + b"A\n") == [bad]


def test_a_printer_may_lack_user_defined_characters_codes_and_stored_pictures() -> None:
    bare = Traits(user_defined=False, native_qr=False, nv_graphics=False)
    assert len(refused(defined("~", "ạ"), bare)) == 1
    assert len(refused(code(URL), bare)) == 5
    assert len(refused(b"\x1d(L\x04\x000@KC", bare)) == 1


# Pictures that the printer keeps.


def graphics(function: int, args: bytes, *, long: bool = False) -> bytes:
    body = b"0" + bytes((function,)) + args
    if long:
        return b"\x1d8L" + len(body).to_bytes(4, "little") + body
    return b"\x1d(L" + len(body).to_bytes(2, "little") + body


def sizes(picture: Image.Image) -> bytes:
    return picture.width.to_bytes(2, "little") + picture.height.to_bytes(2, "little")


def stored(key: bytes, picture: Image.Image, *, long: bool = False) -> bytes:
    return graphics(67, b"0" + key + b"\x01" + sizes(picture) + b"1" + picture.tobytes(), long=long)


LIST = graphics(64, b"KC")


@pytest.mark.parametrize("long", [False, True])
def test_a_stored_picture_outlives_the_power_and_is_printed_by_its_key(long: bool) -> None:  # noqa: FBT001
    machine = fed(stored(b"L1", pattern(), long=long))
    machine.switch(on=False)
    machine.switch(on=True)
    machine.receive(b"\x1ba\x02" + graphics(69, b"L1\x01\x01") + CUT)
    machine.work(0.0)
    assert machine.obeyer.press.papers[0].tobytes() == on_paper(pattern(), 480)
    assert machine.obeyer.unknown == []


def test_page_graphics_are_kept_until_they_are_printed() -> None:
    kept = graphics(112, b"0\x02\x02" + b"1" + sizes(pattern()) + pattern().tobytes())
    large = pattern().resize((192, 80), Image.Resampling.NEAREST)
    assert fed(kept + CUT).obeyer.press.papers == []
    assert paper(kept + graphics(50, b"")).tobytes() == on_paper(large)
    assert fed(kept + b"\x1b@" + graphics(50, b"") + CUT).obeyer.press.papers == []


def test_the_list_of_keys_comes_in_blocks_that_the_host_acknowledges() -> None:
    keys = [b"%02d" % number for number in range(90)]
    machine = fed(b"".join(stored(key, pattern(8, 1)) for key in reversed(keys)) + LIST)
    assert bytes(machine.out) == b"\x37\x72\x41" + b"".join(keys[:40]) + b"\0"
    for response, block in [
        (b"\x06", b"\x41" + b"".join(keys[40:80])),
        (b"\x15", b"\x41" + b"".join(keys[40:80])),
        (b"\x06", b"\x40" + b"".join(keys[80:])),
    ]:
        machine.out.clear()
        machine.receive(response)
        machine.work(0.0)
        assert bytes(machine.out) == b"\x37\x72" + block + b"\0"
    machine.out.clear()
    machine.receive(b"\x06A\n" + CUT)
    machine.work(0.0)
    assert (bytes(machine.out), machine.obeyer.press.texts, machine.obeyer.unknown) == (
        b"",
        ["A"],
        [],
    )


def test_a_host_that_goes_on_without_acknowledging_gets_no_more_blocks() -> None:
    machine = fed(LIST + b"A\n" + CUT)
    assert (bytes(machine.out), machine.obeyer.press.texts) == (b"\x37\x72\x40\0", ["A"])


def test_pictures_are_replaced_deleted_and_counted() -> None:
    machine = fed(
        stored(b"L1", pattern()) + stored(b"L1", pattern(8, 2)) + stored(b"L2", pattern())
    )
    assert machine.obeyer.nv.keys == [b"L1", b"L2"]
    for question, answer in [
        (graphics(48, b""), b"\x37\x30262144\0"),
        (graphics(51, b""), b"\x37\x31%d\0" % (262_144 - 2 - 480)),
        (graphics(66, b"L1") + graphics(51, b""), b"\x37\x31%d\0" % (262_144 - 480)),
        (graphics(65, b"CLR") + graphics(51, b""), b"\x37\x31262144\0"),
    ]:
        machine.out.clear()
        machine.receive(question)
        machine.work(0.0)
        assert bytes(machine.out) == answer


def test_a_picture_that_is_not_there_or_has_no_room_is_refused() -> None:
    missing = graphics(69, b"XX\x01\x01")
    assert refused(missing) == [missing]
    assert len(refused(stored(b"L1", pattern()), Traits(nv_room=100))) == 1


# Answers.


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04", b"\x12\x12\x12\x12"),
        (b"\x1dr\x01\x1dr\x02", b"\0\0"),
        (b"\x1d(H\x06\x00000123", b"\x37\x220123\0"),
        (b"\x1dI\x01\x1dIB", b"\x20\x5fEMULATOR\0"),
        (b"\x1da\xff", b"\x10\0\0\x0f"),
        (b"\x1da\0", b""),
        (b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", b"\x37\x25\0"),
    ],
)
def test_every_question_is_answered_in_its_own_form(question: bytes, answer: bytes) -> None:
    machine = fed(question)
    assert (bytes(machine.out), machine.obeyer.unknown) == (answer, [])


def test_a_printer_may_lie_about_itself_or_say_nothing() -> None:
    assert bytes(fed(b"\x1dIC", Traits(identity={67: b"TM-T88V"})).out) == b"\x5fTM-T88V\0"
    silent = Traits(answers_status=False, answers_gs_r=False, answers_gs_h=False)
    assert bytes(fed(b"\x10\x04\x01\x1dr\x01\x1d(H\x06\x00000123", silent).out) == b""


@pytest.mark.parametrize(
    ("fault", "realtime", "automatic"),
    [
        (Fault.PAPER_LOW, b"\x12\x12\x12\x1e", b"\x10\0\x03\x0f"),
        (Fault.PAPER_OUT, b"\x1a\x32\x12\x7e", b"\x18\0\x0f\x0f"),
        (Fault.COVER_OPEN, b"\x1a\x16\x12\x12", b"\x38\0\0\x0f"),
        (Fault.OFFLINE, b"\x1a\x12\x12\x12", b"\x18\0\0\x0f"),
        (Fault.ERROR, b"\x1a\x52\x1a\x12", b"\x18\x08\0\x0f"),
    ],
)
def test_what_is_wrong_is_told_at_once_and_printed_when_mended(
    fault: Fault, realtime: bytes, automatic: bytes
) -> None:
    machine = fed(b"\x1da\xff")
    machine.out.clear()
    machine.change(lambda faults: faults.add(fault))
    assert bytes(machine.out) == automatic
    machine.out.clear()
    machine.receive(b"A\n" + CUT + b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04\x1dr\x01")
    machine.work(0.0)
    held = fault is not Fault.PAPER_LOW
    assert bytes(machine.out) == realtime + (b"" if held else b"\x03")
    assert machine.obeyer.press.texts == ([] if held else ["A"])
    machine.out.clear()
    machine.change(lambda faults: faults.discard(fault))
    machine.work(0.0)
    assert bytes(machine.out) == b"\x10\0\0\x0f" + (b"\0" if held else b"")
    assert machine.obeyer.press.texts == ["A"]


def test_without_a_sensor_the_end_of_the_roll_comes_as_a_surprise() -> None:
    machine = Machine(Traits(near_end_sensor=False), 4096)
    machine.change(lambda faults: faults.add(Fault.PAPER_LOW))
    machine.receive(b"\x10\x04\x04")
    machine.change(lambda faults: faults.add(Fault.PAPER_OUT))
    machine.receive(b"\x10\x04\x04")
    assert bytes(machine.out) == b"\x12\x72"


def test_an_error_is_left_by_command_with_or_without_what_was_held() -> None:
    for enquiry, texts in ((b"\x10\x05\x01", ["A"]), (b"\x10\x05\x02", [])):
        machine = Machine(Traits(), 4096)
        machine.change(lambda faults: faults.add(Fault.ERROR))
        machine.receive(b"A\n" + CUT)
        machine.receive(enquiry)
        machine.work(0.0)
        assert (machine.faults, machine.obeyer.press.texts) == (set(), texts)


def test_paper_that_runs_out_in_a_picture_stops_it_at_that_row() -> None:
    machine = Machine(Traits(), 4096)
    data = raster(pattern(96, 40))
    machine.receive(data[: 8 + 12 * 25 + 3])
    machine.work(0.0)
    machine.change(lambda faults: faults.add(Fault.PAPER_OUT))
    machine.receive(data[8 + 12 * 25 + 3 :] + CUT)
    machine.work(0.0)
    assert machine.obeyer.press.strip.picture().height == 25
    machine.change(lambda faults: faults.discard(Fault.PAPER_OUT))
    machine.work(0.0)
    assert machine.obeyer.press.papers[0].tobytes() == on_paper(pattern(96, 40))


def test_the_fence_is_answered_when_the_paper_has_stood_still() -> None:
    machine = Machine(Traits(speed=100), 4096)  # a tenth of a second for a centimetre
    machine.receive(b"\x1bJ\x50\x1dr\x01")
    machine.work(10.0)
    assert bytes(machine.out) == b""
    assert machine.due == pytest.approx(10.1, abs=0.001)
    machine.work(10.05)
    assert bytes(machine.out) == b""
    machine.work(10.2)
    assert bytes(machine.out) == b"\0"


# What it does not know.


@pytest.mark.parametrize(
    "strange",
    [
        b"\x1bx",
        b"\x1d\x7f",
        b"\x1bL",
        b"\x1d(A\x02\0\0\x02",
        b"\x1dk\x04123\0",
        b"\x1dkI\x03abc",
        b"\x1b*!\x02\0" + bytes(6),
        b"\x1cp\x01\0",
        b"\x01",
    ],
)
def test_a_command_that_it_does_not_know_is_listed_and_left_out_whole(strange: bytes) -> None:
    machine = fed(strange + b"A\n" + CUT)
    assert (machine.obeyer.unknown, machine.obeyer.press.texts) == ([strange], ["A"])


def test_realtime_commands_inside_other_data_are_obeyed_and_counted() -> None:
    dots = b"\xff\x10\x04\x01\xff\x10" + b"\x14\0\0\0\0\0"
    machine = fed(b"\x1dv0\0\x06\0\x02\0" + dots + CUT)
    assert (bytes(machine.out), machine.stream.realtime_in_data) == (b"\x12", 2)
    assert len(machine.obeyer.press.papers) == 1
    assert fed(b"\x10\x04\x01" + raster(pattern()) + b"\x10\x04\x02").stream.realtime_in_data == 0


def test_a_command_may_come_in_any_pieces() -> None:
    work = (
        b"\x1ba\x01"
        + code(URL)
        + raster(pattern())
        + b"A\n"
        + defined("~", "ạ")
        + b"\x1dVB\0\x1dr\x01"
    )
    machine = Machine(Traits(), 4096)
    for byte in work:
        machine.receive(bytes((byte,)))
        machine.work(0.0)
    (whole,) = fed(work).obeyer.press.papers
    assert machine.obeyer.press.papers[0].tobytes() == whole.tobytes()
    assert bytes(machine.out) == b"\0"


LEADS = st.sampled_from(
    [b"\x1b", b"\x1d", b"\x10", b"\x1c", b"\x1d(L", b"\x1d(k", b"\x1dv0", b"\x1b&\x03", b"\x1dV"]
)
NOISE = st.lists(st.one_of(st.binary(max_size=12), LEADS), max_size=40).map(b"".join)


@settings(max_examples=300, deadline=None)
@given(NOISE)
def test_no_bytes_whatever_stop_it(noise: bytes) -> None:
    machine = fed(noise)
    machine.switch(on=False)
    machine.switch(on=True)
    machine.receive(b"A\n" + CUT)
    machine.work(0.0)
    assert machine.obeyer.press.texts[-1].endswith("A")


# Two printers, one paper.


def sent(port: int, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
        link.sendall(data + b"\x1dr\x01")
        assert link.recv(1) == b"\0"


@pytest.mark.parametrize(
    "work",
    [
        raster(pattern()),
        b"\x1ba\x01" + raster(pattern()) + b"\x1bJ\x19" + b"\x1ba\x02" + raster(pattern(40, 9)),
        b"\x1dL\x20\0" + raster(pattern()) + b"\x1bJ\x05" + raster(pattern(8, 3)),
        b"\x1bJ\x40"
        + graphics(112, b"0\x02\x021" + sizes(pattern()) + pattern().tobytes())
        + graphics(50, b""),
        b"\x1dv0\x03" + raster(pattern())[4:],
        b"\x1d!\x11   \n" + raster(pattern()) + b"\x1b3\x50\n\n" + raster(pattern(16, 2)),
    ],
    ids=["raster", "aligned", "margin", "graphics", "doubled", "spaced"],
)
def test_an_independent_printer_prints_the_same_dots(emupos: Emupos, work: bytes) -> None:
    work = b"\x1b@\x1dP\xcb\xcb" + work + b"\x1dVA\0"
    with Emulator.tcp() as own:
        sent(own.wire.port, work)  # type: ignore[attr-defined]
        (mine,) = own.papers
    sent(emupos.port, work)
    theirs = emupos.picture().convert("1")
    assert (
        mine.crop(inked(mine).getbbox()).tobytes() == theirs.crop(inked(theirs).getbbox()).tobytes()
    )
    assert inked(mine).getbbox() == inked(theirs).getbbox()


def test_an_independent_printer_draws_a_code_of_the_same_size(emupos: Emupos) -> None:
    work = b"\x1b@\x1ba\x01" + code(URL) + b"\x1bJ\x40\x1dVA\0"
    sent(emupos.port, work)
    theirs = emupos.picture().convert("1")
    (mine,) = fed(work).obeyer.press.papers
    assert inked(mine).getbbox() == inked(theirs).getbbox()
