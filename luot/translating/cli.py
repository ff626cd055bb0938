"""`luot words`: for translators, who need no programmer."""

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn

import click

from luot import words
from luot.translating import check, citizens, sheet
from luot.troubles import says_what_is_wrong_with_files
from luot.words import Words
from luot.words.language import CODE, HOUSE, BadHead, Language, Place, folder

in_language = click.option(
    "--lang",
    type=click.Choice(words.LANGUAGES),
    default=words.LANGUAGES[0],
    envvar="LUOT_LANG",
    show_default=True,
    help="The language of what is said.",
)
FIRST: Final = words.LANGUAGES[0]


@click.group("words")
def translating() -> None:
    """The languages of the house: how far they are, a file to translate, and its check."""


@translating.command()
@click.argument("code", required=False)
@in_language
@says_what_is_wrong_with_files
def status(*, code: str | None, lang: str) -> None:
    """Say how far each language is; with a CODE, which of its sentences are missing."""
    say, known = words.load(lang), words.languages()
    if code is None:
        for language in known.values():
            click.echo(_state(language, say))
    elif code in known:
        click.echo("\n".join(_missing(_sheet(known[code], say))) or say("translating.all_there"))
    else:
        _end(say("translating.no_language", code=code, known=", ".join(known)), 2)


@translating.command()
@click.argument("code")
@click.option("--name", help="The language's own name, as its readers write it.")
@click.option(
    "--folder",
    "place",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the file is; without it the folder that LUOT_WORDS names, else the house's own.",
)
@in_language
@says_what_is_wrong_with_files
def prepare(*, code: str, name: str | None, place: Path | None, lang: str) -> None:
    """Write the file of a language for its translator, or bring it up to date."""
    say = words.load(lang)
    if not CODE.fullmatch(code) or code in words.LANGUAGES:
        _end(say("translating.bad_code", code=code, whole=", ".join(words.LANGUAGES)), 2)
    file = (place or folder() or Path(str(HOUSE))) / f"{code}.toml"
    old = _read(file, say) if file.exists() else None
    if old is None and not name:
        _end(say("translating.no_name", code=code), 2)
    empty = sheet.Sheet(language=Language(code=code, name=name or code), entries={})
    new = sheet.refreshed(old or empty, words.load(FIRST).sentences, wanted())
    _keep(file, sheet.written(new, _remarks(new)))
    click.echo(say("translating.prepared", file=file, **_figures(new)))


@translating.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@in_language
@says_what_is_wrong_with_files
def look_over(*, file: Path, lang: str) -> None:
    """Look a file over: values, marks, letters, lengths; exit code 1 where something is wrong."""
    say = words.load(lang)
    found = _read(file, say)
    both = (words.load(each).sentences for each in words.LANGUAGES[:2])
    findings = tuple(check.look_over(found, *both))
    for each in findings:
        click.echo(_told(each, say))
    grave = sum(each.grave for each in findings)
    click.echo(say("translating.checked", grave=grave, **_figures(found)))
    sys.exit(1 if grave else 0)


def wanted() -> tuple[str, ...]:
    """The keys of all that a translator is asked for."""
    return citizens.keys(words.load(FIRST).sentences)


def _told(finding: check.Finding, say: Words) -> str:
    kind = say("translating.wrong" if finding.grave else "translating.look")
    what = say(f"translating.fault.{finding.fault}", **finding.fields)
    return say("translating.at", kind=kind, line=finding.line, where=finding.key, what=what)


def _figures(of: sheet.Sheet) -> dict[str, object]:
    asked = wanted()
    done = sum(1 for key in of.translated if key in asked)
    again = sum(1 for each in of.entries.values() if each.was is not None)
    return {"done": done, "all": len(asked), "left": len(asked) - done, "again": again}


def _state(language: Language, say: Words) -> str:
    """One line of a language."""
    if language.code in words.LANGUAGES:
        return say("translating.whole", code=language.code, name=language.name)
    offered = say("translating.offered" if language.offered else "translating.not_offered")
    figures = _figures(_sheet(language, say))
    names = {"code": language.code, "name": language.name}
    return say("translating.state", **names, offered=offered, **figures)


def _missing(of: sheet.Sheet) -> Iterable[str]:
    """The sentences that are not translated, each after its key."""
    vietnamese, done = words.load(FIRST).sentences, set(of.translated)
    return (f"{key}: {sheet.shown(vietnamese[key])}" for key in wanted() if key not in done)


def _sheet(language: Language, say: Words) -> sheet.Sheet:
    own = folder()
    name = f"{language.code}.toml"
    place: Place = own if own and (own / name).exists() else HOUSE
    return _read(Path(str(place / name)), say)


def _read(file: Path, say: Words) -> sheet.Sheet:
    """A file; where it cannot be read as one, a sentence that says the line, and exit code 1."""
    try:
        return sheet.read(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        _end(say("translating.no_toml", file=file, why=error), 1)
    except UnicodeDecodeError:
        _end(say("translating.no_text", file=file), 1)
    except BadHead as bad:
        _end(say("translating.bad_head", file=file, item=bad.item), 1)


def _remarks(of: sheet.Sheet) -> tuple[str, ...]:
    """What stands at the head of a file, in both languages."""
    key = "translating.file" if of.translated else "translating.file_untranslated"
    names = {"code": of.language.code, "name": of.language.name}
    lines = (words.load(each)(key, **names, **_figures(of)) for each in words.LANGUAGES)
    return tuple(line for each in lines for line in each.split("\n"))


def _keep(file: Path, text: str) -> None:
    """The whole file or the old one, never a part: a translator's work is in it."""
    half = file.with_name(f".{file.name}")
    half.write_text(text, encoding="utf-8")
    half.replace(file)


def _end(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
