"""From luot.toml to the settings that a hall runs by."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from luot.config import agree
from luot.config.problems import ConfigError, Problem
from luot.config.settings import WEEK
from luot.config.tables import Row, Tables
from luot.config.values import NATIONAL_PORTAL, Centre, Config, Tls
from luot.domain.rules import Calls, Desk, Hours, LongWait, PriorityClass, Queue, Rules


def load(path: Path) -> Config:
    """The settings in the file `path`; ConfigError names every mistake at once."""
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError((Problem(file=path, key="", code="absent"),)) from None
    except (OSError, UnicodeDecodeError) as trouble:
        fields: dict[str, object] = {"trouble": str(trouble)}
        problem = Problem(file=path, key="", code="unreadable", fields=fields)
        raise ConfigError((problem,)) from None
    return loads(source, path)


def loads(source: str, path: Path) -> Config:
    """The settings in the TOML text `source`, which stands in the file `path`."""
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as trouble:
        raise ConfigError((_not_toml(path, source, str(trouble)),)) from None
    tables = Tables(path, content)
    tls = agree.check(tables)
    if tables.problems:
        raise ConfigError(tuple(tables.problems))
    return _config(tables, tls)


def _not_toml(path: Path, source: str, trouble: str) -> Problem:
    """The mistake of a file that is no TOML, with the line where it shows."""
    lines = source.splitlines() or [""]
    found = re.search(r"line (\d+)", trouble)
    at = int(found[1]) if found else len(lines)
    fields: dict[str, object] = {"line": at, "trouble": trouble}
    return Problem(file=path, key="", value=lines[at - 1].strip(), code="toml", fields=fields)


def _config(tables: Tables, tls: Tls | None) -> Config:
    """The settings, all of which have passed their checks."""
    centre = dict(tables.one["centre"] or {})
    own = {name: centre.pop(name) for name in ("site", "language", "languages", "timezone")}
    server = tables.one["server"] or {}
    portal = (tables.one["portal"] or {}).get("url", NATIONAL_PORTAL)
    return Config(
        centre=Centre(**centre), rules=_rules(tables), tls=tls, portal=portal, **own, **server
    )


def _rules(tables: Tables) -> Rules:
    """The rules; a counter without a list serves every queue."""
    hours = _hours(tables.one["hours"] or {})
    queues = tuple(_queue(row, hours) for row in tables.many["queue"])
    every = tuple(queue.letter for queue in queues)
    desks = (
        Desk(number=row["number"], queues=row["queues"] or every) for row in tables.many["counter"]
    )
    classes = tuple(PriorityClass(**row) for row in tables.many["priority"])
    own = {"priorities": classes} if classes else {}
    return Rules(
        queues=queues,
        counters=tuple(sorted(desks, key=lambda desk: desk.number)),
        hours=hours,
        calls=Calls(**tables.one["calls"] or {}),
        long_wait=LongWait(**tables.one["long_wait"] or {}),
        **own,
    )


def _queue(row: Row, centre: Hours) -> Queue:
    """A queue; its own hours begin and end numbers as early and late as those of the centre do."""
    own: Hours | None = row["hours"]
    hours = None if own is None else replace(own, early=centre.early, last=centre.last)
    return Queue(**row | {"hours": hours})


def _hours(table: Row) -> Hours:
    """The opening hours; a closed date is one with no sessions."""
    own = dict(table["on"]) | dict.fromkeys(table["closed"], ())
    return Hours(
        week=tuple(table[day] for day in WEEK),
        except_on=tuple(sorted(own.items())),
        early=table["early"],
        last=table["last"],
    )


def _demo_source() -> str:
    """The luot.toml of the sample centre, with its remarks."""
    return (files("luot.config") / "demo.toml").read_text(encoding="utf-8")


@cache
def demo() -> Config:
    """The sample centre: open at every hour, counters 1 to 8 for all of eight queues."""
    return loads(_demo_source(), Path("luot.toml"))


def write_demo(path: Path) -> None:
    """Put the sample centre's luot.toml at `path`, for a centre to change into its own."""
    path.write_text(_demo_source(), encoding="utf-8")
