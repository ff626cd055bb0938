"""How often the search finds what citizens mean, and how long it takes.

    python -m bench.search [PHRASES.tsv] [--half tuned|held] [--part PART] [--procedures FILE.csv]
                           [--missed]

PHRASES has a line a phrase: the phrase, the codes that are right (separated by a bar), a kind, and
perhaps a part, with which --part measures those lines alone; without a file it is
`bench/phrases.tsv`. `bench/nothing.tsv` has phrases that no commune answers (kind nothing: no
procedure should be shown; kind elsewhere: who does it should be said), measured beside it. A hash
of each phrase parts the files in two halves: the words and weights of the search were chosen with
sight of the tuned half alone.
Each way of asking is measured over the starter catalogue:

as said        the phrase as it stands
no marks       all marks left out
one word       marks and spaces left out
unseen         the phrase as it stands, while no phrase of the catalogue says the same: what is
               left for words that nobody thought of
bare           without any phrase of the catalogue, over official and short names alone

With --procedures the starter stands among all procedures of that file, as `luot catalogue import`
takes them in, for the time it takes and for what is found among thousands; "keys" is the time for
each phrase as it is typed, letter by letter from the second on.
"""

import csv
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import quantiles

import click

from luot.domain import folding
from luot.domain.procedure import Catalogue
from luot.domain.search import Finder
from server import catalogue_csv
from server.catalogue import starter
from server.catalogue_import import only

WITHIN = (1, 4, 10)
PHRASES = Path(__file__).parent / "phrases.tsv"
NOTHING = Path(__file__).parent / "nothing.tsv"
HALVES = ("tuned", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A phrase and the codes that are right for it."""

    phrase: str
    right: frozenset[str]
    kind: str
    part: str


def asked_in(file: Path) -> list[Asked]:
    rows = csv.reader(file.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Asked(phrase=phrase, right=frozenset(codes.split("|")), kind=kind, part="".join(part))
        for phrase, codes, kind, *part in (row[:4] for row in rows if row)
    ]


def half_of(phrase: str) -> str:
    """The half that a phrase is in: told by a bit of its SHA-256."""
    return HALVES[sha256(phrase.encode()).digest()[0] % 2]


def chosen(file: Path, half: str | None) -> list[Asked]:
    return [one for one in asked_in(file) if half in {None, half_of(one.phrase)}]


def place(finder: Finder, phrase: str, right: frozenset[str]) -> int | None:
    """Where the first right procedure stands, from 1; None for nowhere in the first ten."""
    found = finder.find(phrase, max(WITHIN))
    places = [at for at, one in enumerate(found, 1) if one.procedure.code in right]
    return min(places, default=None)


def share(name: str, places: Iterable[int | None]) -> None:
    seen = list(places)
    within = [sum(at is not None and at <= most for at in seen) / len(seen) for most in WITHIN]
    figures = "  ".join(
        f"top-{most} {part:6.1%}" for most, part in zip(WITHIN, within, strict=True)
    )
    print(f"{name:<22}{figures}   n={len(seen)}")


def refused(name: str, finder: Finder, phrases: list[Asked]) -> None:
    """How many phrases of no procedure find none, and of how many it is said who does it."""
    asked = {
        kind: [one for one in phrases if one.kind == kind] for kind in ("nothing", "elsewhere")
    }
    empty = sum(not finder.find(one.phrase) for one in asked["nothing"])
    sent = sum(finder.answer(one.phrase).elsewhere is not None for one in asked["elsewhere"])
    print(
        f"{name:<22}nothing found for {empty} of {len(asked['nothing'])} that no office does, "
        f"another office named for {sent} of {len(asked['elsewhere'])}"
    )


def without(catalogue: Catalogue, keep: Callable[[str], bool]) -> Finder:
    procedures = (
        replace(one, phrases=tuple(filter(keep, one.phrases))) for one in catalogue.procedures
    )
    return Finder(replace(catalogue, procedures=tuple(procedures)))


def keys(text: str) -> tuple[str, ...]:
    return tuple(one.key for one in folding.syllables(text))


def unseen(catalogue: Catalogue, phrases: Iterable[Asked]) -> Iterator[int | None]:
    for one in phrases:
        finder = without(catalogue, partial(says_else, keys(one.phrase)))
        yield place(finder, one.phrase, one.right)


def says_else(said: tuple[str, ...], phrase: str) -> bool:
    return keys(phrase) != said


def among(catalogue: Catalogue, file: Path) -> Catalogue:
    return only(catalogue_csv.read(file.read_bytes(), file.name), catalogue, file.name)


def took(name: str, catalogue: Catalogue, phrases: Iterable[Asked]) -> None:
    start = time.perf_counter()
    finder = Finder(catalogue)
    built = (time.perf_counter() - start) * 1000
    whole = [one.phrase for one in phrases]
    keys = [phrase[:end] for phrase in whole for end in range(2, len(phrase))]
    print(f"{name:<22}built {built:.0f} ms; a phrase {spent(finder, whole)}")
    print(f"{'':<22}keys {spent(finder, keys)}")


def spent(finder: Finder, phrases: Iterable[str]) -> str:
    times = []
    for phrase in phrases:
        start = time.perf_counter()
        finder.find(phrase)
        times.append((time.perf_counter() - start) * 1000)
    cuts = quantiles(times, n=100)
    return f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, longest {max(times):.1f} ms"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True), default=PHRASES)
@click.option("--half", type=click.Choice(HALVES), help="Only this half of the phrases.")
@click.option("--part", help="Only the phrases of this part, such as fresh; '' for the first ones.")
@click.option("--procedures", type=click.Path(path_type=Path, exists=True))
@click.option("--missed", is_flag=True, help="Name the phrases that are not right at once.")
def main(
    file: Path, half: str | None, part: str | None, procedures: Path | None, *, missed: bool
) -> None:
    phrases = [one for one in chosen(file, half) if part in {None, one.part}]
    beside = chosen(NOTHING, half)
    catalogue = starter()
    finder, bare = Finder(catalogue), without(catalogue, lambda _: False)
    share("as said", (place(finder, one.phrase, one.right) for one in phrases))
    share("no marks", (place(finder, folding.fold(one.phrase), one.right) for one in phrases))
    joined = ((folding.fold(one.phrase).replace(" ", ""), one.right) for one in phrases)
    share("one word", (place(finder, phrase, right) for phrase, right in joined))
    share("unseen", unseen(catalogue, phrases))
    share("bare", (place(bare, one.phrase, one.right) for one in phrases))
    refused("no commune's", finder, beside)
    took(f"{len(catalogue.procedures)} procedures", catalogue, phrases)
    if procedures:
        crowd = among(catalogue, procedures)
        many = Finder(crowd)
        share("among all", (place(many, one.phrase, one.right) for one in phrases))
        share("among all, unseen", unseen(crowd, phrases))
        refused("among all", many, beside)
        took(f"{len(crowd.procedures)} procedures", crowd, phrases)
    for one in phrases if missed else ():
        if place(finder, one.phrase, one.right) != 1:
            print(f"{one.phrase} -> {', '.join(sorted(one.right))}")


if __name__ == "__main__":
    main()
