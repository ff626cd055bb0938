"""A language is a file: found by itself, allowed to have gaps, never in the way of a citizen."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from luot import words
from luot.cli import main
from luot.config import FILE, load, write_demo
from luot.translating import check, citizens, sheet
from luot.translating.check import Fault, Finding
from luot.words.language import HOUSE, Language, heads
from printer.letters import REPERTOIRE
from printer.raster import TYPEFACES
from tests import third_language
from tests.third_language import CODE, NAME, doubled

VI, EN = words.load("vi").sentences, words.load("en").sentences
QUESTION = "kiosk.home.question"
PREPARED = [code for code, each in heads(HOUSE).items() if not each.whole]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUOT_WORDS", str(tmp_path))
    return tmp_path


def luot(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["words", *args])
    return done.exit_code, done.output


def entry(text: str, **more: str) -> sheet.Entry:
    return sheet.Entry(line=7, text=text, **more)


def one(key: str, of: sheet.Entry, *, letters: str = "") -> list[Finding]:
    language = Language(code=CODE, name=NAME, letters=letters)
    return list(check.look_over(sheet.Sheet(language=language, entries={key: of}), VI, EN))


def faults(key: str, text: str) -> list[Fault]:
    return [each.fault for each in one(key, entry(text))]


def test_the_house_speaks_vietnamese_and_english_and_offers_no_other_language_yet() -> None:
    assert words.LANGUAGES == words.offered() == ("vi", "en")
    assert PREPARED == ["mww", "tyz"]


def test_a_file_in_the_folder_is_a_language(folder: Path) -> None:
    third_language.write(folder)
    assert words.offered() == ("vi", "en", CODE)
    assert words.load(CODE)(QUESTION) == doubled(VI[QUESTION])
    assert words.load(CODE).lang == CODE


def test_an_empty_or_missing_sentence_is_said_in_the_language_it_falls_back_to(
    folder: Path,
) -> None:
    third_language.write(folder, empty=(QUESTION,))
    assert words.load(CODE)(QUESTION) == VI[QUESTION]
    assert words.load(CODE)("kiosk.cli.bad_size", size="1x") == VI["kiosk.cli.bad_size"].format(
        size="1x"
    )
    assert not words.load(CODE).english


def test_a_language_of_visitors_falls_back_to_english_with_its_names(folder: Path) -> None:
    third_language.write(folder, empty=(QUESTION,), falls_back="en")
    assert words.load(CODE)(QUESTION) == EN[QUESTION]
    assert words.load(CODE).english


def test_a_sentence_with_other_values_is_never_said(folder: Path) -> None:
    file = third_language.write(folder)
    text = file.read_text(encoding="utf-8")
    key = "kiosk.ticket.closes"
    right = doubled(VI[key])
    for code, wrong in (("qab", "{m}"), ("qac", "{"), ("qad", "{n} {}")):
        other = text.replace(right, right.replace("{n}", wrong)).replace(f'"{CODE}"', f'"{code}"')
        (folder / f"{code}.toml").write_text(other, encoding="utf-8")
    for code in ("qab", "qac", "qad"):
        assert words.load(code)(QUESTION) == doubled(VI[QUESTION])
        assert words.load(code)(key, n=20) == VI[key].format(n=20)


@pytest.mark.parametrize(
    "source",
    [
        "no toml at all",
        'code = "qaa"',
        '[language]\ncode = "qab"\nname = "X"\noffered = true',
        '[language]\ncode = "qaa"\noffered = true',
        '[language]\ncode = "qaa"\nname = "X"\noffered = "yes"',
        '[language]\ncode = "qaa"\nname = "X"\noffered = true\nfont = "Comic"',
        "\udcff",
    ],
)
def test_a_file_that_cannot_be_used_is_no_language_and_stops_nothing(
    folder: Path, source: str
) -> None:
    (folder / "qaa.toml").write_bytes(source.encode("utf-8", "surrogateescape"))
    assert words.offered() == ("vi", "en")
    assert words.load("qaa")(QUESTION) == VI[QUESTION]


def test_a_folder_that_is_not_there_stops_nothing(folder: Path) -> None:
    folder.rmdir()
    assert words.offered() == ("vi", "en")


def test_a_file_whose_sentences_are_broken_speaks_what_it_falls_back_to(folder: Path) -> None:
    file = folder / "qaa.toml"
    head = '[language]\ncode = "qaa"\nname = "X"\noffered = true\n'
    file.write_text(f'{head}[kiosk.home]\nquestion = "no end\n', encoding="utf-8")
    assert words.load("qaa")(QUESTION) == VI[QUESTION]


def test_a_folder_cannot_replace_what_staff_read(folder: Path) -> None:
    head = '[language]\ncode = "vi"\nname = "X"\noffered = true\n'
    (folder / "vi.toml").write_text(f'{head}[kiosk.home]\nquestion = "?"\n', encoding="utf-8")
    assert words.load("vi")(QUESTION) == VI[QUESTION]


def test_a_centre_offers_only_languages_that_are_offered(folder: Path) -> None:
    third_language.write(folder)
    write_demo(folder / FILE)
    source = (folder / FILE).read_text(encoding="utf-8")
    three = source.replace('languages = ["vi", "en"]', f'languages = ["{CODE}", "vi", "en"]')
    (folder / FILE).write_text(three, encoding="utf-8")
    assert load(folder / FILE).languages == (CODE, "vi", "en")


def test_citizens_read_what_stands_on_the_kiosk_unless_it_is_for_staff() -> None:
    asked = set(citizens.keys(VI))
    kiosk = {key.split(".")[1] for key in VI if key.startswith("kiosk.")}
    staff = {key.split(".")[1] for key in VI if key.startswith("kiosk.") and key not in asked}
    for_nobody_else = {"staff", "check", "pin", "paired", "cli", "log", "scanner"}
    assert staff == for_nobody_else | {"invite", "rest", "trouble"}
    assert kiosk - staff <= {key.split(".")[1] for key in asked if key.startswith("kiosk.")}
    assert not any(key.startswith(("printer.", "counter.", "manager.", "config.")) for key in asked)


@pytest.mark.parametrize("code", PREPARED)
def test_a_prepared_file_is_not_offered_and_has_no_invented_sentence(code: str) -> None:
    source = (Path(str(HOUSE)) / f"{code}.toml").read_text(encoding="utf-8")
    found = sheet.read(source)
    if found.translated:
        pytest.skip("somebody has begun to translate it")
    assert "CHƯA DỊCH" in source.splitlines()[0]
    assert not found.language.offered
    assert one(QUESTION, entry(""), letters=found.language.letters) == []


def test_fonts_and_printers_have_every_letter_of_the_prepared_languages() -> None:
    rpa = "abcdefghijklmnopqrstuvwxyz"
    vietnamese = "".join(sorted({letter for sentence in VI.values() for letter in sentence}))
    letters = set(rpa + rpa.upper() + vietnamese) - {"\n", "│", "→", "✓", "✗"}
    assert [
        letter
        for letter in sorted(letters & REPERTOIRE)
        for face in TYPEFACES.values()
        if not face.covers(letter)
    ] == []
    assert check.lacking(rpa + rpa.upper() + "ăâđêôơư") == ""


def test_preparing_asks_for_every_sentence_under_its_vietnamese(folder: Path) -> None:
    assert luot("prepare", "mww", "--name", "Hmoob Dawb")[0] == 0
    source = (folder / "mww.toml").read_text(encoding="utf-8")
    found = sheet.read(source)
    assert found.language == Language(code="mww", name="Hmoob Dawb")
    assert tuple(sorted(found.entries)) == tuple(sorted(citizens.keys(VI)))
    assert {key: each.source for key, each in found.entries.items()} == {
        key: sheet.shown(VI[key]) for key in found.entries
    }
    assert found.translated == ()
    assert f'# {VI[QUESTION]}\nquestion = ""\n' in source


def test_preparing_again_changes_nothing(folder: Path) -> None:
    luot("prepare", "mww", "--name", "Hmoob Dawb")
    before = (folder / "mww.toml").read_text(encoding="utf-8")
    assert luot("prepare", "mww")[0] == 0
    assert (folder / "mww.toml").read_text(encoding="utf-8") == before


def test_what_is_translated_stays_and_what_changed_since_is_marked_until_the_mark_goes() -> None:
    a, b, c, gone = "kiosk.home.hint", QUESTION, "kiosk.home.search", "kiosk.home.old"
    old = sheet.Sheet(
        language=Language(code=CODE, name=NAME, offered=True, letters="ŋ"),
        entries={
            a: entry("a", source=VI[a]),
            b: entry("b", source="Câu cũ?"),
            gone: entry("x", source="Câu đã bỏ"),
        },
    )
    once = sheet.refreshed(old, VI, (a, b, c))
    assert once.language == old.language
    assert once.entries == {
        a: sheet.Entry(line=0, text="a", source=sheet.shown(VI[a])),
        b: sheet.Entry(line=0, text="b", source=VI[b], was="Câu cũ?"),
        c: sheet.Entry(line=0, text="", source=VI[c]),
    }
    read = sheet.read(sheet.written(once, ("head",)))
    assert {key: (e.text, e.source, e.was) for key, e in read.entries.items()} == {
        key: (e.text, e.source, e.was) for key, e in once.entries.items()
    }
    again = sheet.refreshed(read, VI | {b: "Câu mới hơn?"}, (a, b, c))
    assert again.entries[b] == sheet.Entry(line=0, text="b", source="Câu mới hơn?", was="Câu cũ?")
    seen = replace(again, entries={**again.entries, b: entry("b", source="Câu mới hơn?")})
    assert sheet.refreshed(seen, VI | {b: "Câu mới hơn?"}, (b,)).entries[b].was is None


def test_what_a_translator_did_beyond_what_is_asked_stays_too() -> None:
    key = "kiosk.cli.bad_size"
    old = sheet.Sheet(language=Language(code=CODE, name=NAME), entries={key: entry("x {size}")})
    assert sheet.refreshed(old, VI, (QUESTION,)).entries[key].text == "x {size}"


def test_every_letter_survives_a_file() -> None:
    text = 'a "b" \\ c\nd\u00a0e [b]{n}[/b] ăâđ\t.'
    found = sheet.Sheet(
        language=Language(code=CODE, name=NAME), entries={"kiosk.x": entry(text, source="x")}
    )
    assert sheet.read(sheet.written(found, ())).entries["kiosk.x"].text == text


def test_a_broken_file_is_left_as_it_is_with_its_line_named(folder: Path) -> None:
    file = folder / "mww.toml"
    luot("prepare", "mww", "--name", "Hmoob Dawb")
    broken = file.read_text(encoding="utf-8").replace('question = ""', 'question = "')
    file.write_text(broken, encoding="utf-8")
    line = next(n for n, text in enumerate(broken.splitlines(), 1) if text == 'question = "')
    for command in (("prepare", "mww"), ("check", str(file))):
        code, said = luot(*command)
        assert (code, f"line {line}" in said, "Traceback" in said) == (1, True, False)
    assert file.read_text(encoding="utf-8") == broken


@pytest.mark.parametrize("code", ["vi", "en", "../x", "MWW", "m", "mwww"])
def test_only_a_language_that_is_not_whole_is_prepared(folder: Path, code: str) -> None:
    assert luot("prepare", code, "--name", "X")[0] == 2
    assert list(folder.iterdir()) == []


def test_a_new_language_needs_its_name(folder: Path) -> None:
    assert luot("prepare", "mww")[0] == 2
    assert list(folder.iterdir()) == []


def test_a_good_translation_passes() -> None:
    assert one(QUESTION, entry(doubled(VI[QUESTION]))) == []


@pytest.mark.parametrize(
    ("key", "text", "found"),
    [
        ("kiosk.ticket.closes", "xx {m}", [Fault.VALUES]),
        ("kiosk.ticket.closes", "xx", [Fault.VALUES]),
        ("kiosk.ticket.closes", "xx {n", [Fault.VALUES]),
        ("kiosk.wait.last_line", "xx {n}", [Fault.MARKUP]),
        ("kiosk.wait.last_line", "[b]xx {n}", [Fault.MARKUP]),
        ("kiosk.wait.last_line", "xx {n}[/b][b]", [Fault.MARKUP]),
        ("kiosk.wait.last_line", "[b]xx[/b] [i]{n}[/i]", [Fault.MARKUP]),
        ("ticket.ahead_many", "*{n} xx", [Fault.MARKUP]),
        (QUESTION, "[xx", [Fault.MARKUP]),
        (QUESTION, "xx e\u0302", [Fault.COMPOSED]),
        (QUESTION, "សួស្តី", [Fault.LETTERS]),
        (QUESTION, "x" * 41, [Fault.LONG]),
        ("kiosk.foot.back", "x" * 10, []),
        ("kiosk.foot.back", "x" * 11, [Fault.LONG]),
        ("kiosk.no.such", "xx", [Fault.UNKNOWN]),
        (QUESTION, "", []),
        (QUESTION, " ", []),
    ],
)
def test_each_fault_is_found(key: str, text: str, found: list[Fault]) -> None:
    assert faults(key, text) == found


def test_the_names_of_missing_letters_are_told_and_alphabets_are_checked_too() -> None:
    assert check.lacking("aŋខខ漢") == "ŋ ខ 漢"
    assert [each.key for each in one(QUESTION, entry("xx"), letters="ខ")] == ["language"]


def test_a_sentence_that_changed_is_a_look_and_a_fault_ends_with_code_1(folder: Path) -> None:
    file = third_language.write(folder)
    assert luot("check", str(file))[0] == 0
    text = file.read_text(encoding="utf-8")
    old = f'# {VI[QUESTION]}\nquestion = "'
    file.write_text(text.replace(old, f"#| Câu cũ?\n{old}"), encoding="utf-8")
    code, said = luot("check", str(file), "--lang", "en")
    assert (code, "the Vietnamese was “Câu cũ?”" in said) == (0, True)
    file.write_text(text.replace("{n}", "{m}"), encoding="utf-8")
    code, said = luot("check", str(file), "--lang", "en")
    assert (code, "Wrong: line" in said) == (1, True)


def test_status_says_how_far_each_language_is(folder: Path) -> None:
    third_language.write(folder, empty=(QUESTION,))
    every = len(citizens.keys(VI))
    none = f"0 of {every} sentences translated, {every} to go, 0 to look at again"
    most = f"{every - 1} of {every} sentences translated, 1 to go, 0 to look at again"
    code, said = luot("status", "--lang", "en")
    assert code == 0
    assert said.splitlines() == [
        "vi: Tiếng Việt, every sentence is there.",
        "en: English, every sentence is there.",
        f"mww: Hmoob Dawb, {none}; not offered to citizens yet (offered = false).",
        f"tyz: Tày, {none}; not offered to citizens yet (offered = false).",
        f"{CODE}: {NAME}, {most}; offered to citizens.",
    ]
    assert luot("status", CODE) == (0, f"{QUESTION}: {VI[QUESTION]}\n")
    assert luot("status", "xx")[0] == 2
