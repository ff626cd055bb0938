"""A sound card through the SDL that Kivy's window has loaded.

Not through Kivy's own SoundLoader: that wants files, holds the interpreter while it opens the card,
and keeps 93 ms in its buffer. SDL's names: https://wiki.libsdl.org/SDL2/CategoryAudio
"""

import ctypes
import logging
from typing import Any, Final

from kiosk.loudspeaker import NoSound
from kiosk.tones import RATE

log = logging.getLogger(__name__)

INIT_AUDIO: Final = 0x10
S16: Final = 0x8010
"""AUDIO_S16LSB: the byte order of every computer that this runs on."""
BUFFER: Final = 256
"""Samples, 16 ms: two of these wait in the card at most."""
PLAYING: Final = 1


class _Spec(ctypes.Structure):
    """SDL_AudioSpec."""

    _fields_ = (
        ("freq", ctypes.c_int),
        ("format", ctypes.c_uint16),
        ("channels", ctypes.c_uint8),
        ("silence", ctypes.c_uint8),
        ("samples", ctypes.c_uint16),
        ("padding", ctypes.c_uint16),
        ("size", ctypes.c_uint32),
        ("callback", ctypes.c_void_p),
        ("userdata", ctypes.c_void_p),
    )


# Takes ALSA's lines, eight for a card that is not there, of which SDL says the same in one.
HUSH: Final = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int)(
    lambda *_: None
)


def open_card() -> "Card":
    """The sound card, which AUDIODEV may name; NoSound where there is none. May take a while."""
    sdl = _sdl()
    _quieten_alsa()
    if sdl.SDL_InitSubSystem(INIT_AUDIO):
        raise _why(sdl)
    wanted = _Spec(freq=RATE, format=S16, channels=1, samples=BUFFER)
    device = sdl.SDL_OpenAudioDevice(None, 0, ctypes.byref(wanted), None, 0)
    if not device:
        why = _why(sdl)
        sdl.SDL_QuitSubSystem(INIT_AUDIO)
        raise why
    sdl.SDL_PauseAudioDevice(device, 0)
    return Card(sdl, device)


class Card:
    """An open sound card."""

    def __init__(self, sdl: Any, device: int) -> None:  # noqa: ANN401
        self._sdl = sdl
        self._device = device

    @property
    def busy(self) -> bool:
        """Whether something waits to be heard."""
        return bool(self._sdl.SDL_GetQueuedAudioSize(self._device))

    def put(self, data: bytes) -> None:
        """Play samples after all that was put before; NoSound from a card that was pulled out."""
        if self._sdl.SDL_GetAudioDeviceStatus(self._device) != PLAYING:
            raise NoSound("the sound card is gone")
        if self._sdl.SDL_QueueAudio(self._device, data, len(data)):
            raise _why(self._sdl)

    def close(self) -> None:
        """Let it go."""
        self._sdl.SDL_CloseAudioDevice(self._device)
        self._sdl.SDL_QuitSubSystem(INIT_AUDIO)


def _sdl() -> Any:  # noqa: ANN401
    """The very SDL of the window, found through what Kivy's own part is linked to."""
    from kivy.core.window import _window_sdl2  # noqa: PLC0415  # only once there is a window

    return ctypes.CDLL(_window_sdl2.__file__)


def _why(sdl: Any) -> NoSound:  # noqa: ANN401
    sdl.SDL_GetError.restype = ctypes.c_char_p
    return NoSound(sdl.SDL_GetError().decode(errors="replace"))


def _quieten_alsa() -> None:
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(HUSH)
    except OSError as gone:
        log.info("%s", gone)  # SDL says what that means
