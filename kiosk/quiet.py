"""Keeps Kivy to its glass: no arguments eaten, no files in the home folder, no logger taken over.

Importing this module sets the environment, which Kivy reads once, when it is first imported.
"""

import ctypes
import gc
import logging
import os

os.environ.update(
    KIVY_NO_ARGS="1",
    KIVY_NO_CONFIG="1",
    KIVY_NO_FILELOG="1",
    KIVY_LOG_MODE="PYTHON",
)

# Kivy sets its own logger to tell everything; a kiosk's log is for trouble.
logging.getLogger("kivy").addFilter(lambda record: record.levelno >= logging.WARNING)

# Pictures and slips are large and short-lived. By default glibc would keep their room for good, in
# a heap for each thread: 40 MB more after a dozen tickets.
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
libc = ctypes.CDLL(None)
if hasattr(libc, "mallopt"):
    libc.mallopt(M_MMAP_THRESHOLD, 128 * 1024)
    libc.mallopt(M_ARENA_MAX, 1)


def hurry() -> None:
    """Until the first frame nothing that is loaded is garbage, and looking for some takes 50 ms."""
    gc.disable()


def settle() -> None:
    """What is loaded by now stays for good; from here on garbage is looked for again."""
    gc.freeze()
    gc.enable()


def tidy() -> None:
    """Give memory that is no longer used back to the computer."""
    if hasattr(libc, "malloc_trim"):
        libc.malloc_trim(0)
