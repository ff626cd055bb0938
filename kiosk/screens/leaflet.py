"""The papers alone: their page for the phone, a print, and where it is done online."""

from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.sheets.leaflet import LeafletSheet


class LeafletScreen(Widget):
    """The screen of the papers."""

    it = ObjectProperty(LeafletSheet(), rebind=True)


load("leaflet")
