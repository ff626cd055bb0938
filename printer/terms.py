"""What a printer is given time for, and what it can be relied on for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds that a printer is given: to answer a question, to take some more, to print a job.

    `quiet` is how long it may stay silent, beyond the time that the paper itself takes at `paper`
    dots a second, before it is asked how it is. 800 dots are 100 mm: a slow printer.
    """

    answer: float = 0.4
    taking: float = 8.0
    quiet: float = 1.0
    printing: float = 8.0
    paper: int = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one printer can be relied on for.

    `keep`: its link stays open between jobs, for nobody else prints there. `status`: it answers
    questions at all. `stored`: it lists the pictures that it keeps. `near_end`: it sees the roll
    end.
    """

    keep: bool = False
    status: bool = True
    stored: bool = False
    near_end: bool = True
