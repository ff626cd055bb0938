"""What is said of a procedure's fee, on the glass and on paper."""

from luot.words import Words


def fee_line(say: Words, fee: str | None) -> str:
    """A fee with its word before it, but for one that says "no fee" by itself."""
    line = say("kiosk.confirm.fee", fee=fee or say("kiosk.confirm.fee_unknown"))
    word = line.partition(":")[0]
    return fee if fee and word.casefold() in fee.casefold() else line
