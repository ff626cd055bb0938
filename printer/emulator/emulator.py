"""The emulated printer on its wire: one thread that takes, works and answers."""

import os
import select
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from PIL import Image

from printer.emulator.machine import Machine
from printer.emulator.pace import Pace
from printer.emulator.traits import Fault, Flow, Traits
from printer.emulator.wires import PtyWire, TcpWire, Wire

_XON, _XOFF = b"\x11", b"\x13"
_SPARE = 256  # bytes: below so much room it says XOFF, above twice as much XON
_LOOK = 0.02  # seconds between looks for a host that opens a terminal: nothing tells of that
_END = 5.0


class Emulator:
    """A receipt printer in software; use it as a context manager.

    It runs in a thread of its own, and every method may be called from any thread.
    """

    def __init__(
        self,
        wire: Wire,
        traits: Traits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.traits = traits or Traits()
        self.wire = wire
        self._clock = clock
        self._machine = Machine(self.traits, self.traits.buffer or wire.buffer)
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._incoming = b""
        self._xoff = False
        self._got = 0
        self._mark: tuple[int, Callable[[], object]] | None = None
        baud = self.traits.baud if self.traits.paced else None
        self._pace_in, self._pace_out = Pace(baud), Pace(baud)
        self._over = False
        self._wanted: Callable[[], None] | None = None
        self._failed: OSError | None = None
        self._thread: threading.Thread | None = None
        self._bell: tuple[int, int] | None = None

    @classmethod
    def tcp(cls, traits: Traits | None = None, host: str = "127.0.0.1", port: int = 0) -> Self:
        """On a TCP port; 0 takes a free one."""
        return cls(TcpWire(host, port), traits)

    @classmethod
    def pty(cls, traits: Traits | None = None, link: Path | None = None) -> Self:
        """On a serial port, which a terminal stands in for; `link` is its stable name."""
        chosen = traits or Traits()
        flow = "&flow=xonxoff" if chosen.flow is Flow.XONXOFF else ""
        options = f"?baud={chosen.baud or 9600}{flow}"
        return cls(PtyWire(link, options=options), chosen)

    @classmethod
    def device(cls, traits: Traits | None = None, link: Path | None = None) -> Self:
        """On a device file such as /dev/usb/lp0, which a terminal stands in for."""
        return cls(PtyWire(link, device=True), traits)

    def __enter__(self) -> Self:
        try:
            self.wire.plug()
        except OSError:
            self.wire.close()
            raise
        self._bell = os.pipe()
        os.set_blocking(self._bell[1], False)
        self._thread = threading.Thread(target=self._run, name="printer emulator", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._over = True
        self._ring()
        if self._thread is not None:
            self._thread.join(_END)
        self.wire.close()
        for end in self._bell or ():
            os.close(end)
        self._bell = None

    @property
    def target(self) -> str:
        """Its address, as `--printer` takes it."""
        return self.wire.target

    @property
    def papers(self) -> list[Image.Image]:
        """The papers that were cut off, oldest first: black (0) on white."""
        with self._lock:
            return list(self._machine.obeyer.press.papers)

    @property
    def strip(self) -> Image.Image:
        """What has been printed since the last cut."""
        with self._lock:
            return self._machine.obeyer.press.strip.picture()

    @property
    def texts(self) -> list[str]:
        """The letters on each paper that came as text, line by line."""
        with self._lock:
            return list(self._machine.obeyer.press.texts)

    @property
    def urls(self) -> list[str]:
        """The contents of the QR codes that it drew itself."""
        with self._lock:
            return list(self._machine.obeyer.urls)

    @property
    def unknown(self) -> list[bytes]:
        """What it did not know or could not obey, each the first 64 bytes at most."""
        with self._lock:
            return list(self._machine.obeyer.unknown)

    @property
    def realtime_in_data(self) -> int:
        """How many real-time commands stood inside the data of other commands."""
        with self._lock:
            return self._machine.stream.realtime_in_data

    @property
    def keys(self) -> list[bytes]:
        """The key codes of the pictures that it keeps without power."""
        with self._lock:
            return self._machine.obeyer.nv.keys

    @property
    def faults(self) -> frozenset[Fault]:
        """What is wrong with it now."""
        with self._lock:
            return frozenset(self._machine.faults)

    @property
    def powered(self) -> bool:
        """Whether it is switched on."""
        with self._lock:
            return self._machine.powered

    @property
    def unfinished(self) -> bool:
        """Whether a command has begun whose rest has not come."""
        with self._lock:
            return self._machine.stream.unfinished

    @property
    def incoming(self) -> int:
        """How many bytes are on the line, for which it is too slow or has no room yet."""
        with self._lock:
            return len(self._incoming)

    def fault(self, fault: Fault) -> None:
        """Break something."""
        with self._lock:
            self._machine.change(lambda faults: faults.add(fault))
            if fault is Fault.UNPLUGGED:
                self._on_wire(self._hang_up)
        self._ring()

    def mend(self, fault: Fault | None = None) -> None:
        """Mend it, or everything; what was held comes out."""
        with self._lock:
            mended = set(Fault) if fault is None else {fault}
            back = Fault.UNPLUGGED in mended & self._machine.faults
            self._machine.change(lambda faults: faults.difference_update(mended))
            if back and (self._machine.powered or not self.wire.powered):
                self._on_wire(self.wire.plug)
        self._ring()

    def unplug(self) -> None:
        """Pull the cable out; the printer keeps what it has."""
        self.fault(Fault.UNPLUGGED)

    def plug(self) -> None:
        """Put the cable back."""
        self.mend(Fault.UNPLUGGED)

    def power_off(self) -> None:
        """Switch it off: all it keeps are paper and stored pictures."""
        with self._lock:
            self._machine.switch(on=False)
            if self.wire.powered:
                self._on_wire(self._hang_up)
        self._ring()

    def power_on(self) -> None:
        """Switch it on again."""
        with self._lock:
            self._machine.switch(on=True)
            if Fault.UNPLUGGED not in self._machine.faults:
                self._on_wire(self.wire.plug)
        self._ring()

    def _on_wire(self, act: Callable[[], None]) -> None:
        """Done by the thread itself: a wire that it waits on stays open until it wakes."""
        if self._thread is None or threading.current_thread() is self._thread:
            act()
            return
        self._wanted, self._failed = act, None
        self._ring()
        self._changed.wait_for(lambda: self._wanted is None, _END)
        if self._failed is not None:
            raise self._failed

    def _do_wanted(self) -> None:
        if self._wanted is not None:
            try:
                self._wanted()
            except OSError as error:  # for whoever asked for it
                self._failed = error
            self._wanted = None

    def at_byte(self, count: int, then: Callable[[], object]) -> None:
        """Run `then` once `count` more bytes have come, and before any after them is taken."""
        with self._lock:
            self._got, self._mark = 0, (count, then)
        self._ring()

    def wait(self, until: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Wait until something holds of it; whether it came to that in time."""
        with self._changed:
            return self._changed.wait_for(until, seconds)

    def _hang_up(self) -> None:
        self.wire.unplug()
        self._incoming = b""
        self._machine.out.clear()
        self._xoff = False

    def _ring(self) -> None:
        """Wake the thread."""
        with self._lock, suppress(BlockingIOError):
            if self._bell is not None:
                os.write(self._bell[1], b"!")

    def _run(self) -> None:
        while True:
            with self._changed:
                if self._over:
                    return
                self._do_wanted()
                seconds = self._turn()
                waits = self.wire.waits() if self._listening else []
                if not waits:
                    seconds = _LOOK if seconds is None else min(seconds, _LOOK)
                self._changed.notify_all()
            self._pause(waits, seconds)

    def _pause(self, waits: list[int], seconds: float | None) -> None:
        assert self._bell is not None  # noqa: S101  # it runs only between enter and exit
        bell = self._bell[0]
        ready, _, _ = select.select([bell, *waits], [], [], seconds)
        if bell in ready:
            os.read(bell, 512)

    @property
    def _listening(self) -> bool:
        """Whether it would take more bytes."""
        return not self._incoming and Fault.STALLED not in self._machine.faults

    def _turn(self) -> float | None:
        """Everything that can be done now; seconds until there may be more, None for no limit."""
        now = self._clock()
        self.wire.look()
        if self._listening:
            self._incoming = self.wire.read()
            self._pace_in.begin(now)
        self._take(now)
        self._machine.work(now)
        self._steer()
        self._send(now)
        return self._next(now)

    def _take(self, now: float) -> None:
        """Bytes into the printer, as many as the line, the buffer and the mark let by."""
        while self._incoming and Fault.STALLED not in self._machine.faults:
            self._machine.work(now)
            count = min(len(self._incoming), self._pace_in.room(now), self._machine.room)
            if self._mark is not None:
                count = min(count, self._mark[0] - self._got)
            if count > 0:
                self._pass_on(count)
            elif self._mark is None or self._mark[0] > self._got:
                return
            self._pass_mark(now)

    def _pass_on(self, count: int) -> None:
        data, self._incoming = self._incoming[:count], self._incoming[count:]
        self._got += count
        self._pace_in.spend(count)
        self._machine.receive(data)

    def _pass_mark(self, now: float) -> None:
        if self._mark is not None and self._got >= self._mark[0]:
            self._machine.work(now)
            (_, then), self._mark = self._mark, None
            then()

    def _steer(self) -> None:
        """XOFF when it gets full, XON when there is room again."""
        if self.traits.flow is not Flow.XONXOFF:
            return
        room = self._machine.room
        if not self._xoff and room < _SPARE:
            self._xoff = True
            self._machine.out[:0] = _XOFF
        elif self._xoff and room > 2 * _SPARE:
            self._xoff = False
            self._machine.out[:0] = _XON

    def _send(self, now: float) -> None:
        out = self._machine.out
        if not out:
            self._pace_out.begin(now)
        count = min(len(out), self._pace_out.room(now))
        if count:
            sent = self.wire.write(bytes(out[:count]))
            self._pace_out.spend(sent)
            del out[:sent]

    def _next(self, now: float) -> float | None:
        times = []
        if self._incoming and self._machine.room:
            times.append(self._pace_in.wait(now))
        if self._machine.out:
            times.append(max(self._pace_out.wait(now), 0.001))
        if self._machine.due is not None:
            times.append(max(self._machine.due - now, 0.0))
        return min(times, default=None)
