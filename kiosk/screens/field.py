"""The procedures of one field."""

from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.cells import Cells
from kiosk.screens.rows import ProcedureRow
from kiosk.sheets.field import FieldSheet


class RowList(Cells):
    """Procedures one below the other."""

    kind = ProcedureRow


class FieldScreen(Widget):
    """The screen of one field."""

    it = ObjectProperty(FieldSheet(), rebind=True)


load("field")
