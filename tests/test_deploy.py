"""What a kiosk's computer is set up with: the units hold, the files arrive, the page is true."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import kiosk
from server.cli import server

REPO = Path(__file__).resolve().parent.parent
DEPLOY = REPO / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("luot-*"))
PAGE = (REPO / "docs" / "kiosk-computer.md").read_text(encoding="utf-8")


def lines(unit: str, key: str) -> list[str]:
    """Every value of a key in a unit."""
    text = (DEPLOY / unit).read_text(encoding="utf-8")
    return re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd is here")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_nothing_wrong_with_a_unit(unit: str, tmp_path: Path) -> None:
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        text = text.replace("/opt/luot/.venv/bin/luot", str(Path(sys.executable).with_name("luot")))
        text = text.replace("/usr/lib/xorg/Xorg", "/bin/true")
        (tmp_path / name).write_text(text, encoding="utf-8")
    # Its manual pages, and the units of a whole system, are not on every computer.
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(tmp_path / unit)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:/lib/systemd/system"},
    )
    ours = [line for line in done.stderr.splitlines() if "luot-" in line or unit in line]
    assert (done.returncode, ours) == (0, [])


def test_the_commands_in_the_units_are_commands_of_the_house() -> None:
    for unit, command in (("luot-kiosk.service", kiosk), ("luot-server.service", server)):
        (line,) = lines(unit, "ExecStart")
        known = {flag for option in command.params for flag in option.opts}
        assert {word for word in shlex.split(line) if word.startswith("--")} <= known


def test_the_kiosk_may_be_silent_for_much_longer_than_a_beat() -> None:
    assert lines("luot-kiosk.service", "WatchdogSec") == ["10"]
    assert lines("luot-kiosk.service", "Restart") == ["always"]
    assert lines("luot-kiosk.service", "StartLimitIntervalSec") == ["0"]
    assert lines("luot-kiosk.service", "ExecReload") == ["/bin/kill -USR2 $MAINPID"]


def test_the_kiosk_may_use_what_it_speaks_and_sounds_through() -> None:
    (groups,) = lines("luot-kiosk.service", "SupplementaryGroups")
    assert groups.split() == ["dialout", "lp", "video", "render", "audio"]
    assert f"--groups {','.join(groups.split())} " in (DEPLOY / "install-kiosk").read_text()
    devices = {line.removesuffix(" rw") for line in lines("luot-kiosk.service", "DeviceAllow")}
    assert {"char-alsa", "char-drm", "char-lp", "char-ttyUSB"} < devices


def test_every_setting_of_the_kiosks_computer_is_used_by_its_unit() -> None:
    names = re.findall(r"^(\w+)=", (DEPLOY / "kiosk.env").read_text(encoding="utf-8"), re.MULTILINE)
    (line,) = lines("luot-kiosk.service", "ExecStart")
    assert names == ["LUOT_SERVER", "LUOT_PRINTER", "LUOT_KIOSK_OPTIONS"]
    assert all(name in line for name in names)


def test_the_files_arrive_and_what_was_set_stays(tmp_path: Path) -> None:
    def install() -> set[str]:
        subprocess.run(
            ["sh", str(DEPLOY / "install-kiosk")],
            env={**os.environ, "DESTDIR": str(tmp_path)},
            check=True,
        )
        return {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}

    arrived = install()
    assert arrived == {
        "etc/X11/xorg.conf.d/10-luot.conf",
        "etc/luot/kiosk.env",
        "etc/systemd/journald.conf.d/luot.conf",
        "etc/systemd/logind.conf.d/luot.conf",
        "etc/systemd/system/luot-kiosk-night.service",
        "etc/systemd/system/luot-kiosk-night.timer",
        "etc/systemd/system/luot-kiosk.service",
        "etc/systemd/system/luot-screen.service",
        "etc/udev/rules.d/99-luot-printer.rules",
    }
    (tmp_path / "etc/luot/kiosk.env").write_text("LUOT_SERVER=http://mine\n")
    assert install() == arrived
    assert (tmp_path / "etc/luot/kiosk.env").read_text() == "LUOT_SERVER=http://mine\n"


def test_the_page_has_ten_commands_and_names_what_there_is() -> None:
    (block,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert len(block.splitlines()) == 10
    for name in re.findall(r"/opt/luot/(deploy/[\w.-]+)", block):
        assert (REPO / name).exists()
    enabled = re.search(r"systemctl enable (.*)", block)
    assert enabled is not None
    assert all(any(unit.startswith(each) for unit in UNITS) for each in enabled[1].split())
    named = {*re.findall(r"`(luot-[\w.-]+|[\w-]+\.(?:conf|rules))`", PAGE)}
    assert {name for name in named if not (DEPLOY / name).exists()} == set()


def test_the_packages_that_setup_knows_are_among_those_of_the_page() -> None:
    setup = (REPO / "setup.sh").read_text(encoding="utf-8")
    wanted = {"libgl1", "libgl1-mesa-dri", "libegl1", "libxrender1", "libmtdev1", "libatomic1"}
    wanted |= {"libasound2"}
    assert all(f"{name} " in setup for name in wanted)
    assert all(name in PAGE for name in wanted)
