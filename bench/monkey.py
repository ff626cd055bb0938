"""Whether a kiosk survives a monkey: touches, keys, a failing line, printer and code, for an hour.

The kiosk runs under a warden that plays systemd; its heart beats every 0.25 s from the thread that
draws. Prints one line of JSON; exit code 1 where a number was doubled or lost, or the kiosk hung.

    python -m bench.monkey [--minutes 60] [--seed 1]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.monkey import WORN_OUT, cage, told


def main(minutes: float, seed: int) -> int:
    with tempfile.TemporaryDirectory() as name, cage(Path(name), seed) as there:
        verdict = there.play(minutes * 60)
    print(told(verdict))
    well = not (verdict.doubled or verdict.orphans or verdict.hung or verdict.left_the_kiosk)
    return int(not (well and set(verdict.ends) <= {WORN_OUT}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(main(asked.minutes, asked.seed))
