"""The printer without its wire: bytes in, answers out; it is told the time."""

from collections.abc import Callable

from printer.emulator import status
from printer.emulator.commands import Obeyer
from printer.emulator.realtime import Ask, Clear, Ear, RealTime, Recover
from printer.emulator.stream import Stream
from printer.emulator.traits import DPI, HOLDING, Fault, Traits

_INCH = 25.4
_CLEARED = b"\x37\x25\0"
_DLE = 0x10
_ASB_KINDS = 0x4E  # on-line, errors, paper, panel switch: any of them tells of every change here


class Machine:
    """One printer. `receive` what came, then `work` until nothing is left to do now."""

    def __init__(self, traits: Traits, buffer: int) -> None:
        self.traits = traits
        self.powered = True
        self.faults: set[Fault] = set()
        self.out = bytearray()
        self._buffer = buffer
        self._ear = Ear()
        self.stream = Stream()
        self.obeyer = Obeyer(traits, self.sensed)
        self._free_at = 0.0
        self._counted = 0

    def sensed(self) -> frozenset[Fault]:
        """What its sensors see now."""
        return status.sensed(self.faults, near_end_sensor=self.traits.near_end_sensor)

    @property
    def held(self) -> bool:
        """Whether it prints nothing until it is mended."""
        return not self.powered or bool(self.faults & HOLDING)

    @property
    def room(self) -> int:
        """Bytes that it still has room for."""
        return self._buffer - self.stream.waiting

    @property
    def due(self) -> float | None:
        """When the paper has moved and work goes on; None: nothing to wait for."""
        return self._free_at if self.stream.waiting and not self.held else None

    def receive(self, data: bytes) -> None:
        """Take bytes: real-time commands now, the rest in its turn and as far as there is room."""
        if not self.powered:
            return
        for command in self._ear.hear(data):
            self._at_once(command)
        self.stream.feed(data[: max(self.room, 0)])

    def work(self, now: float) -> None:
        """Do what can be done now."""
        while not self.held and now >= self._free_at and self._step():
            self._move(now)

    def _step(self) -> bool:
        """One thing; False where nothing has come."""
        if self.obeyer.expects_response and self.stream.peek() not in {None, _DLE}:
            return self._respond(self.stream.peek())
        item = self.stream.next()
        if item is None:
            return False
        self._say(self.obeyer.obey(item))
        return True

    def _respond(self, byte: int | None) -> bool:
        answer = None if byte is None else self.obeyer.response(byte)
        if answer is not None:
            self.stream.drop()
            self._say(answer)
        return True

    def _move(self, now: float) -> None:
        """The paper takes its time."""
        rows = self.obeyer.press.strip.rows
        if self.traits.speed is not None:
            self._free_at = max(now, self._free_at) + (rows - self._counted) / (
                self.traits.speed * DPI / _INCH
            )
        self._counted = rows

    def _say(self, answer: bytes) -> None:
        fence = answer[:2] == b"\x37\x22" or (len(answer) == 1 and not answer[0] & 0x90)
        if Fault.MUTE in self.faults or (fence and Fault.DEAF_TO_FENCES in self.faults):
            return
        self.out += answer

    def _at_once(self, command: RealTime) -> None:
        match command:
            case Ask(kind):
                if self.traits.answers_status:
                    self._say(status.realtime(kind, self.sensed()))
            case Recover(clear):
                self._recover(clear=clear)
            case Clear():
                self._drop()
                self._say(_CLEARED)

    def _recover(self, *, clear: bool) -> None:
        if Fault.ERROR in self.faults:
            if clear:
                self._drop()
            self.change(lambda faults: faults.discard(Fault.ERROR))

    def _drop(self) -> None:
        """Forget what has not been printed."""
        counted = self.stream.realtime_in_data
        self.stream = Stream()
        self.stream.realtime_in_data = counted

    def change(self, how: Callable[[set[Fault]], None]) -> None:
        """Break or mend something; whoever asked with GS a is told."""
        before = self.sensed()
        how(self.faults)
        if self.powered and self.obeyer.automatic & _ASB_KINDS and self.sensed() != before:
            self._say(status.automatic(self.sensed()))

    def switch(self, *, on: bool) -> None:
        """The power switch: buffer, settings and user-defined characters do not outlive it."""
        self.powered = on
        self._drop()
        self.out.clear()
        self._ear = Ear()
        self.obeyer.reset()
