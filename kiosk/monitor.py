"""The screen that a kiosk is told to use: whether anyone would see its window."""

import ctypes
import os
from collections.abc import Mapping


def size() -> tuple[int, int] | None:
    """Width and height of the screen in dots; None where there is none that can be asked."""
    name, x11 = os.environ.get("DISPLAY"), _library()
    display = x11.XOpenDisplay(name.encode()) if name and x11 else None
    if x11 is None or display is None:
        return None
    here = ctypes.c_void_p(display)
    found = x11.XDisplayWidth(here, 0), x11.XDisplayHeight(here, 0)
    x11.XCloseDisplay(here)
    return found


def unreachable(environment: Mapping[str, str] = os.environ) -> str | None:
    """The display that is named but cannot be opened; None where a window finds its place.

    SDL falls back to drawing nowhere without a word, and citizens would stand before a dark glass.
    Who chose the driver, or has another kind of screen, gets what was asked for.
    """
    name = environment.get("DISPLAY")
    if not name or environment.get("SDL_VIDEODRIVER") or environment.get("WAYLAND_DISPLAY"):
        return None
    x11 = _library()
    if x11 is None:
        return None
    display = x11.XOpenDisplay(name.encode())
    if display is None:
        return name
    x11.XCloseDisplay(display)
    return None


def _library() -> ctypes.CDLL | None:
    """Xlib with its pointers told as such; None where it is missing and nobody can be asked."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    return x11
