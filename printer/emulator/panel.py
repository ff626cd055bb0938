"""What is typed at the emulated printer: break it, mend it, look at it."""

from collections.abc import Callable
from enum import StrEnum
from types import MappingProxyType

from luot.words import Words
from printer.emulator.emulator import Emulator
from printer.emulator.traits import Fault

FAULTS = MappingProxyType(
    {
        "paper-low": Fault.PAPER_LOW,
        "paper-out": Fault.PAPER_OUT,
        "cover-open": Fault.COVER_OPEN,
        "offline": Fault.OFFLINE,
        "error": Fault.ERROR,
        "mute": Fault.MUTE,
        "stall": Fault.STALLED,
        "deaf": Fault.DEAF_TO_FENCES,
        "unplug": Fault.UNPLUGGED,
    }
)


class Order(StrEnum):
    """What else can be typed."""

    MEND = "mend"
    PLUG = "plug"
    POWER = "power"
    PAPERS = "papers"
    HELP = "help"
    QUIT = "quit"


class Panel:
    """Obeys typed lines and says how the printer is then; `over` once it was told to end."""

    def __init__(self, printer: Emulator, say: Words) -> None:
        self.over = False
        self._printer = printer
        self._say = say

    def typed(self, line: str) -> str:
        """One line, and the answer to it."""
        wanted = line.strip().lower()
        if not wanted:
            return self.state()
        if wanted in FAULTS:
            self._printer.fault(FAULTS[wanted])
            return self.state()
        orders = {str(order): order for order in Order}
        if wanted not in orders:
            return self._say("printer.emulator.unknown", line=wanted)
        return self._acts()[orders[wanted]]()

    def state(self) -> str:
        """What is wrong with the printer, in one sentence."""
        if not self._printer.powered:
            return self._say("printer.emulator.off")
        wrong = [name for name, fault in FAULTS.items() if fault in self._printer.faults]
        if not wrong:
            return self._say("printer.emulator.well")
        return self._say("printer.emulator.wrong", faults=", ".join(wrong))

    def _acts(self) -> dict[Order, Callable[[], str]]:
        return {
            Order.MEND: lambda: self._then(self._printer.mend),
            Order.PLUG: lambda: self._then(self._printer.plug),
            Order.POWER: lambda: self._then(self._switch),
            Order.PAPERS: self._papers,
            Order.HELP: lambda: self._say("printer.emulator.help", faults=", ".join(FAULTS)),
            Order.QUIT: lambda: self._then(self._end),
        }

    def _then(self, act: Callable[[], object]) -> str:
        act()
        return "" if self.over else self.state()

    def _switch(self) -> None:
        if self._printer.powered:
            self._printer.power_off()
        else:
            self._printer.power_on()

    def _papers(self) -> str:
        count, unknown = len(self._printer.papers), self._printer.unknown
        if not unknown:
            return self._say("printer.emulator.papers", count=count)
        which = "; ".join(data[:8].hex(" ") for data in unknown[-5:])
        return self._say("printer.emulator.papers_unknown", count=count, which=which)

    def _end(self) -> None:
        self.over = True
