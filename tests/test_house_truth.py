"""Under load and under kill -9, no number is lost, doubled or served twice."""

import pytest

from bench import truth


@pytest.mark.slow
def test_every_display_sees_every_event_once_and_in_order_under_load() -> None:
    verdict = truth.run(truth.options("--seconds=6", "--rate=40", "--counters=8", "--displays=10"))
    assert verdict.faults == []
    assert verdict.figures["tickets"] == 240
    assert verdict.figures["served"] > 50


@pytest.mark.slow
def test_a_killed_server_loses_nothing_that_it_acknowledged() -> None:
    verdict = truth.run(
        truth.options("--seconds=10", "--rate=20", "--counters=4", "--displays=5", "--kills=3")
    )
    assert verdict.faults == []
    assert verdict.figures["retries"] > 0
    assert verdict.figures["reconnects"] >= 3
