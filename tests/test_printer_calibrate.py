"""An official with a printer of unknown make gets a right profile, or nothing is written."""

import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image, ImageChops

from luot.cli import main
from luot.words import load
from printer.calibrate import Calibration
from printer.emulator import Emulator, Fault, Traits
from printer.emulator.traits import IDENTITY, PAGES
from printer.interview import BadAnswer, Interview, Step
from printer.printers import at
from printer.profile import Cut, FenceKind, Margin, Profile, Qr, TextMode
from printer.profile_book import keep, table
from printer.profiles import FILE, own_profiles, profile
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.styles import LEAN, NARROW
from printer.targets import Tcp, target
from printer.trial_slip import CODES
from printer.ways import Seen
from tests.emupos import Emupos, emupos

LATIN = {number: name for number, name in PAGES.items() if number < 30}
BIXOLON = Traits(pages={**LATIN, 49: "tcvn3-lower", 50: "tcvn3-upper"}, baud=9600)
__all__ = ["emupos"]

OWN = "# ours\n[quay-2]  # the one at the door\n" + table(profile("raster")).partition("\n")[2]
FOUND = Profile(
    name="may-in",
    dots=576,
    dpi=203,
    text=TextMode.TCVN3,
    style=LEAN,
    qr=Qr.NATIVE,
    margin=Margin.GS_L,
    fence=FenceKind.PID,
    cut=Cut.PARTIAL,
    pages=(49, 50),
)
say = load("vi").part("printer.calibrate")


@pytest.fixture
def serial() -> Iterator[Emulator]:
    """A printer on a slow serial port whose pages are not Epson's."""
    with Emulator.pty(BIXOLON) as printer:
        yield printer


def calibrated(printer: Emulator, data: Path, answers: str | None = None, **options: str) -> Result:
    """The command with answers written down, or, without, with what is typed."""
    typed = options.pop("typed", None)
    words = ["printer", "calibrate", "--to", printer.target, "--data", str(data)]
    words += [] if answers is None else ["--answers", answers]
    for name, value in options.items():
        words += [f"--{name}", value]
    return CliRunner().invoke(main, words, input=typed)


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.logical_xor(one, other).getbbox() is None


def ticket(traits: Traits, chosen: Profile) -> Image.Image:
    """The sample ticket as a printer gives it."""
    with Emulator.tcp(traits) as printer:
        place = target(printer.target)
        assert isinstance(place, Tcp)
        device = at(place, chosen)
        assert device.print(SAMPLE) is Outcome.PRINTED
        device.close()
        return printer.papers[-1]


# --- the whole dialogue ---------------------------------------------------------------------------


def test_a_printer_with_other_pages_gets_its_profile_and_prints_right(
    serial: Emulator, tmp_path: Path
) -> None:
    done = calibrated(serial, tmp_path, "2 14 15 16")
    assert done.exit_code == 0, done.output
    assert own_profiles(tmp_path) == {"may-in": FOUND}
    assert len(serial.papers) == 2
    assert same(serial.papers[1], ticket(Traits(), replace(profile("tcvn3"))))
    assert f"--profile may-in --data {tmp_path}" in done.output
    assert "Dùng dòng nào? (đề nghị dòng 2: bảng mã TCVN-3 số 49/50" in done.output


def test_a_name_that_lies_changes_nothing(serial: Emulator, tmp_path: Path) -> None:
    calibrated(serial, tmp_path / "honest", "2 14 15 16")
    epson: Mapping[int, bytes] = {**IDENTITY, 66: b"EPSON", 67: b"TM-T88V"}
    with Emulator.pty(replace(BIXOLON, identity=epson)) as liar:
        done = calibrated(liar, tmp_path / "liar", "2 14 15 16")
    assert "EPSON TM-T88V" in done.output
    assert own_profiles(tmp_path / "liar") == own_profiles(tmp_path / "honest")


def test_on_a_fast_wire_dots_are_proposed_and_another_line_may_be_chosen(tmp_path: Path) -> None:
    with Emulator.tcp() as printer:
        calibrated(printer, tmp_path, "1 14 15 16", name="quay-1")
        calibrated(printer, tmp_path, "1 14 15 16, 14", name="quay-2")
    own = own_profiles(tmp_path)
    assert own["quay-1"] == replace(profile("raster"), name="quay-1", fence=FenceKind.PID)
    expected = replace(profile("glyphs"), name="quay-2", fence=FenceKind.PID)
    assert own["quay-2"] == expected


