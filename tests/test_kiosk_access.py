"""Rules of the glass for everyone: every screen in every manner on every panel."""

import math
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from itertools import combinations, product
from typing import Any

import pytest
import zxingcpp
from PIL import ImageFont

from kiosk.bands import CEILING, DRAWN, Layout, Shape, bands
from luot.domain.life import EVENTS
from printer.qr import squares
from tests.kiosk_hall import PAPERS, PORTAL, URL, Hall

with warnings.catch_warnings():
    # Kivy 2.3.1 is older than the warnings of this Python; its own house is not ours to keep.
    warnings.simplefilter("ignore")
    glass = pytest.importorskip("tests.kiosk_glass", reason="Kivy is not installed here")
    parts = pytest.importorskip("kiosk.screens.parts")
    fit = pytest.importorskip("kiosk.screens.fit")
    from kivy.base import EventLoop
    from kivy.clock import Clock

    from kiosk.screens.confirm import MoreRow, TickRow
    from kiosk.screens.frame import FootButton
    from kiosk.screens.qr import QrCode
    from kiosk.screens.rows import FieldTile, ProcedureRow
    from kiosk.screens.search import EraseKey, Key
    from tests import test_kiosk_screens as scenes
    from tests.kiosk_pictures import MANNERS, Manner

pytestmark = [pytest.mark.screen, pytest.mark.filterwarnings("ignore")]

TIGHT = (Key, EraseKey, TickRow, MoreRow)
PX_PER_MM = {Shape.TALL: 4.03, Shape.WIDE: 4.03, Shape.SMALL: 3.97}
LEAST_MM, KEY_MM, QR_MM = 20.0, 14.0, 30.0
LOW_FROM = 760
GAP = 12
SHOWN = (
    *("home", "field ho-tich", "field dat-dai", "search empty", "search so do", "search nothing"),
    *("search without keys", "confirm", "confirm priority", "confirm unknown", "confirm collect"),
    *(
        "search elsewhere",
        "confirm several",
        "confirm unlisted",
        "confirm to collect",
        "classes of priority",
    ),
    *("queue closed", "queue full", "queue full, priority", "queue full at the press"),
    *("every queue full", "every queue closed, no paper", "several in a closed queue"),
    *("guidance closed", "official away", "official away, unknown"),
    *("field in a closed queue", "field, official away", "field without an official"),
    *("papers", "papers full", "papers several", "papers unlisted", "papers away"),
    *("papers paper-out", "papers printed", "papers failed"),
    *("asked to wait", "adding", "life", "field of birth", "field of land"),
    *("confirm online", "confirm paper-out", "ticket", "ticket long", "ticket unknown wait"),
    *("not_sent paper-out True", "held cover-open False", "held stalled False", "unknown"),
    *("unknown twice", "ready again", "away", "refused", "starting", "unpaired", "still"),
    *("closed", "closed, opening unknown", "closed, browsing"),
)
COLOURED = (
    *("papers paper-out", "papers printed"),
    *("home", "search so do", "confirm priority", "confirm paper-out", "ticket", "unknown"),
)


@pytest.fixture(scope="module")
def kiosk() -> Iterator[Any]:
    running = glass.open_kiosk()
    yield running
    running.panel()
    glass.close_kiosk(running)


def play(kiosk: Any, scene: str, manner: Manner, lang: str = "vi") -> Hall:  # noqa: ANN401
    """A scene as a citizen with these needs sees it; nothing is painted yet."""
    known, act = scenes.SCENES[scene]
    hall = Hall(known=known)
    kiosk.hall, kiosk.app.clock, kiosk.app.booth = hall, hall.clock, hall.booth
    if lang == "en":
        hall.booth.switch_language()
    manner.ask(hall)
    act(hall)
    hall.booth.changed = kiosk.app.render
    if kiosk.app.window_size != manner.size:
        kiosk.panel(manner.size)
    kiosk.app.render()
    Clock.tick()
    return hall


def touchables(kiosk: Any) -> list[Any]:  # noqa: ANN401
    """What can be touched now; a warning lies over everything beneath it."""
    still = kiosk.app.stage.still
    top = still if still.parent else kiosk.app.stage
    return [
        each for each in top.walk(restrict=True) if isinstance(each, parts.Tappable) and there(each)
    ]


def there(widget: Any) -> bool:  # noqa: ANN401
    return bool(glass.visible(widget) and widget.width and not gone(widget))


def gone(widget: Any) -> bool:  # noqa: ANN401
    """Whether a part, or what holds it, is not there."""
    while widget is not None and widget is not EventLoop.window:
        if not getattr(widget, "live", True):
            return True
        widget = widget.parent
    return False


