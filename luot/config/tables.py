"""The tables of luot.toml, read setting by setting while every mistake is noted."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from luot.config.checks import Wrong, nearest
from luot.config.problems import Problem
from luot.config.settings import NEEDED, ROWS, TABLES, Setting

Row = dict[str, Any]


class Tables:
    """One luot.toml taken apart; `problems` grows with each mistake that is met."""

    def __init__(self, file: Path, content: dict[str, object]) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._unknown("", content, (*TABLES, *ROWS))
        self.one = {name: self._table(name, content.get(name), TABLES[name]) for name in TABLES}
        self.many = {name: self._rows(name, content.get(name), ROWS[name]) for name in ROWS}

    def note(self, key: str, value: object, code: str, **fields: object) -> None:
        """Note one mistake."""
        problem = Problem(file=self.file, key=key, value=value, code=code, fields=fields)
        self.problems.append(problem)

    def _unknown(self, where: str, table: dict[str, object], known: Iterable[str]) -> None:
        """Note each key that no setting has, with the one that was probably meant."""
        names = tuple(known)
        for name in (name for name in table if name not in names):
            near = nearest(name, names)
            key, value = f"{where}{name}", table[name]
            if near is None:
                self.note(key, value, "unknown", known=", ".join(names))
            else:
                self.note(key, value, "misspelt", nearest=f"{where}{near}")

    def _table(self, name: str, table: object, settings: tuple[Setting, ...]) -> Row | None:
        """The values of one table, or None where the file has none."""
        if table is None:
            if name in NEEDED:
                self.note(name, None, "table_missing")
            return None
        if not isinstance(table, dict):
            self.note(name, table, "table")
            return None
        return self._row(name, table, settings)

    def _rows(self, name: str, rows: object, settings: tuple[Setting, ...]) -> list[Row]:
        """The values of each [[table]] of one name."""
        if rows is None or rows == []:
            if name in NEEDED:
                self.note(name, None, "rows_missing")
            return []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.note(name, rows, "rows")
            return []
        return [self._row(f"{name}[{at}]", row, settings) for at, row in enumerate(rows, 1)]

    def _row(self, where: str, table: dict[str, object], settings: tuple[Setting, ...]) -> Row:
        """The usable values of one table; a wrong or missing one is noted and left out."""
        self._unknown(f"{where}.", table, (setting.name for setting in settings))
        row: Row = {}
        for setting in settings:
            key = f"{where}.{setting.name}"
            if setting.name in table:
                self._take(row, key, table[setting.name], setting)
            elif setting.required:
                self.note(key, None, "missing", example=f"{setting.name} = {setting.example}")
            else:
                row[setting.name] = setting.default
        return row

    def _take(self, row: Row, key: str, value: object, setting: Setting) -> None:
        """Put a value into the row if its check passes."""
        try:
            row[setting.name] = setting.check(value)
        except Wrong as wrong:
            example = f"{setting.name} = {setting.example}"
            self.note(key, value, wrong.code, **wrong.fields | {"example": example})