def test_whoever_only_presses_enter_gets_a_ticket_that_is_right_everywhere(tmp_path: Path) -> None:
    poor = Traits(pages={0: "cp437"}, user_defined=False, answers_gs_h=False)
    with Emulator.tcp(poor) as printer:
        assert calibrated(printer, tmp_path, typed="\n" * 9).exit_code == 0
    (own,) = own_profiles(tmp_path).values()
    assert (own.text, own.margin, own.fence) == (TextMode.RASTER, Margin.BAKED, FenceKind.GS_R)


def test_a_narrow_printer_without_a_cutter_or_codes_of_its_own(tmp_path: Path) -> None:
    narrow = Traits(dots=384, native_qr=False, answers_gs_h=False, pages=LATIN, user_defined=False)
    with Emulator.tcp(narrow) as printer:
        done = calibrated(printer, tmp_path, "15 16, 15, 1, B, 0")
        assert done.exit_code == 0, done.output
    (own,) = own_profiles(tmp_path).values()
    assert (own.dots, own.style, own.qr, own.cut) == (384, NARROW, Qr.RASTER, Cut.NONE)


def test_a_printer_of_letters_that_draws_no_code_is_sent_its_dots(tmp_path: Path) -> None:
    with Emulator.pty(replace(BIXOLON, native_qr=False)) as printer:
        assert calibrated(printer, tmp_path, "2, 0, 5, B").exit_code == 0
        (code,) = zxingcpp.read_barcodes(printer.papers[1].convert("L"))
        assert code.text == SAMPLE.url
        assert own_profiles(tmp_path) == {"may-in": replace(FOUND, qr=Qr.RASTER)}


def test_a_chinese_printer_is_told_so_in_its_profile(tmp_path: Path) -> None:
    with Emulator.pty(replace(BIXOLON, chinese=True)) as printer:
        calibrated(printer, tmp_path, "2 14, 2, 1")
        assert own_profiles(tmp_path) == {"may-in": replace(FOUND, chinese=True)}
        assert same(printer.papers[1], ticket(Traits(), profile("tcvn3")))


def test_a_printer_that_answers_nothing_is_calibrated_all_the_same(tmp_path: Path) -> None:
    with Emulator.tcp() as printer:
        printer.fault(Fault.MUTE)
        done = calibrated(printer, tmp_path, "15")
        assert done.exit_code == 0, done.output
    (own,) = own_profiles(tmp_path).values()
    assert (own.status, own.fence) == (False, FenceKind.NONE)


def test_an_independent_printer_gets_its_profile_too(emupos: Emupos, tmp_path: Path) -> None:
    """It has none of the pages, takes taught letters for text, and answers no GS ( H."""
    words = ["printer", "calibrate", "--to", emupos.target, "--data", str(tmp_path)]
    done = CliRunner().invoke(main, [*words, "--answers", "15 16"])
    assert done.exit_code == 0, done.output
    assert own_profiles(tmp_path) == {"may-in": replace(profile("raster"), name="may-in")}
    slip = emupos.picture(emupos.receipts()[1])  # the newest one comes first
    codes = sorted(code.text for code in zxingcpp.read_barcodes(slip.convert("L")))
    assert codes == list(CODES)


# --- wrong answers, and second thoughts -----------------------------------------------------------


def test_a_wrong_answer_is_said_and_asked_again(serial: Emulator, tmp_path: Path) -> None:
    typed = "hai\n2 99\n2 14\n3\n\n\n7\n5\nx\nAB\nmaybe\n1\n1\n"
    done = calibrated(serial, tmp_path, typed=typed)
    assert done.exit_code == 0, done.output
    assert own_profiles(tmp_path) == {"may-in": FOUND}
    for text, step in (("hai", "right"), ("2 99", "right"), ("7", "ruler"), ("x", "qr")):
        told = say[f"bad.{step}"].format(text=text, last=16, figures=6, right="2, 14")
        assert told in done.output
    assert say["bad.way"].format(text="3", right="2, 14") in done.output
    assert say["bad.yes"].format(text="maybe") in done.output


