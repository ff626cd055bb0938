"""Rules of the kiosk's tones: what they are, when they ring, and that no card is no trouble."""

import stat
from array import array
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk import loudspeaker
from kiosk.bell import Bell
from kiosk.loudspeaker import Loudspeaker, NoSound
from kiosk.tones import LOUDEST, RATE, Tone, samples
from kiosk.view import DOORS, Door, Handout, Mishap, PaperNews, Screen, Trouble, View
from kiosk.volume import NAME, SOFT, Volume
from luot.domain.ticket import Paper
from tests.ears import melody, strength

MELODIES = {Tone.TICK: ["C6"], Tone.CHIME: ["G5", "C6"], Tone.LOOK: ["D5", "A4"]}
LEVELS = range(1, LOUDEST + 1)


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_has_its_own_melody_at_each_volume_and_is_twice_as_loud_at_the_next(
    tone: Tone,
) -> None:
    assert [melody(samples(tone, level)) for level in LEVELS] == [MELODIES[tone]] * LOUDEST
    loud = [strength(samples(tone, level)) for level in LEVELS]
    assert all(2.9 < after / before < 3.4 for before, after in pairwise(loud))
    assert set(samples(tone, 0)) == {0}


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_begins_and_ends_without_a_click(tone: Tone) -> None:
    heard = array("h", samples(tone, LOUDEST))
    steepest = max(abs(b - a) for a, b in pairwise(heard))
    assert (heard[0], abs(heard[-1]) < 0.01 * max(heard)) == (0, True)
    # At one loudness a wave of 1046.5 Hz and its octave rises no faster than this.
    assert steepest < 0.55 * max(heard)
    assert len(heard) < RATE


def test_the_volume_is_soft_at_first_and_stays_through_a_restart(tmp_path: Path) -> None:
    volume = Volume(tmp_path)
    seen = [volume.level]
    for steps in (1, 1, 1, -1, -1, -1, -1):
        volume.turn(steps)
        seen.append(volume.level)
    assert seen == [1, 2, 3, 3, 2, 1, 0, 0]
    assert Volume(tmp_path).level == SOFT
    volume.keep()
    assert Volume(tmp_path).level == 0
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("kept", [b"", b"loud", b"-1", b"4", b"\xff\xfe"])
def test_a_volume_that_nobody_can_read_is_soft(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / NAME).write_bytes(kept)
    assert Volume(tmp_path).level == SOFT


def test_a_volume_that_cannot_be_kept_holds_until_the_restart(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "own").write_text("a file, not a folder")
    volume = Volume(tmp_path / "own")
    volume.turn(1)
    volume.keep()
    assert volume.level == 2
    assert [record.levelname for record in caplog.records] == ["WARNING"]


TAKEN = View(screen=Screen.TICKET, errand=DOORS[Door.ASK])
PRINTING, PRINTED = PaperNews(), PaperNews(outcome=Paper.PRINTED)
HELD = PaperNews(outcome=Paper.HELD, reason="paper-out")
UNKNOWN = PaperNews(outcome=Paper.UNKNOWN)
STUCK = replace(TAKEN, screen=Screen.TROUBLE, trouble=Trouble(mishap=Mishap.AWAY))


def rung(*views: View, warned: int | None = None, hidden: bool = False) -> list[tuple[int, Tone]]:
    """What rings at which of these views, one after another."""
    heard: list[Tone] = []
    found: list[tuple[int, Tone]] = []
    bell = Bell(heard.append)
    for at, view in enumerate(views):
        bell.see(view, warned=at == warned, hidden=hidden)
        found += [(at, tone) for tone in heard]
        heard.clear()
    return found


def paper(news: PaperNews) -> View:
    return replace(TAKEN, paper=news)


def test_the_chime_rings_once_when_the_paper_is_out() -> None:
    out, left = paper(PRINTED), View()
    assert rung(View(), TAKEN, paper(PRINTING), out, replace(out, done_at=5.0), left) == [
        (3, Tone.CHIME)
    ]
    assert rung(paper(PRINTING), paper(HELD), out) == [(1, Tone.LOOK), (2, Tone.CHIME)]
    sheets = [replace(TAKEN, screen=Screen.CONFIRM, handout=each) for each in Handout]
    assert rung(*sheets) == [(1, Tone.CHIME), (2, Tone.LOOK)]


def test_the_low_pair_rings_once_when_something_needs_whoever_stands_there() -> None:
    confirm = replace(TAKEN, screen=Screen.CONFIRM)
    assert rung(confirm, confirm, confirm, confirm, warned=2) == [(2, Tone.LOOK)]
    asked = replace(STUCK, asked_at=1.0)
    assert rung(confirm, STUCK, STUCK, asked, STUCK) == [(1, Tone.LOOK), (4, Tone.LOOK)]
    assert rung(paper(PRINTING), paper(UNKNOWN), paper(PRINTING), paper(UNKNOWN)) == [
        (1, Tone.LOOK),
        (3, Tone.LOOK),
    ]


