"""Papers beside tickets: `luot printer test-page`, `documents`, `summary` and `pairing`."""

from datetime import date, datetime, time
from pathlib import Path

import click

from printer.cli_kit import (
    Way,
    WrongUse,
    hand_over,
    in_data,
    in_language,
    now,
    of_server,
    says_what_is_wrong,
    to_printer,
    with_logo,
    with_profile,
    with_token,
)
from printer.profiles import profile
from printer.sheets import DaySummary, PairingSheet, TestPage

_NOBODY = "Lượt"  # where no server says which centre it is
_DEVICES = ("kiosk", "display", "counter", "printer")

from_server = click.option("--server", metavar="URL", required=True, help="The hall's server.")


@click.command("test-page")
@to_printer
@with_profile
@with_logo
@in_data
@of_server
@with_token
@in_language
@says_what_is_wrong
def test_page(  # noqa: PLR0913  # the options of the command
    *,
    target: str,
    profile_name: str,
    logo: Path | None,
    data: Path,
    server: str | None,
    token: str | None,
    lang: str,
) -> None:
    """Print all letters, a ruler and a QR code, to see how a printer does with a profile.

    With a server and a token the page names the centre.
    """
    chosen = profile(profile_name, data)
    page = TestPage(
        centre=_centre(server, token, lang) if server and token else _NOBODY,
        target=target,
        profile=chosen.name,
        letters=chosen.text,
        width=chosen.dots // 8,
        at=now(),
        url=server,
        lang=lang,
    )
    hand_over(page, Way(target=target, profile_name=profile_name, logo=logo, data=data), lang)


@click.command()
@click.argument("code")
@to_printer
@with_profile
@with_logo
@in_data
@from_server
@with_token
@click.option("--url", metavar="URL", help="What its QR code leads to, else the page of papers.")
@in_language
@says_what_is_wrong
def documents(  # noqa: PLR0913  # the options of the command
    *,
    code: str,
    target: str,
    profile_name: str,
    logo: Path | None,
    data: Path,
    server: str,
    token: str | None,
    url: str | None,
    lang: str,
) -> None:
    """Print what to bring for the procedure CODE, without a number."""
    from printer import asking, cli_server  # noqa: PLC0415  # few commands ask the server

    with cli_server.line(server, token) as client:
        sheet = asking.documents(asking.offer(client), code, lang, now(), url)
    hand_over(sheet, Way(target=target, profile_name=profile_name, logo=logo, data=data), lang)


@click.command()
@click.argument("day", required=False, metavar="[YYYY-MM-DD]")
@to_printer
@with_profile
@with_logo
@in_data
@from_server
@with_token
@in_language
@says_what_is_wrong
def summary(  # noqa: PLR0913  # the options of the command
    *,
    day: str | None,
    target: str,
    profile_name: str,
    logo: Path | None,
    data: Path,
    server: str,
    token: str | None,
    lang: str,
) -> None:
    """Print a day's figures for the manager; today's without a date. Takes a manager's token."""
    from printer import asking, cli_server  # noqa: PLC0415  # few commands ask the server

    of = _date(day) if day else None
    with cli_server.line(server, token) as client:
        centre = asking.centre_name(asking.offer(client).centre, lang)
        sheet = DaySummary(centre=centre, day=asking.day(client, of), lang=lang)
    hand_over(sheet, Way(target=target, profile_name=profile_name, logo=logo, data=data), lang)


@click.command()
@click.argument("code")
@to_printer
@with_profile
@with_logo
@in_data
@from_server
@click.option(
    "--device",
    type=click.Choice(_DEVICES),
    default=_DEVICES[0],
    show_default=True,
    help="What the code was made for.",
)
@click.option("--until", metavar="HH:MM", help="Until when the code is good.")
@in_language
@says_what_is_wrong
def pairing(  # noqa: PLR0913  # the options of the command
    *,
    code: str,
    target: str,
    profile_name: str,
    logo: Path | None,
    data: Path,
    server: str,
    device: str,
    until: str | None,
    lang: str,
) -> None:
    """Print a pairing CODE (luot pair) with what to do with it."""
    at = now()
    sheet = PairingSheet(
        code=code,
        server=server,
        device=device,
        at=at,
        until=_moment(until, at) if until else None,
        lang=lang,
    )
    hand_over(sheet, Way(target=target, profile_name=profile_name, logo=logo, data=data), lang)


def _centre(server: str, token: str, lang: str) -> str:
    from printer import asking, cli_server  # noqa: PLC0415  # few commands ask the server

    with cli_server.line(server, token) as client:
        return asking.centre_name(asking.offer(client).centre, lang)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse("bad_date", text=text) from None


def _moment(text: str, today: datetime) -> datetime:
    try:
        return datetime.combine(today, time.fromisoformat(text), today.tzinfo)
    except ValueError:
        raise WrongUse("bad_time", text=text) from None
