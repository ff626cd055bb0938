"""Fixed lines that a printer keeps: given one by one, asked for, and never a hole in a ticket."""

from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from printer import shelf, stored
from printer.bands import REALTIME
from printer.emulator import Emulator, Fault, Traits
from printer.kept import Kept
from printer.logo import HIGHEST, WIDEST, BadLogo, logo
from printer.marks import Picture
from printer.parts import Drawing
from printer.printers import link, open_printer
from printer.profiles import profile
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.status import Trouble
from printer.store import Stocked, store
from printer.stored import Shelf
from printer.targets import target
from printer.terms import Patience
from printer.writer import Writer, job

STORED = profile("tcvn3-stored")
BRISK = Patience(answer=0.3, taking=5.0, quiet=0.3, printing=2.0)
OTHER = replace(SAMPLE, checklist=("Hộ chiếu", "Ảnh 3x4"))


def given(printer: Emulator, *drawings: Drawing) -> Stocked:
    """What became of the pictures of the sample and another ticket, or of these."""
    writer = Writer(STORED)
    usual = [*writer.drawings(SAMPLE), *writer.drawings(OTHER)]
    return store(partial(link, target(printer.target)), STORED, drawings or usual, BRISK)


def art(size: tuple[int, int] = (600, 300), ink: tuple[int, ...] = (166, 30, 34)) -> bytes:
    """A seal in one colour, on nothing."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, size[0] - 10, size[1] - 10), fill=(*ink, 255))
    return filed(picture)


def filed(picture: Image.Image, form: str = "PNG") -> bytes:
    out = BytesIO()
    picture.save(out, form)
    return out.getvalue()


# --- the printer's memory ------------------------------------------------------------------------


def test_a_printer_is_given_its_lines_and_a_ticket_then_names_them(tmp_path: Path) -> None:
    with Emulator.tcp() as printer:
        stocked = given(printer)
        assert (stocked.has, len(stocked.shelf.keys)) == (4, 4)
        assert stocked.listed == stocked.shelf.codes == frozenset(printer.keys)
        assert printer.papers == []  # not a scrap of paper for it
        shelf.keep(tmp_path, stocked.shelf)
        device = open_printer(printer.target, STORED.name, data=tmp_path, patience=BRISK)
        assert device.print(SAMPLE) is Outcome.PRINTED
        meant = Writer(STORED, shelf=stocked.shelf).job(
            SAMPLE, kept=Kept(stored=stocked.shelf.codes)
        )
        assert len(meant.data) <= 340
        assert "Giấy tờ cần có" not in "".join(printer.texts)
        assert (printer.unknown, printer.urls) == ([], [SAMPLE.url])
        assert printer.papers[0].height == pytest.approx(meant.height, abs=80)


def test_a_printer_whose_memory_is_too_small_gets_the_rest_as_text(tmp_path: Path) -> None:
    with Emulator.tcp(Traits(nv_room=30_000)) as printer:
        stocked = given(printer)
        assert 0 < stocked.has < 4
        shelf.keep(tmp_path, stocked.shelf)
        device = open_printer(printer.target, STORED.name, data=tmp_path, patience=BRISK)
        for slip in (SAMPLE, OTHER):
            assert device.print(slip) is Outcome.PRINTED
            work = Writer(STORED, shelf=stocked.shelf).job(slip, kept=Kept(stored=stocked.listed))
            named = {mark.key for mark in work.sheet.marks if isinstance(mark, Picture)}
            assert named <= stocked.listed
        assert len(printer.unknown) == 4 - stocked.has  # what it had no room for, and no more
        assert "[ ] Ảnh 3x4" in printer.texts[1]


def test_a_printer_without_such_a_memory_prints_letters(tmp_path: Path) -> None:
    with Emulator.tcp(Traits(nv_graphics=False)) as printer:
        assert given(printer).has == 0
        shelf.keep(tmp_path, stored.shelf(Writer(STORED).drawings(SAMPLE)))
        device = open_printer(printer.target, STORED.name, data=tmp_path, patience=BRISK)
        assert device.print(SAMPLE) is Outcome.PRINTED
        assert "[ ] Căn cước của cha hoặc mẹ" in printer.texts[-1]


def test_a_printer_that_keeps_another_set_prints_letters(tmp_path: Path) -> None:
    with Emulator.tcp() as printer:
        given(printer)
        shelf.keep(tmp_path, stored.shelf(Writer(STORED).drawings(SAMPLE)))
        device = open_printer(printer.target, STORED.name, data=tmp_path, patience=BRISK)
        assert device.print(SAMPLE) is Outcome.PRINTED
        assert "[ ] Căn cước của cha hoặc mẹ" in printer.texts[0]


def test_what_stops_the_printer_is_told_and_the_rest_is_not_sent() -> None:
    with Emulator.tcp() as printer:
        printer.fault(Fault.COVER_OPEN)
        stocked = given(printer)
        assert (stocked.outcome, stocked.trouble) == (Outcome.NOT_SENT, Trouble.COVER_OPEN)
        assert (stocked.has, printer.keys) == (0, [])


def test_a_picture_that_its_command_cannot_hold_is_not_kept() -> None:
    large = Drawing(576, 903, bytes(72 * 903))
    obeyed = Drawing(8, 0x0410, b"\xff" * 0x0410)  # its height is written 10 04
    small = Drawing(8, 8, b"\xff" * 8)
    assert len(stored.shelf([large, obeyed, small]).keys) == 1
    assert [sequence for sequence in REALTIME if sequence in stored.keep(obeyed, b"!!")] != []


def test_the_once_only_data_keeps_each_picture_once_and_the_marks_last() -> None:
    drawings = list(Writer(STORED).drawings(SAMPLE))
    kept = stored.shelf(drawings)
    pieces = list(stored.load([*drawings, *drawings], kept))
    assert pieces[0] == stored.clear()
    assert len(pieces) == 1 + 3 + 2
    assert {piece[8:10] for piece in pieces[-2:]} == kept.marks
    assert [sequence for sequence in REALTIME if sequence in b"".join(pieces)] == []


def test_the_shelf_comes_back_from_its_file_and_a_spoilt_one_counts_for_nothing(
    tmp_path: Path,
) -> None:
    kept = stored.shelf(Writer(STORED).drawings(SAMPLE))
    shelf.keep(tmp_path, kept)
    assert shelf.load(tmp_path) == kept
    assert shelf.load(tmp_path / "none") == Shelf()
    for spoilt in ("", "{", '{"keys": {"zz": "2121"}, "marks": []}', "[]"):
        (tmp_path / shelf.NAME).write_text(spoilt)
        assert shelf.load(tmp_path) == Shelf()


def test_a_kept_picture_is_never_wider_than_its_paper() -> None:
    narrow = replace(STORED, dots=384, style=profile("raster-58").style)
    for chosen in (STORED, narrow):
        assert all(each.width <= chosen.dots for each in Writer(chosen).drawings(SAMPLE))


# --- the logo ------------------------------------------------------------------------------------


def test_a_logo_is_at_most_40_by_15_mm_and_smaller_on_narrow_paper() -> None:
    for size in ((600, 300), (3000, 200), (10, 900), (1, 1)):
        made = logo(art(size) if min(size) > 20 else filed(Image.new("L", size, 0)))
        assert made.width <= WIDEST
        assert made.height <= HIGHEST
        assert (made.width % 8, len(made.data)) == (0, made.width // 8 * made.height)
    assert logo(art(), 384).width <= WIDEST * 384 // 576


def test_line_art_is_whole_black_and_a_photograph_is_scattered() -> None:
    seal = logo(art())
    middle = seal.data[len(seal.data) // 2 :][: seal.width // 8]
    assert middle.count(0xFF) >= len(middle) - 4
    grey = Image.linear_gradient("L").resize((400, 200))
    photograph = logo(filed(grey, "JPEG"))
    burning = sum(byte.bit_count() for byte in photograph.data)
    assert 0.3 < burning / (photograph.width * photograph.height) < 0.7
    assert [sequence for sequence in REALTIME if sequence in photograph.data] == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "kind"),
        (b"GIF89a", "kind"),
        (art()[:200], "kind"),
        (filed(Image.new("L", (40, 40), 255)), "white"),
        (filed(Image.new("L", (40, 40), 240)), "light"),
        (filed(Image.new("1", (7000, 6000))), "large"),
        (bytes(9 << 20), "large"),
    ],
)
def test_what_is_no_logo_is_refused_and_it_is_said_why(data: bytes, why: str) -> None:
    with pytest.raises(BadLogo) as caught:
        logo(data)
    assert caught.value.why == why


def test_a_logo_stands_on_raster_papers_and_costs_letters_nothing() -> None:
    seal = logo(art())
    for name in ("raster", "raster-lean", "raster-58"):
        bare = job(SAMPLE, profile(name))
        worn = Writer(profile(name), logo=seal).job(SAMPLE)
        assert worn.height == bare.height + seal.height + 8
    for name in ("tcvn3", "glyphs", "tcvn3-stored"):
        assert Writer(profile(name), logo=seal).job(SAMPLE).data == job(SAMPLE, profile(name)).data


def test_a_kept_logo_costs_no_byte_more() -> None:
    writer = Writer(STORED, logo=logo(art()))
    kept = stored.shelf(writer.drawings(SAMPLE))
    bare = stored.shelf(Writer(STORED).drawings(SAMPLE))
    worn = Writer(STORED, shelf=kept, logo=logo(art())).job(SAMPLE, kept=Kept(stored=kept.codes))
    plain = Writer(STORED, shelf=bare).job(SAMPLE, kept=Kept(stored=bare.codes))
    assert len(worn.data) == len(plain.data)
    assert worn.height > plain.height + 100


def test_the_same_logo_is_on_the_paper_that_comes_out() -> None:
    with Emulator.tcp() as printer:
        device = open_printer(printer.target, "raster-lean", logo=art(), patience=BRISK)
        assert device.print(SAMPLE) is Outcome.PRINTED
        meant = Writer(profile("raster-lean"), logo=logo(art())).job(SAMPLE)
        assert printer.papers[0].size[0] == 576
        assert meant.height <= printer.papers[0].size[1] + 80
