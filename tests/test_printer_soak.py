"""A printer that breaks at random moments: each ticket is accounted for, nothing stays open."""

import pytest

from bench.printing_soak import soak


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seed"), [("glyphs", 1), ("tcvn3", 2)])
def test_every_ticket_of_a_soak_is_accounted_for(name: str, seed: int) -> None:
    found = soak(30, name, seed)
    assert (found.account.wrong, found.left) == ([], (0, 0, 0))
    assert found.faults.total() > 5
