"""Numbers never meet between issuers."""

from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luot.domain import numbering


def online() -> list[int]:
    numbers = [0]
    while (number := numbering.next_online(numbers[-1])) is not None:
        numbers.append(number)
    return numbers[1:]


def test_online_numbers_run_to_899_and_then_from_1000_to_8999() -> None:
    assert online() == [*range(1, 900), *range(1000, 9000)]


def test_no_two_issuers_share_a_number() -> None:
    bands = [online(), *(list(numbering.band(kiosk)) for kiosk in numbering.KIOSKS)]
    every = [number for band in bands for number in band]
    assert len(every) == len(set(every))


def test_each_kiosk_owns_225_numbers_in_order() -> None:
    for kiosk in numbering.KIOSKS:
        numbers = list(numbering.band(kiosk))
        assert len(numbers) == 225
        assert numbers == sorted(numbers)
        assert all(numbering.in_band(kiosk, number) for number in numbers)
        others = [k for k in numbering.KIOSKS if k != kiosk]
        assert not any(numbering.in_band(other, n) for other in others for n in numbers)


def test_the_second_kiosk_begins_at_925_and_goes_on_at_9200() -> None:
    numbers = list(numbering.band(1))
    assert list(takewhile(lambda n: n < 1000, numbers)) == list(range(925, 950))
    assert numbers[25] == 9200


def test_a_fifth_kiosk_has_no_band() -> None:
    assert not numbering.in_band(4, 9800)
    with pytest.raises(ValueError, match="kiosk 4"):
        next(numbering.band(4))


@given(letter=st.sampled_from("ACEHKRSX"), number=st.integers(1, 9799))
def test_a_written_number_reads_back(letter: str, number: int) -> None:
    assert numbering.parsed(numbering.written(letter, number)) == (letter, number)


@pytest.mark.parametrize("text", ["", "A", "012", "a012", "A12", "A0012", "Đ012", "A-12", "A١٢٣"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert numbering.parsed(text) is None
