"""A receipt printer in software: for rehearsals without a printer, and for tests."""

from printer.emulator.emulator import Emulator
from printer.emulator.traits import Fault, Flow, Traits

__all__ = ["Emulator", "Fault", "Flow", "Traits"]
