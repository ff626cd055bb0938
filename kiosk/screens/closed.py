"""The dark screen outside opening hours."""

from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.sheets.closed import ClosedSheet


class ClosedScreen(Widget):
    """When the hall opens, and what can be done till then."""

    it = ObjectProperty(ClosedSheet())


load("closed")
