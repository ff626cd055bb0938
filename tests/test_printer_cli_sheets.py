"""`luot printer test-page`, `documents`, `summary`, `pairing`, `store`, and the logo."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from kiosk.known import offered
from kiosk.paper import slip
from kiosk.view import Errand
from luot.cli import main
from luot.client import Client, Issued
from luot.words import load
from printer import asking, shelf, stored
from printer.emulator import Emulator
from printer.profiles import profile
from printer.sample import SAMPLE
from printer.writer import Writer
from tests.servers import Server
from tests.test_printer_store import art

BIRTH = "1.001193"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["printer", *map(str, words)])


def asked(server: Server, right: str) -> list[str]:
    return ["--server", server.url, "--token", server.tokens[right], "--profile", "tcvn3"]


def test_the_test_page_comes_out_and_names_printer_profile_and_centre(server: Server) -> None:
    with Emulator.tcp() as printer:
        done = run("test-page", "--to", printer.target, *asked(server, "kiosk"))
        assert (done.exit_code, done.stderr) == (0, "")
        text = printer.texts[0]
        assert printer.target in text
        assert "Phường Đông Sơn" in text
        assert (printer.urls, printer.unknown) == ([server.url], [])


def test_the_test_page_needs_no_server() -> None:
    with Emulator.tcp() as printer:
        done = run("test-page", "--to", printer.target, "--profile", "glyphs", "--lang", "en")
        assert done.exit_code == 0
        assert (len(printer.papers), printer.urls, printer.unknown) == (1, [], [])


def test_papers_to_bring_are_those_of_the_servers_catalogue(server: Server) -> None:
    with Emulator.tcp() as printer:
        to = ["--to", printer.target, *asked(server, "kiosk")]
        done = run("documents", BIRTH, *to, "--url", "https://dichvucong.gov.vn")
        assert done.exit_code == 0, done.output
        assert "Đăng ký khai sinh" in printer.texts[0]
        assert "[ ] Giấy chứng sinh" in printer.texts[0]
        assert printer.urls == ["https://dichvucong.gov.vn"]
        done = run("documents", "9.999999", *to, "--lang", "en")
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert "9.999999" in done.stderr


def test_the_day_is_told_to_a_manager_only(server: Server) -> None:
    issued = server.post("/tickets", {"procedure": BIRTH}, by="kiosk")
    assert issued.status_code == 201
    with Emulator.tcp() as printer:
        done = run("summary", "--to", printer.target, *asked(server, "manager"))
        assert done.exit_code == 0, done.output
        assert [line.split()[-1] for line in printer.texts[0].splitlines() if "lấy số" in line] == [
            str(server.get("/reports/day", by="manager").json()["tickets"]["issued"])
        ]
        gone = run("summary", "2020-01-02", "--to", printer.target, *asked(server, "manager"))
        assert gone.exit_code == 0
        assert "Thứ Năm, 02/01/2020" in printer.texts[1]
        refused = run("summary", "--to", printer.target, *asked(server, "kiosk"))
        assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
        assert len(printer.papers) == 2


def test_the_figures_are_read_as_the_server_writes_them(server: Server) -> None:
    with Client(server.url, server.tokens["manager"]) as client:
        figures = asking.day(client, date(2020, 1, 2))
    assert (figures.date, figures.tickets.issued, figures.waiting.n) == (date(2020, 1, 2), 0, 0)


def test_a_pairing_code_is_printed_for_its_device(tmp_path: Path) -> None:
    server = ["--server", "http://192.168.1.10:8080", "--to", f"folder:{tmp_path}"]
    for device in ("kiosk", "display", "counter", "printer"):
        done = run("pairing", "7K3QW9X2", *server, "--device", device, "--until", "16:30")
        assert done.exit_code == 0, done.output
    assert len(list(tmp_path.glob("*-pairing*.png"))) == 4


def test_fixed_lines_are_given_for_the_procedures_asked_for_most(
    server: Server, tmp_path: Path
) -> None:
    with Emulator.tcp() as printer:
        to = ["--to", printer.target, "--profile", "tcvn3-stored", "--data", tmp_path]
        to += ["--server", server.url, "--token", server.tokens["kiosk"], "--most", "3"]
        done = run("store", *to)
        assert done.exit_code == 0, done.output
        kept = shelf.load(tmp_path)
        # The head, the note, and the papers of three procedures.
        assert (len(kept.keys), kept.codes) == (5, frozenset(printer.keys))


def test_a_full_disk_is_told_of_the_folder_that_the_list_should_go_to(tmp_path: Path) -> None:
    (tmp_path / ".stored.json").symlink_to("/dev/full")
    with Emulator.tcp() as printer:
        to = ["--to", printer.target, "--profile", "tcvn3-stored", "--data", tmp_path]
        done = run("store", "--sample", *to, "--lang", "en")
    told = f"The disk with {tmp_path} is full. Please free some space and try again.\n"
    assert (done.exit_code, done.output) == (1, told)


def test_the_lines_that_are_given_are_those_of_the_kiosks_own_tickets(server: Server) -> None:
    chosen = profile("tcvn3-stored")
    at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC) + timedelta(hours=7)
    with Client(server.url, server.tokens["kiosk"]) as client:
        offer = asking.offer(client)
        ours = next(each for each in asking.usual(offer, 99, "vi", at) if each.procedure == BIRTH)
        issued = client.take_ticket(procedures=[BIRTH])
    theirs = slip(
        issued,
        Errand(queue=issued.queue, procedure=BIRTH),
        "vi",
        offered(offer),
        priority=False,
        reprint=False,
    )
    assert isinstance(issued, Issued)
    assert list(Writer(chosen).drawings(theirs)) == list(Writer(chosen).drawings(ours))


def test_a_named_tickets_lines_are_given_and_its_job_shows_them(tmp_path: Path) -> None:
    once, bytes_ = tmp_path / "once.bin", tmp_path / "job.bin"
    done = run("job", "--sample", "--profile", "tcvn3-stored", "-o", bytes_, "--store-file", once)
    assert done.exit_code == 0
    drawings = list(Writer(profile("tcvn3-stored")).drawings(SAMPLE))
    assert once.read_bytes() == b"".join(stored.load(drawings, stored.shelf(drawings)))
    assert len(bytes_.read_bytes()) <= 340
    with Emulator.tcp() as printer:
        to = ["--to", printer.target, "--profile", "tcvn3-stored", "--data", tmp_path]
        assert run("store", "--sample", *to).exit_code == 0
        assert run("print", "--sample", *to).exit_code == 0
        assert "Giấy tờ cần có" not in printer.texts[-1]
        saved = json.loads((tmp_path / shelf.NAME).read_bytes())
        assert len(saved["keys"]) == 3


def test_a_second_ticket_on_a_printer_that_was_taught_is_short(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    run("job", "--sample", "--profile", "glyphs", "-o", first)
    run("job", "--sample", "--profile", "glyphs", "--warm", "-o", second)
    assert second.stat().st_size < first.stat().st_size / 2


def test_a_logo_stands_on_the_ticket_and_a_bad_one_is_one_sentence(tmp_path: Path) -> None:
    seal, picture = tmp_path / "logo.png", tmp_path / "ticket.png"
    seal.write_bytes(art())
    done = run("job", "--sample", "--logo", seal, "--preview", picture)
    assert done.exit_code == 0
    with Image.open(picture) as paper:
        assert paper.height > 1026 + 100
    for bad in (tmp_path / "none.png", Path(__file__)):
        for command in (["job", "-o", tmp_path / "x"], ["print", "--to", f"folder:{tmp_path}"]):
            done = run(*command, "--sample", "--logo", bad, "--lang", "en")
            assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
            assert str(bad) in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["store", "--to", "tcp://127.0.0.1:1", "--sample"], 2),
        (["store", "--to", "tcp://127.0.0.1:1", "--profile", "tcvn3-stored"], 2),
        (["store", "--to", "folder:/tmp", "--profile", "tcvn3-stored", "--sample"], 2),
        (["store", "--to", "tcp://127.0.0.1:1", "--profile", "tcvn3-stored", "--sample"], 1),
        (["summary", "yesterday", "--to", "folder:/tmp", "--server", "http://127.0.0.1:1"], 2),
        (["summary", "--to", "folder:/tmp", "--server", "http://127.0.0.1:1"], 1),
        (["documents", "1", "--to", "folder:/tmp", "--server", "http://127.0.0.1:1"], 1),
        (["pairing", "1", "--to", "lpt1", "--server", "http://127.0.0.1:1"], 2),
        (["pairing", "1", "--to", "x", "--server", "http://127.0.0.1:1", "--until", "soon"], 2),
        (["test-page", "--to", "tcp://127.0.0.1:1"], 1),
    ],
)
def test_wrong_use_is_one_sentence_and_no_traceback(words: list[str], code: int) -> None:
    for lang in ("vi", "en"):
        done = run(*words, "--lang", lang)
        assert (done.exit_code, done.stdout) == (code, "")
        assert len(done.stderr.splitlines()) == 1


def test_the_words_of_all_devices_and_ways_are_there() -> None:
    for lang in ("vi", "en"):
        assert load(lang)("sheet.pairing.device_printer")
