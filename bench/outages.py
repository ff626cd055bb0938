"""Days with outages, played at random until one goes wrong: others at each run, unlike the tests.

    python -m bench.outages [--plays 1500] [--steps 60]

Two kiosks, lost requests and answers, power cuts at each step, clocks that are set, a server that
is restored from a copy: tests/test_kiosk_offline.py. Ends with the shortest play that goes wrong.
"""

import argparse
import logging
import time

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.test_kiosk_offline import SHORT, Outages


def main(plays: int, steps: int) -> None:
    logging.disable()
    began = time.monotonic()
    manner = settings(SHORT, max_examples=plays, stateful_step_count=steps, derandomize=False)
    run_state_machine_as_test(Outages, settings=manner)
    print(f"{plays} plays of up to {steps} steps in {time.monotonic() - began:.0f} s: all sound")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plays", type=int, default=1500)
    parser.add_argument("--steps", type=int, default=60)
    asked = parser.parse_args()
    main(asked.plays, asked.steps)
