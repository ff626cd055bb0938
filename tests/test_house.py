"""The house itself: its packages are the ones in this folder, its words are complete."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import counter
import display
import kiosk
import luot
import printer
import server
from luot import words
from luot.cli import COMMANDS, main
from luot.words.language import placeholders

REPO = Path(__file__).resolve().parent.parent
PACKAGES = (luot, server, kiosk, counter, display, printer)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_a_package_is_this_house_and_no_stranger_of_the_same_name(package: object) -> None:
    assert Path(package.__file__).is_relative_to(REPO)  # type: ignore[attr-defined]


def test_both_languages_have_the_same_sentences_with_the_same_values() -> None:
    assert words.LANGUAGES == ("vi", "en")
    vietnamese, english = (words.load(lang).sentences for lang in words.LANGUAGES)
    assert vietnamese.keys() == english.keys()
    differing = [
        key for key in vietnamese if placeholders(vietnamese[key]) != placeholders(english[key])
    ]
    assert differing == []


def test_no_sentence_is_empty_or_decomposed() -> None:
    for lang in words.LANGUAGES:
        for key, sentence in words.load(lang).sentences.items():
            assert sentence.strip(), key
            assert not re.search("[\u0300-\u036f]", sentence), key


def test_every_command_of_the_house_explains_itself() -> None:
    for name in COMMANDS:
        assert main.get_command(main.make_context("luot", ["--help"], resilient_parsing=True), name)


def test_the_server_needs_no_kivy_and_no_browser() -> None:
    look = "import sys, server.cli; print([m for m in ('kivy', 'playwright') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(shutil.which("git") is None, reason="no git to list the project's files")
def test_the_project_speaks_of_itself_alone() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=REPO, capture_output=True, text=True, check=False
    ).stdout.split()
    hosts = ("python" + "hosted", "debian" + ".org", "npm" + "js.")
    for name in tracked:
        path = REPO / name
        if path.suffix in {".py", ".md", ".toml", ".sh", ".txt", ".html", ".js", ".css", ".kv"}:
            text = path.read_text(encoding="utf-8")
            assert not any(host in text for host in hosts), name
            assert not re.search(r"/(?:work|farm|root)/", text), name