def test_every_answer_can_be_taken_back(serial: Emulator, tmp_path: Path) -> None:
    typed = "<\n1\n<\n2\n1\n5\n<\n<\n<\n2\n0\n5\nAB\n1\n1\n"
    assert calibrated(serial, tmp_path, typed=typed).exit_code == 0
    assert own_profiles(tmp_path) == {"may-in": FOUND}


@pytest.mark.parametrize("no", ["0", "<"])
def test_a_ticket_that_is_not_right_leads_back_with_the_answers_kept(
    serial: Emulator, tmp_path: Path, no: str
) -> None:
    done = calibrated(serial, tmp_path, f"1,,,,,{no},2,,,,,1")
    assert done.exit_code == 0, done.output
    assert own_profiles(tmp_path) == {"may-in": FOUND}
    assert "0 = không dòng nào) [1]: 2" in done.output
    assert len(serial.papers) == 3


def test_where_no_line_is_right_nothing_is_written(serial: Emulator, tmp_path: Path) -> None:
    done = calibrated(serial, tmp_path, "0")
    assert (done.exit_code, say["no_way"] in done.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_none_can_be_taken_back_too() -> None:
    interview = Interview(slow=True)
    answers = iter(("0", "<", "1 16", "16", "5", "ab", "1"))
    seen = interview.hold(lambda _step, _default: next(answers), never)
    assert seen is not None
    assert (seen.way.number, next(answers, None)) == (16, None)


def test_in_a_second_round_the_earlier_answers_are_the_defaults() -> None:
    interview = Interview(slow=True)
    first = interview.hold(answering("1 16", "16", "3", "b", "0"), never)
    asked: list[tuple[Step, str]] = []

    def again(step: Step, default: str) -> str:
        asked.append((step, default))
        return default

    assert interview.hold(again, never) == first
    assert asked == [
        (Step.RIGHT, "1 16"),
        (Step.WAY, "16"),
        (Step.RULER, "3"),
        (Step.QR, "b"),
        (Step.CUT, "0"),
    ]


def never(bad: BadAnswer) -> None:
    pytest.fail(str(bad))


def answering(*answers: str) -> "Answers":
    return Answers(list(answers))


class Answers:
    """Answers in the order in which they are wanted."""

    def __init__(self, left: list[str]) -> None:
        self.left = left

    def __call__(self, step: Step, default: str) -> str:
        del step
        return self.left.pop(0) or default


def test_a_wrong_answer_is_complained_of_once() -> None:
    complaints: list[BadAnswer] = []
    interview = Interview(slow=False)
    seen = interview.hold(answering("17", "1", "0", "5", "a", "1"), complaints.append)
    assert [(bad.step, bad.text) for bad in complaints] == [(Step.RIGHT, "17")]
    assert seen == Seen(way=interview.way)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("2 99", "“2 99” không phải số dòng. Ghi các số từ 1 đến 16"),
        ("2, 0, 5, AB, 1, 1, 5", "--answers có 1 câu trả lời thừa: 5."),
    ],
)
def test_answers_written_down_wrongly_end_it(
    serial: Emulator, tmp_path: Path, answers: str, told: str
) -> None:
    done = calibrated(serial, tmp_path, answers)
    assert done.exit_code == 1
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_whoever_leaves_in_the_middle_has_written_nothing(serial: Emulator, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(OWN, encoding="utf-8")
    done = calibrated(serial, tmp_path, typed="2\n0\n5\n")
    assert (done.exit_code, say["stopped"] in done.stderr) == (1, True)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == OWN
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


# --- trouble --------------------------------------------------------------------------------------


def test_a_printer_without_paper_is_waited_for(serial: Emulator, tmp_path: Path) -> None:
    serial.fault(Fault.PAPER_OUT)
    done = calibrated(serial, tmp_path, "2")
    assert done.exit_code == 1
    assert load("vi")("printer.trouble.paper-out") in done.output
    assert (serial.papers, list(tmp_path.iterdir())) == ([], [])


def test_a_slip_that_is_held_is_waited_for_and_comes_out(tmp_path: Path) -> None:
    """The paper runs out in the midst of it; whoever sits there puts a roll in."""
    with Emulator.tcp() as printer:
        printer.at_byte(6000, lambda: printer.fault(Fault.PAPER_OUT))
        talk = Mending(printer)
        place = target(printer.target)
        assert isinstance(place, Tcp)
        Calibration(place, printer.target, load("vi"), talk).run("quay-1", tmp_path)
    assert load("vi")("printer.trouble.paper-out") in " ".join(talk.told)
    assert list(own_profiles(tmp_path)) == ["quay-1"]


class Mending:
    """Answers with what is proposed, and mends a printer when asked to."""

    def __init__(self, printer: Emulator) -> None:
        self.told: list[str] = []
        self._printer = printer

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)

    def ask(self, question: str, default: str) -> str:
        del question
        return default

    def complain(self, sentence: str) -> None:
        pytest.fail(sentence)

    def done(self) -> None:
        """Nothing more is asked."""

    def wait(self, sentence: str) -> bool:
        del sentence
        self._printer.mend()
        return True


