"""What a printer answers is asked, and what it calls itself never believed."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from printer.emulator import Emulator, Fault, Traits
from printer.links import Link
from printer.printers import link
from printer.probe import Findings, probe
from printer.profile import FenceKind
from printer.status import PrinterStatus, Trouble
from printer.targets import target

QUICK = 0.15  # seconds: an emulator answers within one thousandth
WELL = PrinterStatus()
LIE: Mapping[int, bytes] = {66: b"EPSON", 67: b"TM-T88VII"}


def found(traits: Traits, *faults: Fault) -> Findings:
    with Emulator.tcp(traits) as printer:
        for fault in faults:
            printer.fault(fault)
        return asked(link(target(printer.target)))


def asked(wire: Link) -> Findings:
    """What was found, without what took how long."""
    try:
        return replace(probe(wire, QUICK), slowest=0.0)
    finally:
        wire.close()


ALL = Findings(told=(1, 2, 3, 4), status=WELL, gs_r=True, pid=True, calls_itself="EMULATOR LUOT-80")


@pytest.mark.parametrize(
    ("traits", "findings", "fence"),
    [
        (Traits(), ALL, FenceKind.PID),
        (Traits(answers_gs_h=False), replace(ALL, pid=False), FenceKind.GS_R),
        (
            Traits(answers_gs_h=False, answers_gs_r=False),
            replace(ALL, pid=False, gs_r=False),
            FenceKind.NONE,
        ),
        (Traits(answers_status=False), replace(ALL, told=(), status=None), FenceKind.PID),
    ],
)
def test_a_printer_is_taken_for_what_it_answers(
    traits: Traits, findings: Findings, fence: FenceKind
) -> None:
    known = found(traits)
    assert known == findings
    assert known.fence == fence


def test_a_mute_printer_answers_nothing() -> None:
    assert found(Traits(), Fault.MUTE) == Findings()


def test_a_name_changes_nothing() -> None:
    poor = Traits(answers_gs_h=False, answers_gs_r=False, answers_status=False)
    lying = replace(poor, identity={**poor.identity, **LIE})
    assert found(lying) == replace(found(poor), calls_itself="EPSON TM-T88VII")
    assert found(lying).fence == FenceKind.NONE


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [(Fault.PAPER_OUT, Trouble.PAPER_OUT), (Fault.COVER_OPEN, Trouble.COVER_OPEN)],
)
def test_a_printer_in_trouble_is_not_asked_what_it_could_not_answer(
    fault: Fault, trouble: Trouble
) -> None:
    known = found(Traits(), fault)
    assert known.trouble == trouble
    assert (known.told, known.gs_r, known.pid) == ((1, 2, 3, 4), False, False)


def test_it_asks_the_same_over_a_serial_port() -> None:
    with Emulator.pty(Traits()) as printer:
        assert asked(link(target(printer.target))) == ALL


def test_nothing_of_the_questions_comes_out_on_the_next_paper() -> None:
    """A printer that takes a question for letters drops them at the reset."""
    with Emulator.tcp(Traits(answers_gs_h=False)) as printer:
        wire = link(target(printer.target))
        wire.write(b"H0000", QUICK)
        probe(wire, QUICK)
        wire.write(b"\n\x1dV\x00", QUICK)
        assert printer.wait(lambda: bool(printer.papers))
        wire.close()
        assert printer.texts == [""]
