"""What a printer does not obey.

Refused
├── BadSetting      a value that a setting does not have
├── BadCharacters   user-defined characters that do not fit
├── BadGraphics     graphics that cannot be taken or are not there
├── BadSymbol       a code that cannot be drawn
└── NotObeyed       a command that this printer does not have, or not here
"""


class Refused(ValueError):
    """A command that is left out, and listed as unknown."""


class BadSetting(Refused):
    """A command with a value that it does not have."""


class BadCharacters(Refused):
    """User-defined characters that the printer has no room for."""


class BadGraphics(Refused):
    """Graphics that the printer cannot take, or a picture that it does not keep."""


class BadSymbol(Refused):
    """A code that cannot be drawn."""


class NotObeyed(Refused):
    """A command that this printer does not have, or not at this place."""