def test_nothing_rings_for_nobody() -> None:
    alone = View(screen=Screen.TROUBLE, trouble=Trouble(mishap=Mishap.STARTING))
    assert rung(View(), alone, View(screen=Screen.CLOSED), View()) == []
    assert rung(paper(PRINTED), paper(PRINTED)) == []  # a kiosk that was started anew
    assert rung(paper(PRINTING), paper(HELD), paper(PRINTED), hidden=True) == []


@dataclass
class Card:
    """A sound card that keeps what it was given."""

    given: list[bytes] = field(default_factory=list)
    busy: bool = False
    gone: bool = False
    closed: int = 0

    def put(self, data: bytes) -> None:
        if self.gone:
            raise NoSound("pulled out")
        self.given.append(data)

    def close(self) -> None:
        self.closed += 1


def test_what_is_rung_is_played_as_loud_as_staff_have_set_it(tmp_path: Path) -> None:
    card = Card()
    speaker = Loudspeaker(Volume(tmp_path), lambda: card)
    speaker.ring(Tone.LOOK)
    speaker.turn(2)
    speaker.stop()
    assert card == Card(given=[samples(Tone.LOOK, 1), samples(Tone.CHIME, 3)], closed=1)
    assert (speaker.level, speaker.broken) == (3, False)


def test_a_silent_kiosk_never_opens_its_sound_card(tmp_path: Path) -> None:
    opened: list[Card] = []

    def opening() -> Card:
        opened.append(Card())
        return opened[-1]

    speaker = Loudspeaker(Volume(tmp_path), opening)
    speaker.turn(-1)
    for tone in Tone:
        speaker.ring(tone)
    speaker.stop()
    assert opened == []


def test_a_tick_gives_way_to_what_still_sounds(tmp_path: Path) -> None:
    card = Card(busy=True)
    speaker = Loudspeaker(Volume(tmp_path), lambda: card)
    for tone in (Tone.TICK, Tone.CHIME, Tone.TICK):
        speaker.ring(tone)
    speaker.stop()
    assert card.given == [samples(Tone.CHIME, 1)]


def test_without_a_sound_card_the_log_says_so_once_and_staff_see_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[str] = []

    def none() -> Card:
        tries.append("again")
        raise NoSound("no card is here")

    speaker = Loudspeaker(Volume(tmp_path), none)
    for _ in range(5):
        speaker.ring(Tone.TICK)
    speaker.stop()
    assert (len(tries), speaker.broken) == (1, True)
    assert caplog.messages == ["this kiosk makes no sound: no card is here"]


def test_a_card_that_is_pulled_out_is_let_go_and_staff_find_the_new_one_at_once(
    tmp_path: Path,
) -> None:
    cards = [Card(gone=True), Card()]
    waiting = list(cards)
    speaker = Loudspeaker(Volume(tmp_path), lambda: waiting.pop(0))
    speaker.ring(Tone.TICK)
    while not speaker.broken:
        pass
    speaker.ring(Tone.TICK)
    speaker.turn(1)
    speaker.stop()
    assert (speaker.broken, cards[0]) == (False, Card(gone=True, closed=1))
    assert cards[1] == Card(given=[samples(Tone.CHIME, 2)], closed=1)


def test_a_sound_card_that_breaks_in_some_other_way_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cards: list[Card | AttributeError] = [AttributeError("a bug"), Card()]

    def opening() -> Card:
        card = cards.pop(0)
        if isinstance(card, AttributeError):
            raise card
        found.append(card)
        return card

    found: list[Card] = []
    speaker = Loudspeaker(Volume(tmp_path), opening)
    speaker.ring(Tone.TICK)
    while not speaker.broken:
        pass
    speaker.turn(1)
    speaker.stop()
    assert found == [Card(given=[samples(Tone.CHIME, 2)], closed=1)]
    assert caplog.messages == ["the loudspeaker broke"]


def test_a_card_that_nobody_needs_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loudspeaker, "REST_SECONDS", 0.01)
    cards = [Card(), Card()]
    waiting = list(cards)
    speaker = Loudspeaker(Volume(tmp_path), lambda: waiting.pop(0))
    for card in cards:
        speaker.ring(Tone.LOOK)
        while not card.closed:
            pass
    speaker.stop()
    assert cards == [Card(given=[samples(Tone.LOOK, 1)], closed=1)] * 2
