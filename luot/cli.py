"""The `luot` command: each part of the house under its name, loaded when it is called."""

from importlib import import_module

import click

COMMANDS = {
    "server": "server.cli:server",
    "catalogue": "server.cli_catalogue:catalogue",
    "journal": "server.cli_journal:journal",
    "rebuild": "server.cli_journal:rebuild",
    "report": "server.cli_report:report",
    "pair": "server.cli_accounts:pair",
    "account": "server.cli_accounts:account",
    "kiosk": "kiosk.cli:kiosk",
    "scanner": "kiosk.cli_scanner:scanner",
    "kiosk-pair": "kiosk.cli_setup:kiosk_pair",
    "kiosk-pin": "kiosk.cli_setup:kiosk_pin",
    "printer": "printer.cli:printer",
    "words": "luot.translating.cli:translating",
    "run": "luot.run:run",
}


class House(click.Group):
    """Loads a part only when it is named, so that a server needs no Kivy."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all parts."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one part, or None for an unknown name."""
        del ctx
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, attribute = target.split(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101
        return command


@click.group(cls=House)
@click.version_option(package_name="luot")
def main() -> None:
    """Lượt: the waiting hall of a one-stop public service centre."""
