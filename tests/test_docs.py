"""What the pages say is so."""

import re
from pathlib import Path
from typing import get_args

import click
import pytest

from luot.cli import COMMANDS, main
from luot.domain.errors import Refusal
from luot.domain.events import Event

REPO = Path(__file__).resolve().parent.parent
PAGES = sorted([REPO / "README.md", REPO / "CHANGELOG.md", *(REPO / "docs").rglob("*.md")])


def every_refusal(kind: type[Refusal] = Refusal) -> set[str]:
    """The codes of all refusals that are raised, groups left out."""
    found = {kind.code} if "code" in vars(kind) and kind is not Refusal else set()
    return found.union(*(every_refusal(each) for each in kind.__subclasses__()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPO)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPO)))
def test_every_command_that_is_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for named, after in re.findall(r"(?:^|`|bin/|\s)luot ([a-z]+)(?: ([a-z]+(?:-[a-z]+)*))?", text):
        command = main.get_command(click.Context(main), named)
        assert command is not None, f"luot {named}"
        if isinstance(command, click.Group) and after:
            assert after in command.commands, f"luot {named} {after}"


def test_every_command_is_told_of() -> None:
    told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in COMMANDS if f"luot {name}" not in told and name != "run"] == []


def test_every_event_is_told_of() -> None:
    told = (REPO / "docs" / "journal.md").read_text(encoding="utf-8")
    assert [kind.__name__ for kind in get_args(Event) if f"`{kind.__name__}`" not in told] == []


def test_every_refusal_is_told_of() -> None:
    told = (REPO / "docs" / "api.md").read_text(encoding="utf-8")
    assert sorted(code for code in every_refusal() if f"`{code}`" not in told) == []


def test_the_pictures_of_citizens_are_shown_and_small() -> None:
    told = (REPO / "docs" / "kiosk.md").read_text(encoding="utf-8")
    kept = sorted((REPO / "docs" / "pictures" / "citizens").glob("*.png"))
    assert [each.name for each in kept if f"citizens/{each.name})" not in told] == []
    assert [each.name for each in kept if each.stat().st_size > 60_000] == []
    assert 0 < sum(each.stat().st_size for each in kept) < 1_500_000
