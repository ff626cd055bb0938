"""A ticket from a file, checked before it comes near a printer."""

import msgspec

from printer.slip import Slip


class BadSlip(ValueError):
    """A file that describes no ticket; its text says what and where."""


def read(data: bytes) -> Slip:
    """The slip that a JSON document describes; fields that a slip does not have are passed over."""
    try:
        slip = msgspec.json.decode(data, type=Slip)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadSlip(str(error)) from error
    wait = slip.wait
    if slip.issued_at.utcoffset() is None:
        raise BadSlip("Expected a time with its offset, such as +07:00 - at `$.issued_at`")
    if (slip.ahead or 0) < 0 or (slip.last_wait or 0) < 0:
        raise BadSlip("Expected no negative number - at `$.ahead` and `$.last_wait`")
    if wait is not None and not 0 <= wait.low <= wait.high:
        raise BadSlip("Expected 0 <= low <= high - at `$.wait`")
    return slip
