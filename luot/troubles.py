"""What a person reads where a file of the house cannot be used: what, where, and the remedy."""

import errno
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Final, ParamSpec

import click

from luot import words
from luot.words import Words

P = ParamSpec("P")

KINDS: Final = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}


def of_file(error: OSError, where: Path | str, say: Words) -> str:
    """The sentence for a file that cannot be read or written; `where`, if the error names none."""
    kind = KINDS.get(error.errno or 0, "other")
    return say(f"trouble.{kind}", file=error.filename or where, why=error.strerror or error)


def says_what_is_wrong_with_files(command: Callable[P, None]) -> Callable[P, None]:
    """Turn a file in the way of a command with --data and --lang into one sentence and code 1."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read the output has gone, and click ends without a word
            say = words.load(str(kwargs["lang"]))
            click.echo(of_file(error, str(kwargs.get("data")), say), err=True)
            raise SystemExit(1) from error

    return told
