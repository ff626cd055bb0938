"""What can be heard in the raw samples that a sound card was given: which pitches, how loud."""

from array import array
from collections.abc import Sequence
from math import cos, pi, sqrt
from typing import Final

from kiosk.tones import RATE

WINDOW: Final = RATE // 50
"""20 ms: long enough to tell two notes of the house from each other, short enough for a tick."""
STEP: Final = WINDOW // 2
CLEAR: Final = 0.7
"""A window with less than this of one pitch holds the end of a note and the start of another."""
SCALE: Final = {"A4": 440.0, "C5": 523.3, "D5": 587.3, "E5": 659.3, "G5": 784.0}
PITCHES: Final = {**SCALE, "A5": 880.0, "C6": 1046.5, "E6": 1318.5}
AUDIBLE: Final = 100


def power(part: Sequence[int], hertz: float) -> float:
    """Goertzel's filter: how much of one pitch there is."""
    turn, last, before = 2 * cos(2 * pi * hertz / RATE), 0.0, 0.0
    for each in part:
        last, before = each + turn * last - before, last
    return last * last + before * before - turn * last * before


def strength(data: bytes) -> float:
    """The root of the mean square, of all that is no silence."""
    heard = [each for each in array("h", data) if each]
    return sqrt(sum(each * each for each in heard) / len(heard)) if heard else 0.0


def melody(data: bytes) -> list[str]:
    """The pitches one after another; a rest parts two that are the same."""
    whole, heard = array("h", data), [""]
    for start in range(0, len(whole) - WINDOW + 1, STEP):
        name = pitch(whole[start : start + WINDOW])
        if name is not None and name != heard[-1]:
            heard.append(name)
    return [name for name in heard if name]


def pitch(part: Sequence[int]) -> str | None:
    """The one pitch of a window; empty for silence, None where it is not clear."""
    energy = sum(each * each for each in part)
    if max(map(abs, part)) < AUDIBLE:
        return ""
    name = max(PITCHES, key=lambda name: power(part, PITCHES[name]))
    # A pure tone has all its energy here.
    share = 2 * power(part, PITCHES[name]) / (len(part) * energy)
    return name if share > CLEAR else None
