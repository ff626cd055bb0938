"""Tables of procedures as others hand them over, read row by row; each bad row is named.

Commas, semicolons or tabs, any line ends, UTF-8 with or without its mark, or UTF-16.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from server.catalogue_rows import CODE, CatalogueError, Fault

LARGEST = 64 * 1024 * 1024
LONGEST_CELL = 20_000
DELIMITERS = ",;\t"
COLUMNS = {
    "mã": "code",
    "mã thủ tục": "code",
    "mã tthc": "code",
    "tên": "name",
    "tên thủ tục": "name",
    "tên tthc": "name",
    "lĩnh vực": "field",
    "cấp": "level",
    "cấp thực hiện": "level",
    "quyết định": "decision",
    "số quyết định": "decision",
    "trực tuyến": "online",
    "mức độ trực tuyến": "online",
    "mức độ dịch vụ công trực tuyến": "online",
    "địa chỉ trực tuyến": "portal",
}
"""Heads that offices write, and what they are called here."""
NEEDED = ("code", "name")
_LONG = ("code", "name", "short_name", "short_name_en", "phrases", "documents", "documents_en")
_BRIEF = (
    "field",
    "level",
    "decision",
    "channels",
    "fee",
    "fee_en",
    "time",
    "time_en",
    "online",
    "portal",
)
READ = frozenset((*_LONG, *_BRIEF, "popularity"))
"""The columns that are read; all others are left alone."""
_FORMULA = re.compile(r"\s*[=+@]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One good row of a table: where it begins, and its cells under their names."""

    number: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Table:
    """A table: its good rows, what is wrong with the others, and the heads that nobody reads."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: tuple[str, ...] = ()


def read(raw: bytes, file: str) -> Table:
    """The table in a file's bytes; raises CatalogueError where it is none at all."""
    if len(raw) > LARGEST:
        most = LARGEST // 1024 // 1024
        raise CatalogueError([Fault(file=file, code="csv_large", fields={"most": most})])
    text = _decoded(raw)
    before = csv.field_size_limit(LARGEST)
    try:
        return _table(text, file)
    finally:
        csv.field_size_limit(before)


def _decoded(raw: bytes) -> str:
    """The text; bytes that are no text stay visible as surrogates, for their row to be named."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def _table(text: str, file: str) -> Table:
    rows = _rows(text)
    _, first = next(rows, (0, []))
    heads = tuple(_head(each) for each in first)
    _check_heads(heads, file)
    table = Table(ignored=tuple(each for each in heads if each and each not in READ))
    seen: dict[str, int] = {}
    for number, cells in rows:
        if not any(each.strip() for each in cells):
            continue
        row = dict(zip(heads, cells, strict=False))
        code = row["code"].strip() if "code" in row else ""
        fault = _fault(row, len(cells) - len(heads), seen)
        if fault is None:
            seen[code] = number
            read_only = {key: value for key, value in row.items() if key in READ}
            table.lines.append(Line(number=number, cells=read_only | {"code": code}))
        else:
            key, why, fields = fault
            named = CODE.fullmatch(code) is not None
            where = {"line": number} | fields
            table.faults.append(
                Fault(file=file, row=code if named else "", key=key, code=why, fields=where)
            )
    return table


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row with the line that it begins on; line ends of any kind."""
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    for cells in reader:
        yield number, cells
        number = reader.line_num + 1


def _head(cell: str) -> str:
    """The name of a column as it is called here."""
    plain = unicodedata.normalize("NFC", cell).strip().casefold()
    return COLUMNS.get(plain, plain)


def _check_heads(heads: Sequence[str], file: str) -> None:
    """Raises CatalogueError where a column that is needed is not there, or one is there twice."""
    faults = [Fault(file=file, key=each, code="csv_column") for each in NEEDED if each not in heads]
    doubled = {each for each in heads if each in READ and heads.count(each) > 1}
    faults += [Fault(file=file, key=each, code="csv_columns_doubled") for each in sorted(doubled)]
    if faults:
        raise CatalogueError(faults)


_Fault = tuple[str, str, dict[str, object]]


def _fault(row: Mapping[str, str], more: int, seen: Mapping[str, int]) -> _Fault | None:
    """What is wrong with a row first of all: its key, the sentence, and what to fill in."""
    if more:
        return "", "csv_cells", {"more": f"{more:+d}"}
    for key, cell in row.items():
        if key in READ and (why := _bad(cell)):
            return key, why, {"size": len(cell), "most": LONGEST_CELL}
    code = row["code"].strip()
    if not code or not row["name"].strip():
        return "name" if code else "code", "csv_missing", {}
    if not CODE.fullmatch(code):
        return "code", "csv_code", {"value": code[:20]}
    if code in seen:
        return "code", "csv_doubled", {"other": seen[code]}
    return None


def _bad(cell: str) -> str | None:
    """Why no cell may be so."""
    if len(cell) > LONGEST_CELL:
        return "csv_long"
    if any("\udc80" <= each <= "\udcff" for each in cell) or "\ufffd" in cell:
        return "csv_encoding"
    if _CONTROL.search(cell):
        return "csv_control"
    if _FORMULA.match(cell):
        return "csv_formula"
    return None
