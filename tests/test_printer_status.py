"""What a printer says of itself is sorted right, however its bytes are mixed and broken up."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.dialogue import Dialogue
from printer.fence import Fence
from printer.profiles import FenceKind
from printer.status import (
    Block,
    Demux,
    Paper,
    PrinterStatus,
    RealTime,
    Trouble,
    question,
    status,
)

# XOFF, DLE EOT, automatic status with an XON-like byte in it, GS r, a process id, XON.
MIXED = b"\x13\x16\x18\x11\x37\x0f\x03\x37\x220042\x00\x11\x12"
SORTED = [RealTime(0x16), Paper(0x03), Block(b"\x37\x220042"), RealTime(0x12)]


@given(st.lists(st.integers(1, len(MIXED) - 1)))
def test_answers_are_the_same_however_they_arrive(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(MIXED)]
    demux = Demux()
    heard = [
        answer
        for start, end in itertools.pairwise(edges)
        for answer in demux.feed(MIXED[start:end])
    ]
    assert heard == SORTED


@pytest.mark.parametrize(
    ("answers", "known", "trouble"),
    [
        ((0x12, 0x12, 0x12, 0x12), PrinterStatus(), None),
        ((0x16, 0x12, 0x12, 0x12), PrinterStatus(), None),  # the cash drawer is nobody's business
        ((0x12, 0x12, 0x12, 0x1E), PrinterStatus(paper_low=True), None),
        (
            (0x1A, 0x32, 0x12, 0x7E),
            PrinterStatus(offline=True, paper_out=True, paper_low=True),
            Trouble.PAPER_OUT,
        ),
        (
            (0x1A, 0x16, 0x12, 0x12),
            PrinterStatus(offline=True, cover_open=True),
            Trouble.COVER_OPEN,
        ),
        ((0x1A, 0x12, 0x12, 0x12), PrinterStatus(offline=True), Trouble.OFFLINE),
        ((0x1A, 0x52, 0x1A, 0x12), PrinterStatus(offline=True, error=True), Trouble.ERROR),
        ((0x12, 0x12, 0x12, 0x72), PrinterStatus(paper_out=True), Trouble.PAPER_OUT),
        ((0x12, 0x32, 0x12, 0x12), PrinterStatus(paper_out=True), Trouble.PAPER_OUT),
    ],
)
def test_four_bytes_say_what_stops_a_printer(
    answers: tuple[int, int, int, int], known: PrinterStatus, trouble: Trouble | None
) -> None:
    assert status(*answers) == known
    assert known.trouble is trouble


def test_questions_are_asked_in_real_time() -> None:
    assert [question(kind) for kind in (1, 2, 3, 4)] == [
        b"\x10\x04\x01",
        b"\x10\x04\x02",
        b"\x10\x04\x03",
        b"\x10\x04\x04",
    ]


def test_each_job_has_a_fence_of_its_own() -> None:
    first = Fence(FenceKind.PID)
    assert first.question == b"\x1d(H\x06\x00000001"
    assert first.after().question == b"\x1d(H\x06\x00000002"
    assert Fence(FenceKind.PID, 9999).after() == first
    assert Fence(FenceKind.GS_R).question == b"\x1dr\x01"


class Early:
    """A wire whose printer gives the answer to an earlier fence with its status."""

    pace: int | None = None

    def __init__(self) -> None:
        self._comes = b"\x12\x00"

    def write(self, data: bytes, seconds: float) -> None:
        del data, seconds

    def read(self, seconds: float) -> bytes:
        del seconds
        comes, self._comes = self._comes[:2], self._comes[2:]
        return comes

    def close(self) -> None:
        pass


def test_an_answer_from_before_the_job_does_not_pass_for_its_own() -> None:
    dialogue = Dialogue(Early())
    assert dialogue.status(0.1) is None
    dialogue.send(b"ticket", 0.1)
    assert dialogue.answer(Fence(FenceKind.GS_R), 0.05) is None
