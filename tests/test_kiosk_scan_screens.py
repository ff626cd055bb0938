"""What a scan shows on the glass: a ticket's place, its next step, and words in their boxes."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from kiosk.bands import DRAWN
from kiosk.scan import Say, Scan
from kiosk.sheets.scan import Step
from kiosk.view import Screen
from luot.client import Holding, Supplement
from luot.domain.ticket import State
from luot.web.tokens import tokens
from tests.kiosk_hall import AtOnce, Hall
from tests.test_kiosk_scans import CODE, HOLDING, OLD_CARD, Files, missed

with warnings.catch_warnings():
    # Kivy 2.3.1 is older than the warnings of this Python; its own house is not ours to keep.
    warnings.simplefilter("ignore")
    glass = pytest.importorskip("tests.kiosk_glass", reason="Kivy is not installed here")
    parts = pytest.importorskip("kiosk.screens.parts")
    from kivy.clock import Clock

    from tests import test_kiosk_access as access
    from tests.kiosk_pictures import MANNERS
    from tests.test_kiosk_screens import FULL, SHUT

pytestmark = [pytest.mark.screen, pytest.mark.filterwarnings("ignore")]

ASKED = Supplement(queue="A", procedure="1.001193")
FOUND: dict[str, Holding] = {
    **{state.value: replace(HOLDING, state=state, counter=12) for state in State},
    "many ahead": replace(HOLDING, number="A8999", ahead=1222, last_wait=318),
    "nobody ahead": replace(HOLDING, ahead=0, last_wait=0),
    "wait unknown": replace(HOLDING, last_wait=None),
    "for a result": replace(HOLDING, queue="R", procedure=None),
    "may return": missed(21),
    "may still return": missed(1),
    "too late": missed(-1),
    "more papers": replace(HOLDING, state=State.SERVED, supplement=ASKED),
}
SCANS = {
    **{name: Scan(code=CODE, found=found) for name, found in FOUND.items()},
    "back in line": Scan(code=CODE, found=HOLDING, back=True),
    **{f"says {say}": Scan(say=say) for say in Say if say is not Say.LOOKING},
    "looking": Scan(say=Say.LOOKING, code=CODE, asked_at=0),
}


@pytest.fixture(scope="module")
def kiosk() -> Iterator[Any]:
    running = glass.open_kiosk()
    yield running
    glass.close_kiosk(running)


def shown(kiosk: Any, scan: Scan, hall: Hall | None = None, **needs: object) -> Hall:  # noqa: ANN401
    """A kiosk with this scan on its glass, in its first moment of showing it."""
    hall = hall or Hall(known=FULL)
    kiosk.use(hall)
    view = replace(hall.booth.view, screen=Screen.SCAN, trail=(Screen.HOME,), scan=scan)
    hall.booth.view = replace(view, **needs)  # type: ignore[arg-type]
    kiosk.app.render()
    kiosk.frames()
    return hall


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("manner", access.PLACES)
def test_every_scan_can_be_read_and_touched_in_every_manner(
    kiosk: Any,  # noqa: ANN401
    manner: str,
    lang: str,
) -> None:
    kiosk.panel(MANNERS[manner].size)
    wrong = []
    for name, scan in SCANS.items():
        MANNERS[manner].ask(shown(kiosk, scan, lang=lang))
        kiosk.app.render()
        Clock.tick()
        for label in access.words_of(kiosk):
            why = access.trouble_with(label, DRAWN[kiosk.app.shape], lists=False)
            wrong += [(name, label.text, why)] if why else []
        found = access.touchables(kiosk)
        for each in found:
            why = access.hard_to_touch(kiosk, each, low=MANNERS[manner].low)
            wrong += [(name, access.name(each), why)] if why else []
        pairs = [(a, b) for a, b in combinations(found, 2) if overlap(a, b)]
        wrong += [(name, access.name(a), access.name(b)) for a, b in pairs]
    kiosk.panel()
    assert wrong == []


def overlap(one: Any, other: Any) -> bool:  # noqa: ANN401
    """Whether two parts share more than an edge."""
    a, b = glass.box(one), glass.box(other)
    return all(a[at] < b[at] + b[at + 2] and b[at] < a[at] + a[at + 2] for at in (0, 1))


def test_while_the_hall_is_closed_a_card_hears_when_it_opens(kiosk: Any) -> None:  # noqa: ANN401
    shown(kiosk, Scan(say=Say.CARD), Hall(known=SHUT))
    assert any("07:30" in text for text in kiosk.texts())


STEPS = {
    "waiting": Step.PRINT,
    "called": None,
    "serving": None,
    "held": None,
    "may return": Step.COME_BACK,
    "too late": Step.NEW,
    "missed": Step.NEW,
    "served": Step.NEW,
    "more papers": Step.SUPPLEMENT,
    "cancelled": Step.NEW,
    "says foreign": Step.GO_ON,
    "says unknown": Step.NEW,
    "says old": Step.NEW,
    "says aged": Step.GO_ON,
    "says away": Step.GO_ON,
    "looking": None,
}


@pytest.mark.parametrize("scan", STEPS)
def test_each_scan_has_one_thing_to_do_next_or_none(kiosk: Any, scan: str) -> None:  # noqa: ANN401
    shown(kiosk, SCANS[scan])
    button = kiosk.app.stage.shown.it.button
    step = button.step if button else None
    assert step is STEPS[scan]
    red = [each for each in kiosk.widgets(parts.Primary) if each.live]
    assert len(red) == (0 if STEPS[scan] is None else 1)


def test_only_a_called_ticket_is_gold(kiosk: Any) -> None:  # noqa: ANN401
    gold = tokens()["theme"]["light"]["vang"]
    with_gold = set()
    for name, scan in SCANS.items():
        shown(kiosk, scan)
        colours = kiosk.picture().getcolors(1 << 20)
        if any(f"#{r:02X}{g:02X}{b:02X}" == gold for _, (r, g, b) in colours):
            with_gold.add(name)
    assert with_gold == {"called"}


def test_touches_print_a_paper_for_the_ticket_that_was_scanned(kiosk: Any) -> None:  # noqa: ANN401
    hall = Hall(known=FULL, finder=Files({CODE: HOLDING}), net=AtOnce())
    kiosk.use(hall)
    kiosk.app.scanned(CODE)
    kiosk.settle()
    kiosk.tap(540, 1486)
    assert hall.mill.printed == [("A007", "vi", False)]
    assert hall.screen() is Screen.TICKET


def test_touches_bring_back_whoever_missed_the_call(kiosk: Any) -> None:  # noqa: ANN401
    hall = Hall(known=FULL, finder=Files({CODE: missed()}))
    kiosk.use(hall)
    kiosk.app.scanned(CODE)
    kiosk.settle()
    kiosk.tap(540, 1486)
    assert "Đã quay lại hàng" in kiosk.texts()


def test_touches_lead_to_a_number_for_the_missing_papers(kiosk: Any) -> None:  # noqa: ANN401
    hall = Hall(known=FULL, finder=Files({CODE: FOUND["more papers"]}))
    kiosk.use(hall)
    kiosk.app.scanned(CODE)
    kiosk.settle()
    kiosk.tap(540, 1486)
    assert hall.screen() is Screen.CONFIRM


def test_before_the_number_a_card_speaks_for_priority_and_can_be_refused(kiosk: Any) -> None:  # noqa: ANN401
    hall = Hall(known=FULL)
    kiosk.use(hall)
    hall.booth.choose("1.001193")
    kiosk.app.scanned(OLD_CARD)
    kiosk.settle()
    offer = "Theo tuổi trên thẻ, ông/bà được ưu tiên"
    assert offer in kiosk.texts()
    hall.booth.clerk.set_priority("")
    kiosk.settle()
    assert offer not in kiosk.texts()
