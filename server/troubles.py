"""What an administrator reads where a database of the hall cannot be used."""

import os
import sqlite3
from pathlib import Path

from luot.words import Words

# The low byte of SQLite's extended codes is the kind of error.
KIND = 0xFF


def of_database(error: sqlite3.DatabaseError, file: Path, say: Words) -> str:
    """The sentence for a database: only one that is damaged needs a backup."""
    return say(f"trouble.{_kind(error, file)}", file=file, why=error)


def _kind(error: sqlite3.DatabaseError, file: Path) -> str:
    """Which sentence it is."""
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & KIND:
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return _barred(file) or "denied"
        case sqlite3.SQLITE_FULL:
            return "full"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "busy"
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            return _barred(file) or "other"
        case _:
            return "damaged"


def _barred(file: Path) -> str | None:
    """Whether the disk or the permissions keep this process from writing the file."""
    if os.statvfs(file.parent).f_flag & os.ST_RDONLY:
        return "read_only"
    folder_open = os.access(file.parent, os.R_OK | os.W_OK | os.X_OK)
    file_open = not os.access(file, os.F_OK) or os.access(file, os.R_OK | os.W_OK)
    return None if folder_open and file_open else "denied"
