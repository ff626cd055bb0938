"""What was held up to the scanner."""

from typing import assert_never

from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.cells import Cells
from kiosk.screens.parts import Placed
from kiosk.screens.rows import booth
from kiosk.sheets.scan import Hint, ScanSheet, Step


class HintRow(Placed):
    """Something that can be held up, with its icon."""

    it = ObjectProperty(Hint(icon="", text=""), rebind=True)


class HintList(Cells):
    """What can be held up, one below the other."""

    kind = HintRow


def act(step: Step) -> None:
    """Do what the button says."""
    here = booth()
    match step:
        case Step.PRINT:
            here.usher.print()
        case Step.COME_BACK:
            here.usher.come_back()
        case Step.SUPPLEMENT:
            here.usher.supplement()
        case Step.NEW:
            here.go_home()
        case Step.GO_ON:
            here.usher.go_on()
        case _:
            assert_never(step)


class Pressed(Widget):
    """A screen with the one button that a scan leads to."""

    it = ObjectProperty(ScanSheet(), rebind=True)

    def press(self) -> None:
        """Do what the button says."""
        if self.it.button is not None:
            act(self.it.button.step)


class FoundScreen(Pressed):
    """A ticket of today: its number, where it is, and the next step."""


class SaidScreen(Pressed):
    """A scan that shows no ticket: what it was, and what can be scanned."""


load("scan")
