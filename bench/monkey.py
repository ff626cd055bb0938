"""Whether a kiosk survives a monkey: touches, keys, scans, and all that can break, for an hour.

The kiosk runs under a warden that plays systemd; its heart beats every 0.1 s from the thread that
draws. Prints one line of JSON; exit code 1 where a number was doubled or lost, or the kiosk hung,
left the screen, or stood still for over a second. FOLDER keeps the journal, the kiosk's log with
what it stood still at, and every line that it said.

    python -m bench.monkey [--minutes 60] [--seed 1] [--keep FOLDER]
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.monkey import cage, told


def main(minutes: float, seed: int, folder: Path) -> int:
    with cage(folder, seed) as there:
        verdict = there.play(minutes * 60)
        said = (json.dumps(line, ensure_ascii=False) + "\n" for line in there.warden.said)
        (folder / "said.jsonl").write_text("".join(said), encoding="utf-8")
    print(told(verdict))
    return int(not verdict.well)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        sys.exit(main(asked.minutes, asked.seed, asked.keep or Path(name)))
