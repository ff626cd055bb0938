"""All that a ticket printer prints, whatever it is: each becomes parts."""

from collections.abc import Iterator

from printer.parts import Part, Wording
from printer.slip import Slip
from printer.ticket import ticket

Matter = Slip


def parts(matter: Matter, wording: Wording) -> Iterator[Part]:
    """What a paper says, part by part from the top."""
    return ticket(matter, wording)
