"""A citizen's card gives its holder's age class and nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cards import age
from kiosk.reading import Foreign, OfCitizen, OfDossier, OfTicket, read
from luot.domain.codes import Code, parse

TODAY = date(2026, 11, 23)
CODE = "K1-7K3QW9X2M4ZD-PJK7"
CARD = "038050001234|171234567|Nguyễn Thị Mận|24111950|Nữ|Phố 3, Đông Sơn, Thanh Hóa|01052021"
DAYS = st.dates(date(1900, 1, 1), TODAY)
WORDS = st.text(
    st.characters(blacklist_categories=("Nd", "No", "Nl", "Cs"), blacklist_characters="|"),
    min_size=1,
).filter(str.strip)


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "038050001234||Nguyễn Thị Mận|24111950|Nữ|Phố 3, Đông Sơn|01052021",
        "038050001234|Nguyễn Thị Mận|24111950|Nữ|Phố 3, Đông Sơn|01052021",
        f"{CARD}|01052036",
        f" {CARD} ",
        CARD.replace("|", " | "),
    ],
    ids=["whole", "old id empty", "no old id", "with expiry", "blanks round it", "blanks inside"],
)
def test_every_known_card_says_how_old_its_holder_is(text: str) -> None:
    assert age(text, TODAY) == 75
    assert age(text, date(2026, 11, 24)) == 76


@pytest.mark.parametrize(
    ("born", "years"),
    [("00001951", 75), ("00031951", 75), ("00121951", 74), ("29021952", 74), ("31021952", None)],
)
def test_who_knows_only_the_year_or_the_month_counts_from_its_first_day(
    born: str, years: int | None
) -> None:
    assert age(CARD.replace("24111950", born), TODAY) == years


@pytest.mark.parametrize(
    "text",
    [
        "GD4797912345678|4e677579e1bb856e|01/01/1950|2|Thanh Hóa|38 - 280|01/01/2026|-|-|4|5|6",
        "0123456789|4e677579e1bb856e205468e1bb8b|24/11/1950|2|-|01/01/2026|-|31/12/2026|x|y|z|4",
        "038050001234|4e677579e1bb856e|24111950|2|-|01052021",
        CARD.replace("038050001234", "03805000123"),
        CARD.replace("038050001234", "０３８０５０００１２３４"),
        CARD.replace("24111950", "24112950"),
        CARD.replace("24111950", "24-11-1950"),
        CARD.replace("24111950", "24111850"),
        "038050001234|||||",
        "038050001234",
        "",
    ],
)
def test_what_is_no_citizens_card_has_no_age(text: str) -> None:
    assert age(text, TODAY) is None


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert age(text, TODAY) is None
    assert isinstance(read(text, TODAY), Foreign)


@given(st.lists(st.text(st.sampled_from("0123456789|Nữa ")), max_size=9).map("|".join))
def test_no_row_of_fields_breaks_the_reader(text: str) -> None:
    found = age(text, TODAY)
    assert found is None or 0 <= found <= 130


@given(DAYS, WORDS, st.sampled_from(["171234567", "", None]))
def test_the_age_is_that_of_the_last_birthday(born: date, name: str, old: str | None) -> None:
    fields = ["038050001234", *([] if old is None else [old]), name, f"{born:%d%m%Y}", "Nam", "x"]
    years = age("|".join([*fields, "01052021"]), TODAY)
    assert years is not None
    assert born <= birthday(born, TODAY.year - (TODAY.year - born.year - years)) <= TODAY
    assert birthday(born, born.year + years + 1) > TODAY


def birthday(born: date, year: int) -> date:
    """Who was born on 29 February has it on 1 March in other years."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


@given(DAYS)
def test_all_that_is_left_of_a_card_is_whether_its_holder_is_seventy_five(born: date) -> None:
    reading = read(CARD.replace("24111950", f"{born:%d%m%Y}"), TODAY)
    aged = born <= date(TODAY.year - 75, TODAY.month, TODAY.day)
    assert reading == OfCitizen(aged=aged)
    assert repr(reading) == f"OfCitizen(aged={aged})"


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        f"HTTPS://LUOT.DONGSON.EXAMPLE/T/{CODE}",
        f"http://192.168.1.7:8080/t/{CODE.lower()}/",
    ],
)
def test_a_ticket_is_known_by_its_url_or_by_its_code_alone(text: str) -> None:
    code = parse(CODE)
    assert code == Code(maker="K1", tag="7K3QW9X2M4ZD", day=TODAY)
    assert read(text, TODAY) == OfTicket(code)


@pytest.mark.parametrize(
    "text",
    [
        f"HTTPS://LUOT.EXAMPLE/X/{CODE}",
        f"HTTPS://LUOT.EXAMPLE/T/{CODE}?A=1",
        f"{CODE}x",
        f"FTP://LUOT.EXAMPLE/T/{CODE}",
        "https://example.org",
        "893123456789",
        "A012",
        "H56.120-250919",
        "H5-250919-0001",
    ],
)
def test_whatever_else_is_scanned_is_not_of_this_centre(text: str) -> None:
    assert read(text, TODAY) == Foreign()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("H56.120-250919-0001", "H56••••01"),
        ("000.00.53.H48-220921-0099", "H48••••99"),
        ("h48.1.22.333-220921-123456 ", "H48••••56"),
    ],
)
def test_a_dossier_is_shown_back_masked(text: str, masked: str) -> None:
    assert read(text, TODAY) == OfDossier(masked)


def test_the_day_of_a_code_is_kept() -> None:
    reading = read(CODE, TODAY + timedelta(days=1))
    assert isinstance(reading, OfTicket)
    assert reading.code.day == TODAY
