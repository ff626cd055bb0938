"""Profiles of a centre's own printers: read whole, or refused with every mistake named."""

from pathlib import Path

import pytest
import zxingcpp

from luot import words
from luot.config import ConfigError
from printer.emulator import Traits
from printer.emulator.machine import Machine
from printer.profile import Cut, FenceKind, Margin, Profile, Qr, TextMode
from printer.profiles import FILE, UnknownProfile, makes, profile, profiles
from printer.sample import SAMPLE
from printer.styles import LEAN
from printer.writer import job

OWN = """\
# the printer at the door
[quay-1]
dots = 576
dpi = 203
text = "tcvn3"
style = "lean"
qr = "native"
margin = "gs_l"
fence = "pid"
cut = "partial"
pages = [49, 50]
"""
QUAY_1 = Profile(
    name="quay-1",
    dots=576,
    dpi=203,
    text=TextMode.TCVN3,
    style=LEAN,
    qr=Qr.NATIVE,
    margin=Margin.GS_L,
    fence=FenceKind.PID,
    cut=Cut.PARTIAL,
    pages=(49, 50),
)


PAGES = (
    "must be the numbers of the printer's code pages, from 0 to 255: two different ones for tcvn3, "
    "one for other kinds of text; write, for example, "
)


def written(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def mistakes(folder: Path, lang: str = "en") -> list[str]:
    with pytest.raises(ConfigError) as refused:
        profiles(folder)
    head = f"{folder / FILE}: "
    sentences = refused.value.sentences(words.load(lang))
    return [sentence.removeprefix(head) for sentence in sentences]


def test_a_centre_adds_its_own_profiles_after_the_built_in_ones(tmp_path: Path) -> None:
    own = profiles(written(tmp_path, OWN))
    assert own == profiles() | {"quay-1": QUAY_1}
    assert list(own)[:-1] == list(profiles())
    assert profile("quay-1", tmp_path) == QUAY_1


def test_a_centre_without_a_file_has_the_built_in_ones(tmp_path: Path) -> None:
    assert profiles(tmp_path) == profiles(tmp_path / "absent") == profiles()


def test_the_five_that_are_promised_come_first() -> None:
    promised = {"tcvn3", "tcvn3-stored", "glyphs", "raster-lean", "raster"}
    assert promised <= set(list(profiles())[:8])


def test_an_unknown_name_names_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownProfile) as unknown:
        profile("quay-9", written(tmp_path, OWN))
    assert unknown.value.known == (*profiles(), *makes(), "quay-1")


def test_every_mistake_is_named_at_once_with_what_is_allowed(tmp_path: Path) -> None:
    wrong = (
        OWN.replace("576", "577")
        .replace('"tcvn3"', '"tcvn"')
        .replace("[49, 50]", "[49]")
        .replace("dpi = 203\n", "")
        .replace("margin", "margn")
    )
    assert mistakes(written(tmp_path, wrong + 'stored = "yes"\n[raster]\ndots = 576\n'))[:6] == [
        (
            'there is no setting quay-1.margn (it says "gs_l"); did you mean quay-1.margin? '
            "Mend the name or delete it."
        ),
        (
            "quay-1.dots = 577 must be a number of dots that can be divided by 8, "
            "from 256 to 1248; write, for example, dots = 576."
        ),
        "quay-1.dpi is missing; add the line dpi = 203.",
        (
            'quay-1.text = "tcvn" cannot be used; write one of: raster, tcvn3, tcvn5712, viscii, '
            'cp1258, glyphs, for example text = "raster".'
        ),
        'quay-1.margin is missing; add the line margin = "gs_l".',
        (
            'quay-1.stored = "yes" must be true or false, without quotes; write, for example, '
            "stored = true."
        ),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            OWN.replace("[49, 50]", "[49]"),
            "quay-1.pages = [49] " + PAGES + "pages = [30, 31].",
        ),
        (
            OWN.replace('"tcvn3"', '"viscii"'),
            "quay-1.pages = [49, 50] " + PAGES + "pages = [52].",
        ),
        (
            OWN.replace("[49, 50]", "[49, 300]"),
            "quay-1.pages = [49, 300] " + PAGES + "pages = [30, 31].",
        ),
        (
            OWN.replace("[quay-1]", '["Quầy 1"]'),
            (
                'the printer profile\'s name "Quầy 1" must be small letters, digits or hyphens and '
                "begin with a letter; rename it, for example [counter-1]."
            ),
        ),
        (
            OWN.replace("[quay-1]", "[tcvn3]"),
            '"tcvn3" is the name of a built-in profile; rename it, for example [counter-1].',
        ),
        (
            "dots = 576\n",
            (
                "dots = 576 stands outside the printer profiles; put it under a line with a name, "
                "for example [counter-1], with these keys: dots, dpi, text, style, qr, margin, "
                "fence, cut, pages, chinese, stored, status, near_end, keeps."
            ),
        ),
        (
            OWN.replace("dpi = 203", "dpi = "),
            'line 4 is not TOML: "dpi =" (Invalid value (at line 4, column 7)); mend this line.',
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_its_remedy(tmp_path: Path, text: str, told: str) -> None:
    assert mistakes(written(tmp_path, text)) == [told]
    assert len(mistakes(tmp_path, "vi")) == 1


def test_a_spoilt_file_does_not_take_the_built_in_profiles_away(tmp_path: Path) -> None:
    assert profile("raster", written(tmp_path, "[")) == profile("raster")


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    assert len(mistakes(tmp_path)) == 1


@pytest.mark.parametrize("name", makes())
def test_a_ticket_for_each_make_comes_out_whole(name: str) -> None:
    """On a printer that is what is said of this make; nobody has tried them on paper."""
    chosen = makes()[name]
    pages = dict(zip(chosen.pages, ("tcvn3-lower", "tcvn3-upper"), strict=True))
    traits = Traits(dots=chosen.dots, pages={0: "cp437", **pages}, native_qr=chosen.qr is Qr.NATIVE)
    machine = Machine(traits, 1 << 20)
    machine.receive(job(SAMPLE, chosen).data + b"\x1dV\x00")
    machine.work(0.0)
    press = machine.obeyer.press
    assert (len(press.papers), machine.obeyer.unknown) == (1, [])
    (code,) = zxingcpp.read_barcodes(press.papers[0].convert("L"))
    assert code.text == SAMPLE.url
    if chosen.text is not TextMode.RASTER:
        assert "Giấy chứng nhận kết hôn của cha mẹ" in press.texts[0]
