"""Why the server did not do what a device asked of it."""


class Refused(Exception):
    """The server answered no, with a code and a sentence for the reader."""

    def __init__(self, code: str, title: str, status: int, fields: dict[str, object]) -> None:
        super().__init__(f"{status} {code}: {title}")
        self.code = code
        self.title = title
        self.status = status
        self.fields = fields


class Away(Exception):
    """The server did not answer, or not in words that a device understands."""