def test_a_printer_that_is_away_is_named_with_the_remedy(tmp_path: Path) -> None:
    with Emulator.tcp() as printer:
        away = printer
    done = calibrated(away, tmp_path, "2")
    assert done.exit_code == 1
    assert load("vi")("printer.remedy.unreachable") in done.stderr


def test_wrong_use_is_one_sentence(tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, int]:
        done = CliRunner().invoke(main, ["printer", "calibrate", "--data", str(tmp_path), *words])
        return done.exit_code, len(done.stderr.splitlines())

    assert run("--to", "folder:out") == (2, 1)
    assert run("--to", "fax:1") == (2, 1)
    assert run("--to", "tcp://127.0.0.1", "--name", "Quầy 1") == (2, 1)
    assert run("--to", "tcp://127.0.0.1", "--name", "tcvn3") == (2, 1)
    assert run("--to", "tcp://127.0.0.1", "--name", "epson-t20") == (2, 1)


def test_a_spoilt_file_is_refused_before_paper_is_spent(serial: Emulator, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[quay-1]\ndots = 9\n", encoding="utf-8")
    done = calibrated(serial, tmp_path, "2")
    assert done.exit_code == 1
    assert "quay-1.dots = 9" in done.stderr
    assert serial.papers == []


# --- the file -------------------------------------------------------------------------------------


def test_other_profiles_stay_as_they_were_written(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(OWN, encoding="utf-8")
    keep(tmp_path, FOUND)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == f"{OWN}\n{table(FOUND)}"
    keep(tmp_path, replace(FOUND, name="quay-3"))
    keep(tmp_path, replace(FOUND, cut=Cut.NONE))
    assert list(own_profiles(tmp_path)) == ["quay-2", "may-in", "quay-3"]
    assert own_profiles(tmp_path)["may-in"].cut is Cut.NONE
    assert (tmp_path / FILE).read_text(encoding="utf-8").startswith(OWN)


@pytest.mark.parametrize("name", ["raster", "tcvn3", "tcvn3-stored", "glyphs", "raster-58"])
def test_what_is_written_is_read_the_same(tmp_path: Path, name: str) -> None:
    own = replace(profile(name), name="quay-1")
    keep(tmp_path, own)
    assert own_profiles(tmp_path) == {"quay-1": own}


def test_a_crash_in_the_middle_of_writing_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(OWN, encoding="utf-8")
    write = (
        "import resource, signal\n"
        "from dataclasses import replace\nfrom pathlib import Path\n"
        "from printer.profile_book import keep\nfrom printer.profiles import profile\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (64, {resource.RLIM_INFINITY}))\n"
        f"keep(Path({str(tmp_path)!r}), replace(profile('tcvn3'), name='quay-1'))\n"
    )
    done = subprocess.run([sys.executable, "-B", "-c", write], capture_output=True, check=False)
    assert done.returncode < 0, done.stderr  # killed by the system in the midst of it
    assert (tmp_path / FILE).read_text(encoding="utf-8") == OWN
    keep(tmp_path, FOUND)
    assert list(own_profiles(tmp_path)) == ["quay-2", "may-in"]
