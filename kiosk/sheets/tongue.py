"""How the kiosk says counts, minutes, dates and names in the citizen's language."""

from datetime import date
from typing import Final

from luot.client import Centre
from luot.domain.procedure import Field, Procedure
from luot.domain.rules import PriorityClass
from luot.words import Words
from printer.fees import fee_line

MOST_DOTS: Final = 12


def escape(text: str) -> str:
    """A text of the catalogue or the server, safe inside a label with markup."""
    return text.replace("&", "&amp;").replace("[", "&bl;").replace("]", "&br;")


def dots(ahead: int | None) -> int | None:
    """The rings before you in the row of people, or None where the figure alone must do."""
    return ahead if ahead is not None and ahead <= MOST_DOTS else None


class Tongue:
    """One language at the kiosk."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.vietnamese = not words.english

    def __call__(self, key: str, **values: object) -> str:
        """The kiosk's sentence under `key`."""
        return self.words(f"kiosk.{key}", **values)

    def count(self, key: str, n: int) -> str:
        """The sentence for `n` people, in the singular where the language has one."""
        return self(f"{key}_one" if n == 1 else f"{key}_many", n=n)

    def people(self, n: int) -> str:
        """`7 people`."""
        return self("people.one" if n == 1 else "people.many", n=n)

    def date(self, day: date) -> str:
        """`Mon 23 Nov`."""
        return self(
            "date",
            weekday=self(f"weekday.{day.weekday()}"),
            day=day.day,
            month=self(f"month.{day.month}"),
        )

    def name(self, procedure: Procedure) -> str:
        """A procedure's short name."""
        english = None if self.vietnamese else procedure.short_name_en
        return english or procedure.short_name

    def other_name(self, procedure: Procedure) -> str:
        """What people call it; to a foreigner, the name that the official will know."""
        if self.vietnamese:
            return procedure.phrases[0] if procedure.phrases else procedure.name
        return procedure.short_name

    def documents(self, procedure: Procedure) -> tuple[str, ...]:
        """What to bring."""
        english = () if self.vietnamese else procedure.documents_en
        return english or procedure.documents

    def fee(self, procedure: Procedure) -> str:
        """The fee, where a source states one."""
        fee = procedure.fee if self.vietnamese else procedure.fee_en or procedure.fee
        return fee_line(self.words, fee)

    def time(self, procedure: Procedure) -> str | None:
        """How long the centre takes, where a source states it."""
        return procedure.time if self.vietnamese else procedure.time_en or procedure.time

    def priority(self, of: PriorityClass) -> str:
        """Who is of a class of priority: the centre's own words, else those of the house."""
        own = of.name if self.vietnamese else of.name_en or of.name
        key = f"kiosk.priority.{of.code}"
        return own or (self.words(key) if key in self.words else of.code)

    def word(self, field: Field) -> str:
        """People's word for a field; it may hold one line break."""
        return field.word if self.vietnamese else field.word_en or field.word

    def official(self, field: Field) -> str:
        """The officials' word for a field."""
        return field.official if self.vietnamese else field.official_en or field.official

    def kind(self, centre: Centre) -> str:
        """What kind of centre this is."""
        return centre.kind if self.vietnamese else centre.kind_en or centre.kind

    def centre(self, centre: Centre) -> str:
        """The centre's name."""
        return centre.name if self.vietnamese else centre.name_en or centre.name

    def headed(self, centre: Centre | None) -> str:
        """Kind and name in one line, as papers are headed; empty where it is not known."""
        return f"{self.kind(centre)} {self.centre(centre)}".strip() if centre else ""
