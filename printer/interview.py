"""What is asked about the trial slip, question by question; any answer can be taken back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, assert_never

from printer.ways import RULER, SAFEST, USUAL, WAYS, Seen, Way, best

BACK: Final = "<"
_YES: Final = frozenset(("1", "c", "có", "co", "y", "yes"))
_NO: Final = frozenset(("0", "k", "không", "khong", "n", "no"))


class Step(StrEnum):
    """What is asked; the words are under `printer.calibrate.ask`."""

    RIGHT = "right"
    NONE = "none"
    WAY = "way"
    CHINESE = "chinese"
    RULER = "ruler"
    QR = "qr"
    CUT = "cut"


class BadAnswer(ValueError):
    """An answer that cannot be; `step` names what may be answered instead."""

    def __init__(self, step: Step | str, text: str) -> None:
        super().__init__(f"{step}: {text!r}")
        self.step = step
        self.text = text


Ask = Callable[[Step, str], str]
"""Puts a question with what an empty answer stands for, and hands back the answer."""

Complain = Callable[[BadAnswer], None]


@dataclass(slots=True)
class Interview:
    """One slip's questions; `answers` keeps what was said, as the defaults of a second round."""

    slow: bool
    answers: dict[Step, str] = field(default_factory=dict)

    def hold(self, ask: Ask, complain: Complain) -> Seen | None:
        """Ask until all is known; None where no line is right."""
        asked: list[Step] = []
        while (step := next(self._open(asked), None)) is not None:
            answer = ask(step, self._default(step)).strip().lower()
            if answer == BACK:
                del asked[-1:]
                continue
            try:
                self._read(step, answer)
            except BadAnswer as bad:
                complain(bad)
                continue
            self.answers[step] = answer
            asked.append(step)
        return self._seen() if self._right else None

    @property
    def _right(self) -> tuple[int, ...]:
        return lines(self.answers[Step.RIGHT])

    @property
    def proposed(self) -> Way:
        """Of the ways that are right the best one."""
        return best(self._right, slow=self.slow)

    @property
    def way(self) -> Way:
        """The way that was chosen, or else is proposed."""
        chosen = self.answers.get(Step.WAY, "")
        known = chosen.isdecimal() and int(chosen) in self._right
        return WAYS[int(chosen)] if known else self.proposed

    def _open(self, asked: list[Step]) -> Iterator[Step]:
        """What has still to be asked, given what has been."""
        return (step for step in self._steps(asked) if step not in asked)

    def _steps(self, asked: list[Step]) -> Iterator[Step]:
        yield Step.RIGHT
        if Step.RIGHT in asked and not self._right:
            yield Step.NONE
            return
        if len(self._right) > 1:
            yield Step.WAY
        if self.way.text.charset is not None:
            yield Step.CHINESE
        yield from (Step.RULER, Step.QR, Step.CUT)

    def _default(self, step: Step) -> str:
        match step:
            case Step.WAY:
                return str(self.way.number)
            case _:
                return self.answers.get(step, _DEFAULTS[step])

    def _read(self, step: Step, answer: str) -> None:
        """Whether an answer can be; BadAnswer where not."""
        match step:
            case Step.RIGHT:
                lines(answer)
            case Step.WAY:
                if not answer.isdecimal() or int(answer) not in self._right:
                    raise BadAnswer(step, answer)
            case Step.CHINESE | Step.CUT:
                yes(answer)
            case Step.RULER:
                if not answer.isdecimal() or not 1 <= int(answer) <= len(RULER):
                    raise BadAnswer(step, answer)
            case Step.QR:
                if answer not in _CODES:
                    raise BadAnswer(step, answer)
            case Step.NONE:
                pass
            case _:
                assert_never(step)

    def _seen(self) -> Seen:
        said = self.answers
        chinese = self.way.text.charset is not None and yes(said[Step.CHINESE])
        return Seen(
            way=self.way,
            ruler=int(said[Step.RULER]),
            qr=_CODES[said[Step.QR]],
            chinese=chinese,
            cut=yes(said[Step.CUT]),
        )


_DEFAULTS: Final = {
    Step.RIGHT: str(SAFEST),
    Step.NONE: "",
    Step.CHINESE: "0",
    Step.RULER: str(USUAL),
    Step.QR: "ab",
    Step.CUT: "1",
}
# Which codes were seen, and whether the printer drew its own.
_CODES: Final = {"ab": True, "ba": True, "a": True, "b": False, "0": False}


def lines(answer: str) -> tuple[int, ...]:
    """The numbers of lines in an answer, none for 0; BadAnswer where there is no such line."""
    parts = answer.replace(",", " ").split()
    if parts == ["0"]:
        return ()
    numbers = tuple(int(part) if part.isdecimal() else 0 for part in parts)
    if not numbers or not set(numbers) <= WAYS.keys():
        raise BadAnswer(Step.RIGHT, answer)
    return numbers


def yes(answer: str) -> bool:
    """Whether an answer is a yes; BadAnswer where it is neither that nor a no."""
    if answer not in _YES | _NO:
        raise BadAnswer("yes", answer)
    return answer in _YES
