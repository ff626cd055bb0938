"""Puts together what staff need at the kiosk: their room, the sign, the self-test."""

from collections.abc import Callable
from functools import partial

from kiosk import pin, selftest
from kiosk.backroom import Backroom
from kiosk.booth import Booth
from kiosk.clock import Clock
from kiosk.handover import Papers
from kiosk.hands import Hands
from kiosk.porter import Porter
from kiosk.selftest import Finding, SelfTest
from kiosk.setting import Setting
from kiosk.sheets.tongue import Tongue
from kiosk.sign import Sign
from kiosk.workbench import Workbench
from luot import words
from printer import profiles
from printer.sheets import TestPage


def porter(  # noqa: PLR0913  # the parts of one kiosk
    setting: Setting, booth: Booth, papers: Papers | None, *, net: Hands, press: Hands, clock: Clock
) -> Porter:
    """Who stands at the glass of this kiosk when no citizen does."""
    say = words.load(setting.lang)
    sign = Sign(setting.data)
    backroom = Backroom(
        pin=pin.load(setting.data),
        bench=_bench(setting, booth, papers, clock) if papers else None,
        sign=sign,
        net=net,
        press=press,
        clock=clock,
        no_pin=say("kiosk.staff.log.no_pin", data=setting.data),
    )
    return Porter(
        backroom=backroom,
        sign=sign,
        selftest=SelfTest(_look(setting, booth), say),
        clock=clock,
        tongue=Tongue(say),
        minutes=setting.invite,
    )


def _look(setting: Setting, booth: Booth) -> Callable[[], tuple[Finding, ...]]:
    return lambda: (
        selftest.printer(booth.printer),
        selftest.server(booth.known),
        selftest.clock(booth.known),
        selftest.disk(setting.data),
        selftest.screen(setting.size, setting.monitor),
    )


def _bench(setting: Setting, booth: Booth, papers: Papers, clock: Clock) -> Workbench:
    # A printer that sees the end of its roll is believed; any other's paper is counted.
    counts = not profiles.profile(setting.profile, setting.data).near_end
    return Workbench(papers, partial(_page, setting, booth, clock), counts=counts)


def _page(setting: Setting, booth: Booth, clock: Clock) -> TestPage:
    chosen = profiles.profile(setting.profile, setting.data)
    offer, tongue = booth.known.offer, Tongue(words.load(setting.lang))
    return TestPage(
        centre=tongue.headed(offer.centre if offer else None),
        target=setting.printer or "",
        profile=chosen.name,
        letters=chosen.text,
        width=chosen.dots // 8,
        at=clock.now(),
        url=setting.server,
        lang=setting.lang,
    )
