"""Keeps Kivy to its glass: no arguments eaten, no files in the home folder, no logger taken over.

Importing this module sets the environment, which Kivy reads once, when it is first imported.
"""

import os

os.environ.update(
    KIVY_NO_ARGS="1",
    KIVY_NO_CONFIG="1",
    KIVY_NO_FILELOG="1",
    KIVY_LOG_MODE="PYTHON",
)
