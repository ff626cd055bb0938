"""The `luot kiosk` command: one kiosk on its screen."""

import faulthandler
import logging
import re
import sys
from pathlib import Path

import click
import msgspec

from kiosk import badge, care, monitor, quiet
from kiosk.scanner import scanner_at
from kiosk.setting import Setting
from kiosk.workshop import is_target
from luot import words
from luot.client import Away, Client, Paired, Refused
from luot.config import ConfigError
from luot.troubles import says_what_is_wrong_with_files
from luot.words import Words
from printer import profiles
from printer.profiles import DEFAULT
from printer.targets import BadTarget, Serial

SIZE = re.compile(r"([1-9]\d{2,3})x([1-9]\d{2,3})")
KIOSK = "kiosk"
WHOLE_SCREEN = "screen"
DEFAULT_SIZE = (1080, 1920)


class Stop(click.ClickException):
    """One sentence to whoever started the kiosk."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        """The sentence alone, on stderr."""
        del file
        click.echo(self.format_message(), err=True)


class WrongUse(Stop):
    """The command was put wrongly."""

    exit_code = 2


def _size(text: str, say: Words) -> tuple[int, int]:
    if text == WHOLE_SCREEN:
        return monitor.size() or DEFAULT_SIZE
    found = SIZE.fullmatch(text)
    if not found:
        raise WrongUse(say("kiosk.cli.bad_size", size=text))
    return int(found[1]), int(found[2])


def _printer(target: str | None, say: Words) -> str | None:
    if target and not is_target(target):
        raise WrongUse(say("kiosk.cli.bad_printer", target=target))
    return target or None


def scanner_of(target: str, say: Words) -> Serial:
    """The port of a scanner's address."""
    try:
        return scanner_at(target)
    except BadTarget as bad:
        raise WrongUse(say("kiosk.cli.bad_scanner", target=target)) from bad


def _profile(name: str, data: Path, say: Words) -> str:
    """The name of a profile that there is, built in or in this kiosk's own file."""
    try:
        return profiles.profile(name, data).name
    except profiles.UnknownProfile as unknown:
        fields = {"name": name, "names": ", ".join(unknown.known)}
        raise WrongUse(say("printer.cli.unknown_profile", **fields)) from unknown
    except ConfigError as error:
        raise Stop("\n".join(error.sentences(say))) from error


def _logo(file: Path | None, say: Words) -> bytes | None:
    """The logo's file, once it is sure that it can be printed."""
    if file is None:
        return None
    from printer.logo import BadLogo, logo  # few kiosks have one

    data = file.read_bytes()
    try:
        logo(data)
    except BadLogo as bad:
        why = say(f"printer.cli.logo.{bad.why}")
        raise Stop(say("printer.cli.bad_logo", logo=file, why=why)) from bad
    return data


def paired_with(server: str, code: str, folder: Path, say: Words) -> Paired:
    """Trade a one-time code for this kiosk's token, and keep it."""
    badge.try_out(folder)  # a code is good once: not spent where nothing can be kept
    try:
        with Client(server) as client:
            paired = client.pair(code)
    except Refused as refused:
        raise Stop(refused.title) from refused
    except Away as away:
        raise Stop(say("kiosk.cli.away", server=server)) from away
    if paired.scope != KIOSK:
        raise Stop(say("kiosk.cli.not_kiosk", scope=paired.scope))
    badge.keep(folder, paired)
    return paired


def _kept(folder: Path, say: Words) -> Paired | None:
    try:
        return badge.load(folder)
    except (OSError, msgspec.DecodeError) as error:
        path = folder / badge.NAME
        raise Stop(say("kiosk.cli.bad_badge", file=path)) from error


def _token(server: str, token: str | None, code: str | None, folder: Path, say: Words) -> str:
    """The token that was given, that a code stands for, or that was kept from an earlier day."""
    if token:
        return token
    paired = paired_with(server, code, folder, say) if code else _kept(folder, say)
    if paired is None:
        raise WrongUse(say("kiosk.cli.no_token", server=server))
    return paired.token


@click.command()
@click.option("--server", required=True, metavar="URL", help="The hall's server.")
@click.option("--token", metavar="T", envvar="LUOT_TOKEN", help="This kiosk's token.")
@click.option("--pair", metavar="CODE", help="A one-time code; the token is kept in --data.")
@click.option(
    "--printer",
    metavar="TARGET",
    help="Where it is: tcp://, serial:, usb:, device: or folder: (luot printer find).",
)
@click.option(
    "--profile",
    metavar="NAME",
    default=DEFAULT,
    show_default=True,
    help="How the printer is spoken to (luot printer profiles).",
)
@click.option(
    "--logo",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The centre's logo on tickets, a PNG or JPEG file.",
)
@click.option(
    "--scanner",
    metavar="TARGET",
    help="serial:/dev/serial/by-id/... or serial:VID:PID (luot scanner tries it out).",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    help="The folder with this kiosk's own data.",
)
@click.option(
    "--size",
    default="1080x1920",
    show_default=True,
    metavar="WxH",
    help="The window; 'screen' takes the whole screen.",
)
@click.option(
    "--invite",
    type=click.FloatRange(0, 600),
    default=care.INVITE_MINUTES,
    show_default=True,
    metavar="MINUTES",
    help="Dim the glass after so long without a touch; 0 never does.",
)
@click.option(
    "--pictures",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep the latest picture of the screen as DIR/kiosk.png.",
)
@click.option("--json", "as_json", is_flag=True, help="Say each new screen as a JSON line.")
@click.option("--lang", type=click.Choice(words.LANGUAGES), default="vi", show_default=True)
@says_what_is_wrong_with_files
def kiosk(  # noqa: PLR0913
    *,
    server: str,
    token: str | None,
    pair: str | None,
    printer: str | None,
    profile: str,
    logo: Path | None,
    scanner: str | None,
    data: Path,
    size: str,
    invite: float,
    pictures: Path | None,
    as_json: bool,
    lang: str,
) -> None:
    """Run one kiosk on this computer's screen, or on a virtual one where there is none."""
    say = words.load(lang)
    _check_outside(pictures, say)
    setting = Setting(
        server=server,
        data=data,
        printer=_printer(printer, say),
        profile=_profile(profile, data, say),
        logo=_logo(logo, say),
        scanner=scanner_of(scanner, say) if scanner else None,
        size=_size(size, say),
        pictures=pictures,
        json=as_json,
        lang=lang,
        monitor=monitor.size(),
        invite=invite,
        # Last: a code is good only once, and all else has been looked at by now.
        token=_token(server, token, pair, data, say),
    )
    _listen_to_itself()
    quiet.hurry()
    from kiosk import fitting

    sys.exit(fitting.run(setting))


def _check_outside(pictures: Path | None, say: Words) -> None:
    """The screen can be seen, and pictures of it can be kept."""
    if display := monitor.unreachable():
        raise Stop(say("kiosk.cli.no_screen", display=display))
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)


def _listen_to_itself() -> None:
    """Trouble goes to the log, with the place where the kiosk hangs."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )
    for news in ("kiosk.standing", "kiosk.selftest", "kiosk.scanner"):
        logging.getLogger(news).setLevel(logging.INFO)
    faulthandler.enable(sys.__stderr__ or sys.stderr)
