"""Whether the settings of a hall fit each other: letters, numbers, dates, addresses, files."""

from luot.config.settings import WEEK
from luot.config.tables import Tables
from luot.config.values import Tls


def twice(tables: Tables, table: str, name: str) -> None:
    """Note each row whose letter, number or code another row already has."""
    seen: set[object] = set()
    for at, row in enumerate(tables.many[table], 1):
        value = row.get(name)
        if value is not None and value in seen:
            tables.note(f"{table}[{at}].{name}", value, "twice")
        seen.add(value)


def letters(tables: Tables) -> None:
    """Note each counter that serves a queue which the hall does not have."""
    known = {row.get("letter") for row in tables.many["queue"]}
    for at, row in enumerate(tables.many["counter"], 1):
        for letter in row.get("queues", ()):
            if letter not in known:
                tables.note(f"counter[{at}].queues", letter, "no_queue")


def ordinary(tables: Tables) -> None:
    """Note priority classes among which the ordinary one is missing or has a credit."""
    credits_by_code = {row.get("code"): row.get("credit") for row in tables.many["priority"]}
    if credits_by_code and credits_by_code.get("ordinary") != 0:
        tables.note("priority", credits_by_code.get("ordinary"), "ordinary")


def days(tables: Tables) -> None:
    """Note each date that is both closed and has hours of its own."""
    hours = tables.one["hours"] or {}
    closed = set(hours.get("closed", ()))
    for day, _ in hours.get("on", ()):
        if day in closed:
            tables.note("hours.on", day, "closed_and_open")


def week(tables: Tables) -> None:
    """Note hours in which no day of the week is open."""
    hours = tables.one["hours"]
    if hours is not None and not any(hours.get(day, ("noted",)) for day in (*WEEK, "on")):
        tables.note("hours", None, "never_open")


def certificate(tables: Tables) -> Tls | None:
    """The certificate and its key, noted where a file is absent or the address is plain http."""
    files = tables.one["tls"]
    if files is None or files.keys() != {"cert", "key"}:
        return None
    found = {name: tables.file.parent / path for name, path in files.items()}
    for name, path in found.items():
        if not path.is_file():
            tables.note(f"tls.{name}", str(path), "no_file")
    url = (tables.one["server"] or {}).get("public_url")
    if url is not None and not url.startswith("https:"):
        tables.note("server.public_url", url, "https")
    return Tls(cert=found["cert"], key=found["key"])


def check(tables: Tables) -> Tls | None:
    """Note everything that does not fit, and hand back the certificate."""
    for table, name in (("queue", "letter"), ("counter", "number"), ("priority", "code")):
        twice(tables, table, name)
    letters(tables)
    ordinary(tables)
    days(tables)
    week(tables)
    return certificate(tables)
