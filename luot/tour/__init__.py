"""One citizen's whole visit, played through every real part of a centre."""

from luot.tour.play import play

__all__ = ["play"]
