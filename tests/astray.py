"""A sample centre on a computer whose clock is off by as many seconds as FOLDER/astray says.

As a program (`python -m tests.astray FOLDER`) it says in one line where it is.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from luot import config
from server.app import create_app
from server.clock import wall
from server.opening import opened
from server.serve import listen, serve
from server.shell import Shell

FILE = "astray"


def main() -> None:
    folder = Path(sys.argv[1])
    config.write_demo(folder / config.FILE)
    settings = config.load(folder / config.FILE)

    def shown() -> datetime:
        return wall() + timedelta(seconds=float((folder / FILE).read_text()))

    with listen("127.0.0.1", 0) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"

        def ready() -> None:
            sys.stdout.write(f"{url}\n")
            sys.stdout.flush()

        with opened(folder, settings, address=url, demo=True, clock=shown) as house:
            shell = Shell(create_app(house, demo=True), house)
            serve(shell, listener, house.news.hub, ready=ready)


if __name__ == "__main__":
    main()
