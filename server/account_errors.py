"""Why a person or device is not let into the hall, or a change of its accounts is refused.

AccountRefused
    NameTaken, NameUnfit, NameUnknown
    PasswordWeak, PasswordWrong
    TooManyTries, TooBusy
    CodeWrong, CodeElsewhere, KiosksFull
"""


class AccountRefused(Exception):
    """People read the words `account.<code>`, filled with `fields`; `status` is for the wire."""

    code = "refused"
    status = 409

    def __init__(self, english: str, **fields: object) -> None:
        super().__init__(english)
        self.fields = fields


class NameTaken(AccountRefused):
    """Someone or something in the hall already has this name."""

    code = "name-taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"the name {name!r} is taken", name=name)


class NameUnfit(AccountRefused):
    """The name cannot be one of an account or a device."""

    code = "name-unfit"
    status = 400

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} cannot be a name", name=name)


class NameUnknown(AccountRefused):
    """Nobody and nothing in the hall has this name."""

    code = "name-unknown"
    status = 404

    def __init__(self, name: str) -> None:
        super().__init__(f"nobody is called {name!r}", name=name)


class PasswordWeak(AccountRefused):
    """A new password is too easy to guess."""

    code = "password-weak"
    status = 400

    def __init__(self, least: int, most: int) -> None:
        super().__init__("the password is too easy to guess", least=least, most=most)


class PasswordWrong(AccountRefused):
    """The name or the password is not right; which of them is not said."""

    code = "password-wrong"
    status = 403

    def __init__(self) -> None:
        super().__init__("wrong name or password")


class TooManyTries(AccountRefused):
    """There were too many wrong tries; the next is heard after `seconds`."""

    code = "too-many-tries"
    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many tries, wait {seconds} s", seconds=seconds)
        self.seconds = seconds


class TooBusy(AccountRefused):
    """More people are signing in at this moment than the computer can check."""

    code = "too-busy"
    status = 503

    def __init__(self) -> None:
        super().__init__("too many are signing in at once")


class CodeWrong(AccountRefused):
    """A pairing code is wrong, used or too old."""

    code = "code-wrong"
    status = 403

    def __init__(self) -> None:
        super().__init__("the pairing code is wrong, used or older than ten minutes")


class CodeElsewhere(AccountRefused):
    """A pairing code is right, but for another kind of device; it still works there."""

    code = "code-elsewhere"

    def __init__(self) -> None:
        super().__init__("the pairing code is for another kind of device")


class KiosksFull(AccountRefused):
    """All four kiosk places are taken, or were given back only today."""

    code = "kiosks-full"

    def __init__(self) -> None:
        super().__init__("all four kiosk places are taken, or were given back only today")
