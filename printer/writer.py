"""From what a paper says to the very bytes that its printer is sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from printer import dots, kit, raster, stored
from printer.bands import REALTIME
from printer.codepage import LETTERS
from printer.columns import Manner, set_rows
from printer.fence import Fence
from printer.glyphs import TAUGHT
from printer.kept import NOTHING, Kept
from printer.layout import lay_out
from printer.lettering import Alphabet, CodePages, Setter, Taught
from printer.letters import spelled
from printer.marks import Align, Code, Picture, Row, Sheet
from printer.matters import Matter, parts
from printer.parts import Drawing, Part
from printer.profile import Cut, Profile, Qr, TextMode
from printer.stored import Shelf

CUTS = {
    Cut.FULL: b"\x1dVA\x00",
    Cut.PARTIAL: b"\x1dVB\x00",  # both feed up to the cutter first
    Cut.NONE: b"\x1bJ\xa0",  # 20 mm, up to the edge where it is torn off
}


class UnsafeJob(RuntimeError):
    """A job that would make the printer do something else in the middle of it: never sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What goes to the printer for one paper, and the picture that it makes there.

    `broom` is for a printer that got only a part of it and keeps that across connections: it fills
    up the longest command, so that the next one is not taken for its rest, and cuts the scrap off.
    """

    data: bytes
    fence: Fence
    sheet: Sheet
    broom: bytes

    @property
    def height(self) -> int:
        """The dots of paper that it takes, up to the cut."""
        return self.sheet.height


class Writer:
    """Writes jobs for one printer, one after the other; a centre may have a `logo`.

    It remembers what it has taught the printer, so a job that did not come out has to be told to
    it by a next one that is not warm. `shelf` says which pictures the printer should be keeping.
    """

    def __init__(
        self, profile: Profile, *, shelf: Shelf | None = None, logo: Drawing | None = None
    ) -> None:
        self.profile = profile
        self._shelf = shelf or Shelf()
        self._logo = logo
        self._alphabet = _alphabet(profile)

    def job(self, matter: Matter, fence: Fence | None = None, kept: Kept = NOTHING) -> Job:
        """The whole job: what it says, the cut, and the fence that confirms the paper."""
        fence = fence or Fence(self.profile.fence)
        warm = kept.warm and self.profile.keeps
        sheet = self.sheet(parts(matter, self.profile.style.wording), kept)
        cut = CUTS[self.profile.cut]
        pieces = (*self.body(sheet, warm=warm), cut, fence.question)
        broom = bytes(max(map(len, pieces))) + kit.reset() + cut
        return Job(data=guarded(b"".join(pieces)), fence=fence, sheet=sheet, broom=broom)

    def body(self, sheet: Sheet, *, warm: bool = False) -> Iterator[bytes]:
        """What prints a sheet, up to its last line: neither cut nor fence."""
        if not warm:
            yield kit.reset()
        if self._alphabet is None:
            yield from dots.marks(sheet, self.profile)
        else:
            yield from _letters(sheet, self._alphabet, self.profile, warm=warm)

    def sheet(self, said: Iterable[Part], kept: Kept = NOTHING) -> Sheet:
        """What stands where on a paper of these parts."""
        profile = self.profile
        says = self._headed(said)
        if profile.text is TextMode.RASTER:
            return lay_out(says, profile.style, profile.dots, raster.measure)
        shelf = self._shelf.within(kept.stored)
        says = stored.named(says, shelf, profile.style, profile.dots) if shelf.keys else says
        # A logo as dots would be longer than all the letters.
        says = [part for part in says if not isinstance(part, Drawing) or part.key]
        manner = Manner(rich=profile.text is TextMode.GLYPHS)
        return set_rows(says, profile.dots, manner, _spelling(profile.text))

    def drawings(self, matter: Matter) -> Iterator[Drawing]:
        """The pictures of a paper's fixed lines, as a printer may keep them."""
        says = self._headed(parts(matter, self.profile.style.wording))
        return stored.drawings(says, self.profile.style, self.profile.dots)

    def _headed(self, said: Iterable[Part]) -> Iterable[Part]:
        return said if self._logo is None else (self._logo, *said)


def job(matter: Matter, profile: Profile, fence: Fence | None = None) -> Job:
    """The job of one paper for a printer that has just been switched on."""
    return Writer(profile).job(matter, fence)


def guarded(data: bytes) -> bytes:
    """The data itself, once it is sure that no printer obeys anything in the midst of it."""
    for sequence in REALTIME:
        if sequence in data:
            raise UnsafeJob(f"real-time command {sequence.hex(' ')} in a print job")
    return data


def _alphabet(profile: Profile) -> Alphabet | None:
    charset = profile.text.charset
    if charset is not None:
        return CodePages(profile.pages, charset, chinese=profile.chinese)
    return Taught() if profile.text is TextMode.GLYPHS else None


def _spelling(text: TextMode) -> "_Spelling":
    return _Spelling(text.charset.letters if text.charset else LETTERS | TAUGHT)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Brings texts down to the letters that a printer has."""

    letters: frozenset[str]

    def __call__(self, text: str) -> str:
        return spelled(text, self.letters.__contains__)


def _letters(sheet: Sheet, alphabet: Alphabet, profile: Profile, *, warm: bool) -> Iterator[bytes]:
    """The marks from top to bottom, in the printer's own letters."""
    setter = Setter(alphabet, warm=warm)
    lessons = alphabet.begin([mark for mark in sheet.marks if isinstance(mark, Row)], warm=warm)
    for mark in sheet.marks:
        match mark:
            case Row():
                yield next(lessons)
                yield setter.row(mark)
            case Code() if profile.qr is Qr.RASTER:
                yield b"\n" + setter.align(Align.LEFT)
                yield from dots.code(mark, profile)
                yield b"\n"
            case Code():
                yield b"\n" + setter.align(Align.CENTRE)
                yield kit.qr(mark.url, mark.module)
                yield b"\n"
            case Picture(key=None):  # one that no printer keeps: the ruler of the test page
                yield setter.align(Align.CENTRE)
                yield from dots.picture(mark)
            case Picture(key=bytes(key)):
                yield setter.align(Align.LEFT) + stored.show(key)
            case _:
                raise TypeError(f"{mark} is not a mark of letters")
