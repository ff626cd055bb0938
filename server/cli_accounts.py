"""What an administrator does at the keyboard: people with passwords, devices with codes."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from luot import config, words
from luot.troubles import of_file
from luot.words import Words
from server.account_errors import AccountRefused
from server.accounts import Accounts, open_accounts
from server.accounts_db import FILE
from server.actor import Role, Scope
from server.cli_journal import in_data, in_language
from server.keys import Key
from server.people import Person
from server.troubles import of_database

P = ParamSpec("P")
Command = Callable[Concatenate["Office", P], None]
from_stdin = click.option("--password-stdin", is_flag=True, help="Read the password from stdin.")


def now() -> datetime:
    """The time of this computer."""
    return datetime.now(UTC)  # noqa: TID251 - a command's own clock


class Office:
    """The accounts of a data folder, and the language of whoever looks after them."""

    def __init__(self, accounts: Accounts, settings: config.Config, say: Words) -> None:
        self.accounts = accounts
        self.settings = settings
        self.say = say

    def tell(self, key: str, **values: object) -> None:
        """One sentence on the screen."""
        click.echo(self.say(f"account.cli.{key}", **values))

    def local(self, instant: datetime) -> str:
        """An instant as the hall's clocks show it."""
        return f"{instant.astimezone(self.settings.timezone):%d/%m/%Y %H:%M}"

    def password(self, *, stdin: bool) -> str:
        """A new password, typed twice unseen or read from stdin."""
        if stdin:
            return sys.stdin.readline().rstrip("\r\n")
        while (typed := self._unseen("ask")) != self._unseen("again"):
            click.echo(self.say("account.cli.differ"), err=True)
        return typed

    def _unseen(self, key: str) -> str:
        """What is typed without being shown."""
        return str(click.prompt(self.say(f"account.cli.{key}"), hide_input=True))


@contextmanager
def office(data: Path, lang: str) -> Iterator[Office]:
    """Open the accounts in a folder; what is wrong with them ends the command with a sentence."""
    say = words.load(lang)
    try:
        if not data.is_dir():
            sys.exit(_wrong(say("account.cli.no_folder", folder=data)))
        settings = config.load(data / config.FILE)
        accounts = open_accounts(data, settings, now)
        try:
            yield Office(accounts, settings, say)
        finally:
            accounts.close()
    except config.ConfigError as error:
        sys.exit(_wrong(*error.sentences(say)))
    except AccountRefused as refused:
        sys.exit(_wrong(say(f"account.{refused.code}", **refused.fields)))
    except sqlite3.DatabaseError as error:
        sys.exit(_wrong(of_database(error, data / FILE, say)))
    except OSError as error:
        sys.exit(_wrong(of_file(error, data / FILE, say)))


def _wrong(*sentences: str) -> int:
    """Say what is wrong, and the exit code for it."""
    for sentence in sentences:
        click.echo(sentence, err=True)
    return 1


def in_office(command: Command[P]) -> Callable[P, None]:
    """Give a command its office in place of --data and --lang."""

    @in_data
    @in_language
    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        data, lang = kwargs.pop("data"), kwargs.pop("lang")
        with office(Path(str(data)), str(lang)) as opened:
            command(opened, *args, **kwargs)

    return run


@click.group()
def account() -> None:
    """The people who work here: add, list, lock out, give a new password."""


@account.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@from_stdin
@in_office
def add(office: Office, name: str, role: str, *, password_stdin: bool) -> None:
    """Add a person; the password is typed, or read with --password-stdin."""
    office.accounts.people.add(name, Role(role), office.password(stdin=password_stdin))
    office.tell("added", name=name, role=office.say(f"sign_in.role.{role}"))


@account.command("list")
@in_office
def people(office: Office) -> None:
    """Everyone with an account."""
    everyone = office.accounts.people.all()
    for person in everyone:
        click.echo(_person_line(office, person))
    if not everyone:
        office.tell("nobody")


def _person_line(office: Office, person: Person) -> str:
    """One person on one line."""
    locked = f"  {office.say('account.cli.locked')}" if person.disabled else ""
    return f"{person.name:<32}  {office.say(f'sign_in.role.{person.role}')}{locked}"


@account.command("password")
@click.argument("name")
@from_stdin
@in_office
def password(office: Office, name: str, *, password_stdin: bool) -> None:
    """Give a person a new password, and sign them out everywhere."""
    office.accounts.people.set_password(name, office.password(stdin=password_stdin))
    office.tell("changed", name=name)


@account.command("disable")
@click.argument("name")
@in_office
def disable(office: Office, name: str) -> None:
    """Lock a person out, from this moment on."""
    office.accounts.people.disable(name)
    office.tell("disabled", name=name)


@account.command("enable")
@click.argument("name")
@in_office
def enable(office: Office, name: str) -> None:
    """Let a person in again."""
    office.accounts.people.disable(name, disabled=False)
    office.tell("enabled", name=name)


@account.command("token")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@in_office
def token(office: Office, name: str, role: str) -> None:
    """A token for a program; `luot pair revoke NAME` takes it back."""
    made = office.accounts.keys.issue_for_program(name, Role(role))
    say = office.say("account.cli.token", name=name, role=office.say(f"sign_in.role.{role}"))
    click.echo(say, err=True)
    click.echo(made)


@click.group()
def pair() -> None:
    """The devices of the hall: a one-time code for a new one, the list, taking back."""


def _code(office: Office, scope: Scope, name: str | None) -> None:
    """Make and show a one-time code."""
    code = office.accounts.pairing.code(scope, name)
    called = office.say(f"sign_in.scope.{scope}")
    office.tell("code", scope=called, code=code.text, until=office.local(code.ends_at))


def _command_for(scope: Scope) -> click.Command:
    """`luot pair <scope>`."""

    @in_office
    def make(office: Office, name: str | None) -> None:
        _code(office, scope, name)

    made = click.option("--name", help="What the device is called.")(make)
    return click.command(scope.value, help=f"A one-time code for a {scope}.")(made)


for _scope in Scope:
    pair.add_command(_command_for(_scope))


@pair.command("list")
@in_office
def devices(office: Office) -> None:
    """Every device and program that may enter."""
    keys = office.accounts.keys.all()
    for key in keys:
        click.echo(_key_line(office, key))
    if not keys:
        office.tell("no_devices")


def _key_line(office: Office, key: Key) -> str:
    """One device on one line."""
    part = "role" if isinstance(key.grant, Role) else "scope"
    what = office.say(f"sign_in.{part}.{key.grant}")
    if key.kiosk is not None:
        what += f" ({office.say('account.cli.place', kiosk=key.kiosk)})"
    if key.seen_at is None:
        return f"{key.name:<40}  {what:<24}  {office.say('account.cli.unseen')}"
    seen = office.say("account.cli.seen", at=office.local(key.seen_at))
    return f"{key.name:<40}  {what:<24}  {seen}"


@pair.command("revoke")
@click.argument("name")
@in_office
def revoke(office: Office, name: str) -> None:
    """Take a device's or program's token back, from this moment on."""
    office.accounts.keys.revoke(name)
    office.tell("revoked", name=name)
