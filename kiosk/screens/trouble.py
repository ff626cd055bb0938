"""When no number can be given."""

from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.sheets.trouble import TroubleSheet


class TroubleScreen(Widget):
    """What happened, what to do now, one button."""

    it = ObjectProperty(TroubleSheet(), rebind=True)


load("trouble")
