"""`luot printer`: exact bytes, pictures, and one sentence for whatever is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from luot.cli import main
from luot.words import load
from printer.profiles import makes, profile, profiles
from printer.sample import SAMPLE
from printer.writer import job
from tests.fake_printer import Behaviour, FakePrinter

TICKET = """{"site": "S042", "centre": "Phường Đông Sơn", "number": "A012", "queue": "Hộ tịch",
"issued_at": "2026-11-23T08:42:00+07:00", "wait": %s, "ahead": %s}"""


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["printer", *map(str, words)])


def test_the_job_of_the_sample_is_what_the_printer_would_get(tmp_path: Path) -> None:
    target, picture = tmp_path / "job.bin", tmp_path / "job.png"
    done = run("job", "--sample", "-o", target, "--preview", picture, "--warm")
    assert done.exit_code == 0, done.output
    assert target.read_bytes() == job(SAMPLE, profile()).data
    with Image.open(picture) as image:
        assert image.size == (576, 1026)
    assert f"{target.stat().st_size} byte" in done.stderr


def test_a_job_may_go_to_the_next_program() -> None:
    done = run("job", "--sample", "-o", "-", "--profile", "raster")
    assert done.stdout_bytes == job(SAMPLE, profile("raster")).data


def test_all_profiles_are_listed_and_what_is_not_built_is_absent() -> None:
    listed = [line.split()[0] for line in run("profiles").stdout.splitlines()]
    assert listed == [*profiles(), *makes()]
    assert {"raster-lean", "raster"} <= set(listed)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["job", "-o", "x"], 2),
        (["job", "--sample", "x.json", "-o", "x"], 2),
        (["job", "--sample"], 2),
        (["job", "--sample", "--profile", "none-such", "-o", "x"], 2),
        (["print", "--sample", "--to", "lpt1"], 2),
        (["job", "/nowhere.json", "-o", "x"], 1),
        (["job", "--sample", "-o", "/nowhere/x"], 1),
    ],
)
def test_wrong_use_is_one_sentence_and_no_traceback(words: list[str], code: int) -> None:
    for lang in ("vi", "en"):
        done = run(*words, "--lang", lang)
        assert (done.exit_code, done.stdout) == (code, "")
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "{}",
        TICKET % ('{"low": 5, "high": 1}', 0),
        TICKET % ("null", -1),
        (TICKET % ("null", 1)).replace("+07:00", ""),
        (TICKET % ("null", 1)).replace('"A012"', "12"),
    ],
)
def test_a_file_that_is_no_ticket_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ticket.json"
    file.write_text(text, encoding="utf-8")
    done = run("job", file, "-o", tmp_path / "x")
    assert done.exit_code == 1
    assert str(file) in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_of_several_tickets_the_one_that_is_none_is_named(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(TICKET % ("null", 1), encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    to = ("--to", "tcp://127.0.0.1:1", "--profile", "tcvn3-stored")
    done = run("store", good, bad, *to, "--data", tmp_path)
    assert done.exit_code == 1
    assert str(bad) in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_printed_ticket_is_told_and_a_silent_printer_is_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "ticket.json"
    file.write_text(TICKET % ('{"low": 5, "high": 10}', 2), encoding="utf-8")
    say = load("en")
    with FakePrinter() as fake:
        done = run("print", file, "--to", f"tcp://127.0.0.1:{fake.port}", "--lang", "en")
        assert (done.exit_code, done.stdout) == (0, say("printer.outcome.printed") + "\n")
        assert len(fake.machine.papers) == 1
    with FakePrinter(Behaviour(mute=True)) as fake:
        done = run("print", file, "--to", f"tcp://127.0.0.1:{fake.port}", "--lang", "en")
    told = " ".join(
        say(f"printer.{part}") for part in ("outcome.not_sent", "trouble.mute", "remedy.mute")
    )
    assert (done.exit_code, done.stderr) == (1, told + "\n")


def test_a_full_disk_is_told_with_the_file_and_the_remedy() -> None:
    done = run("job", "--sample", "-o", "/dev/full", "--lang", "en")
    assert done.exit_code == 1
    assert done.output == (
        "The disk with /dev/full is full. Please free some space and try again.\n"
    )


def test_a_reader_that_goes_away_is_no_trouble_with_a_file() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "luot", "printer", "profiles"]
    try:
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
