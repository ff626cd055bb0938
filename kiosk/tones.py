"""The kiosk's tones, made here: low enough for old ears, without a click at either end."""

from array import array
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from math import exp, pi, sin
from typing import Final

RATE: Final = 16_000
"""Samples a second, of 16 bits each, in the computer's own byte order; one channel."""
FULL: Final = 32_767
GAINS: Final = (0.0, 0.08, 0.25, 0.8)
"""The share of full strength at each volume: 10 dB from step to step, heard as twice as loud."""
LOUDEST: Final = len(GAINS) - 1
ATTACK, RELEASE = 0.004, 0.02
FADES: Final = 3.0
"""A struck bar: at its end a note has e^-3, a twentieth, of its strength left."""
OCTAVE: Final = 0.15
"""So much of the tone an octave up takes the telephone out of it."""


class Tone(StrEnum):
    """What a tone says."""

    TICK = "tick"  # a touch was taken
    CHIME = "chime"  # the paper is out
    LOOK = "look"  # something needs you


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note."""

    hertz: float
    seconds: float


NOTES: Final = {
    Tone.TICK: (Note(hertz=1046.5, seconds=0.035),),
    Tone.CHIME: (Note(hertz=784.0, seconds=0.18), Note(hertz=1046.5, seconds=0.42)),
    Tone.LOOK: (Note(hertz=587.3, seconds=0.3), Note(hertz=440.0, seconds=0.5)),
}


@cache
def samples(tone: Tone, volume: int) -> bytes:
    """A tone as it is handed to a sound card; `volume` from 0, silence, to LOUDEST."""
    strength = FULL * GAINS[volume] / (1 + OCTAVE)
    heard = chain.from_iterable(_struck(note) for note in NOTES[tone])
    return array("h", (round(strength * each) for each in heard)).tobytes()


def _struck(note: Note) -> list[float]:
    """A note as it swells, rings and fades, from -1-OCTAVE to 1+OCTAVE."""
    turn, length = 2 * pi * note.hertz / RATE, round(note.seconds * RATE)
    swell, fall = RATE * ATTACK, RATE * RELEASE
    return [
        min(at / swell, 1.0, (length - at) / fall)
        * exp(-FADES * at / length)
        * (sin(turn * at) + OCTAVE * sin(2 * turn * at))
        for at in range(length)
    ]