def words_of(kiosk: Any) -> list[Any]:  # noqa: ANN401
    return [label for label in kiosk.labels() if not gone(label)]


def trouble_with(label: Any, drawn: tuple[int, int], *, lists: bool) -> str | None:  # noqa: ANN401
    """What of a label's words leaves its box or the glass, or is cut."""
    left, top, width, height = glass.box(label)
    if left < 0 or top < 0 or left + width > drawn[0] + 0.5 or top + height > drawn[1] + 0.5:
        return f"the box leaves the glass: {left, top, width, height}"
    plain = fit.plain(label.text) if label.markup else label.text
    bold = label.bold or "[b]" in label.text
    size = int(label.font_size)
    if label.font_name == "icon":
        return None
    if size < fit.LEAST:
        return f"letters of {size} px"
    if isinstance(label, parts.Block):
        return block_trouble(label, plain, height, bold=bold)
    wide = fit.line_width(plain, label.font_name, size, bold=bold)
    if wide > width + 1 and not (lists and label.shorten):
        return f"{wide} wide in {width}"
    return None


def block_trouble(label: Any, plain: str, height: float, *, bold: bool) -> str | None:  # noqa: ANN401
    size = int(label.font_size)
    text = f"[b]{label.text}[/b]" if label.bold else label.text
    needs = fit.block_height(text, label.font_name, size, int(label.width), label.line_height)
    air = size * max(0.0, 1 - label.line_height) * 1.5 + 2
    room = label.room if isinstance(label, parts.Hung) else height
    if needs > room + air:
        return f"{needs} high in {room}"
    longest = max(fit.line_width(w, label.font_name, size, bold=bold) for w in plain.split())
    return f"a word of {longest} in {label.width}" if longest > label.width + 1 else None


def in_lists(scene: str) -> bool:
    """Long official names in lists may end in three dots: the code beside them tells them apart."""
    return scene.startswith(("search", "field"))


def every(kiosk: Any, manner: str, lang: str) -> Iterator[str]:  # noqa: ANN401
    for scene in SHOWN:
        play(kiosk, scene, MANNERS[manner], lang)
        yield scene


# Contrast changes no place.
PLACES = [manner for manner in MANNERS if "contrast" not in manner]
EVERY = [pytest.param(*each, id="-".join(each)) for each in product(PLACES, ("vi", "en"))]


@pytest.mark.parametrize(("manner", "lang"), EVERY)
def test_words_stay_whole_in_their_boxes_and_what_is_touched_large_apart_and_in_reach(
    kiosk: Any,  # noqa: ANN401
    manner: str,
    lang: str,
) -> None:
    wrong: list[tuple[str, ...]] = []
    for scene in every(kiosk, manner, lang):
        for label in words_of(kiosk):
            why = trouble_with(label, DRAWN[kiosk.app.shape], lists=in_lists(scene))
            wrong += [(scene, label.text, why)] if why else []
        found = touchables(kiosk)
        for each in found:
            why = hard_to_touch(kiosk, each, low=MANNERS[manner].low)
            wrong += [(scene, name(each), why)] if why else []
        pairs = [(a, b) for a, b in combinations(found, 2) if too_near(a, b)]
        wrong += [(scene, name(a), f"is too near to {name(b)}") for a, b in pairs]
    assert wrong == []


def name(widget: Any) -> str:  # noqa: ANN401
    said = [label.text for label in widget.walk(restrict=True) if isinstance(label, glass.Label)]
    return f"{type(widget).__name__} {said} at {glass.box(widget)}"


def hard_to_touch(kiosk: Any, widget: Any, *, low: bool) -> str | None:  # noqa: ANN401
    """Why a finger would have trouble with a part."""
    shape, (left, top, width, height) = kiosk.app.shape, glass.box(widget)
    wide, high = DRAWN[shape]
    mm = min(width, height) * kiosk.app.stage.ratio / PX_PER_MM[shape]
    if mm < (KEY_MM if isinstance(widget, Key) else LEAST_MM):
        return f"{mm:.1f} mm"
    if left < 0 or top < 0 or left + width > wide or top + height > high:
        return "leaves the glass"
    return f"not low: {top}" if low and top < LOW_FROM else None


def too_near(one: Any, other: Any) -> bool:  # noqa: ANN401
    """Whether a finger may touch both; keys and the lines of one card lie side by side."""
    a, b = glass.box(one), glass.box(other)
    gap = 0 if type(one) in TIGHT and type(other) in TIGHT else GAP
    return all(a[at] < b[at] + b[at + 2] + gap and b[at] < a[at] + a[at + 2] + gap for at in (0, 1))


@cache
def face(name: str, *, bold: bool) -> Callable[[str], bytes]:
    """How a letter of a face is inked, by another program than the kiosk."""
    file = {"number": "BeVietnamPro-Bold", "icon": "tabler-icons"}.get(
        name, "NotoSans-Bold" if bold else "NotoSans-Regular"
    )
    font = ImageFont.truetype(str(files("luot") / "fonts" / f"{file}.ttf"), 40)
    return lambda letter: bytes(font.getmask(letter))


def uncovered(label: Any) -> set[str]:  # noqa: ANN401
    plain = fit.plain(label.text) if label.markup else label.text
    ink = face(label.font_name, bold=label.bold or "[b]" in label.text)
    missing = ink("\U0010ffff")
    return {letter for letter in set(plain) - set(" \n\u00a0") if ink(letter) in (missing, b"")}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_letter_on_the_glass_is_in_its_face(kiosk: Any, lang: str) -> None:  # noqa: ANN401
    wrong = set()
    for scene in SHOWN:
        play(kiosk, scene, MANNERS["plain"], lang)
        wrong |= {
            (each.text, *sorted(lost)) for each in words_of(kiosk) if (lost := uncovered(each))
        }
    assert wrong == set()


def luminance(colour: tuple[float, ...]) -> float:
    """Relative luminance of WCAG 2.2 for parts of one."""
    parts_of_one = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    red, green, blue = parts_of_one
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(front: tuple[float, ...], ground: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(front), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scene", [*COLOURED, "still", "away", "closed"])
@pytest.mark.parametrize(("manner", "least"), [("plain", 4.5), ("contrast", 7.0)])
def test_words_stand_out_from_the_ground_they_are_really_on(
    kiosk: Any,  # noqa: ANN401
    scene: str,
    manner: str,
    least: float,
) -> None:
    play(kiosk, scene, MANNERS[manner])
    picture = kiosk.picture()
    cover = kiosk.app.stage.still if kiosk.app.stage.still.parent else None
    wrong = {}
    for label in words_of(kiosk):
        if cover is not None and cover not in ancestors(label) and label.y < CEILING - 170:
            continue
        left, top, width, height = (round(each) for each in glass.box(label))
        patch = picture.crop((left, top, left + width, top + height)).get_flattened_data()
        ground = tuple(part / 255 for part in Counter(patch).most_common(1)[0][0])
        # An icon needs 3 in both: WCAG 1.4.11.
        wanted = 3.0 if label.font_name == "icon" else least
        if ratio(tuple(label.color), ground) < wanted:
            wrong[label.text] = f"{ratio(tuple(label.color), ground):.1f} on {ground}"
    assert wrong == {}


def ancestors(widget: Any) -> list[Any]:  # noqa: ANN401
    found = []
    while widget is not None and widget is not EventLoop.window:
        found.append(widget)
        widget = widget.parent
    return found


@pytest.mark.parametrize("scene", ["home", "confirm", "search so do"])
def test_a_switch_makes_nothing_anew_and_is_drawn_in_one_frame(kiosk: Any, scene: str) -> None:  # noqa: ANN401
    hall = play(kiosk, scene, Manner())
    before, first = list(kiosk.app.stage.walk()), kiosk.picture()
    for switch in (hall.booth.switch_large, hall.booth.switch_contrast, hall.booth.switch_low):
        switch()
        at_once = one_frame(kiosk)
        kiosk.frames(5)
        assert kiosk.picture().tobytes() == at_once
        switch()
        kiosk.frames(3)
    assert list(kiosk.app.stage.walk())[: len(before)] == before
    assert kiosk.picture().tobytes() == first.tobytes()


def one_frame(kiosk: Any) -> bytes:  # noqa: ANN401
    """The pixels after a single frame."""
    kiosk.frames(1)
    size = kiosk.app.window_size
    pixels: bytes = glass.glReadPixels(0, 0, *size, glass.GL_RGB, glass.GL_UNSIGNED_BYTE)
    image = glass.Image.frombytes("RGB", size, pixels)
    return bytes(image.transpose(glass.Image.Transpose.FLIP_TOP_BOTTOM).tobytes())


def test_the_keys_of_the_foot_bar_switch(kiosk: Any) -> None:  # noqa: ANN401
    hall = scenes.start(kiosk)
    kiosk.panel()
    for act in ("large", "contrast", "low"):
        (key,) = [each for each in kiosk.widgets(FootButton) if each.it.act == act]
        left, top, width, height = glass.box(key)
        kiosk.tap(left + width / 2, top + height / 2)
    view = hall.booth.view
    assert (view.large, view.contrast, view.low) == (True, True, True)
    assert kiosk.app.bands.layout is Layout.LARGE_LOW
    assert kiosk.picture().getpixel((20, 700)) == (0, 0, 0)


@pytest.mark.parametrize("manner", ["small", "wide"])
def test_touches_land_where_they_are_seen_on_every_panel(kiosk: Any, manner: str) -> None:  # noqa: ANN401
    hall = scenes.start(kiosk)
    kiosk.panel(MANNERS[manner].size)
    (tile, *_) = kiosk.widgets(FieldTile)
    x, y = kiosk.app.stage.to_parent(*tile.center)
    kiosk.tap(x, MANNERS[manner].size[1] - y)
    assert hall.screen().value == "field"
    (row, *_) = kiosk.widgets(ProcedureRow)
    x, y = kiosk.app.stage.to_parent(*row.center)
    kiosk.tap(x, MANNERS[manner].size[1] - y)
    assert hall.screen().value == "confirm"


@pytest.mark.parametrize("size", [(1440, 2560), (720, 1280), (1280, 800), (1366, 768), (900, 1600)])
def test_any_other_panel_shows_the_whole_picture(kiosk: Any, size: tuple[int, int]) -> None:  # noqa: ANN401
    kiosk.panel(size)
    stage = kiosk.app.stage
    wide, high = DRAWN[kiosk.app.shape]
    left, floor = stage.to_parent(0, CEILING - high)
    right, ceiling = stage.to_parent(wide, CEILING)
    assert (left, floor) >= (-0.01, -0.01)
    assert right <= size[0] + 0.01
    assert ceiling <= size[1] + 0.01
    assert max(right - left - size[0], ceiling - floor - size[1]) == pytest.approx(0, abs=0.01)


def test_the_code_of_a_ticket_has_whole_pixels_on_a_small_panel(kiosk: Any) -> None:  # noqa: ANN401
    play(kiosk, "ticket", MANNERS["small"])
    picture = kiosk.picture()
    codes = zxingcpp.read_barcodes(picture)
    assert [code.text for code in codes] == [URL]


def quiet(kiosk: Any, code: Any) -> bool:  # noqa: ANN401
    """Whether there are four light modules around a code, whatever the ground of its card."""
    scale = kiosk.app.stage.ratio
    left, top, width, height = (each * scale for each in glass.box(code))
    box = (math.ceil(left), math.ceil(top), int(left + width), int(top + height))
    patch = kiosk.picture().convert("L").crop(box)
    dark = patch.point(lambda shade: 255 * (shade < 128)).getbbox()
    margin = 4 * (dark[2] - dark[0]) / len(squares(code.text)) - 2
    around = (dark[0], dark[1], patch.width - dark[2], patch.height - dark[3])
    return bool(min(around) >= margin)


@pytest.mark.parametrize("manner", [*MANNERS])
def test_both_codes_of_the_papers_are_read_off_every_panel(kiosk: Any, manner: str) -> None:  # noqa: ANN401
    play(kiosk, "papers", MANNERS[manner])
    kiosk.frames()
    codes = zxingcpp.read_barcodes(kiosk.picture())
    assert {code.text for code in codes} == {f"{PAPERS}1.001193?lang=vi", PORTAL}
    ratio = kiosk.app.stage.ratio
    shown = [each for each in kiosk.app.stage.walk(restrict=True) if isinstance(each, QrCode)]
    assert [quiet(kiosk, each) for each in shown if there(each)] == [True, True]
    sides = {each.width * ratio / PX_PER_MM[kiosk.app.shape] for each in shown if there(each)}
    assert (len(sides), min(sides) >= QR_MM) == (2, True)


def named_in_kv() -> set[str]:
    sources = [each for each in (files("kiosk") / "screens").iterdir() if each.name.endswith("kv")]
    found: set[str] = set()
    for source in sources:
        for line in source.read_text(encoding="utf-8").splitlines():
            if "app.bands[" in line:
                found |= set(re.findall(r"'([a-z]+\.[a-z_]+)'", line))
    return found


def test_every_band_that_a_screen_asks_for_is_in_a_table() -> None:
    named = set().union(*(bands(layout).table for layout in Layout))
    assert named_in_kv() - named == set()
    keys = {f"keys.{line}" for line in ("digits", "high", "middle", "low")}
    paper = {f"{screen}.{part}" for screen in ("ticket", "paper") for part in ("title", "number")}
    asked = {"search.rows", "search.rows_long", "confirm.papers", "invite.room", "rest.room"}
    assert named - named_in_kv() - keys - paper - asked == set()


@pytest.mark.parametrize("layout", Layout)
def test_every_life_event_has_a_tile_in_every_layout(layout: Layout) -> None:
    assert bands(layout)["choices.tiles"].count >= len(EVENTS)
