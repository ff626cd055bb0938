"""What a table of procedures makes of the catalogue: what is new, what is otherwise, what stays."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from luot.domain import folding
from luot.domain.procedure import Catalogue, Field, Level, Online, Procedure
from server.catalogue_csv import Line, Table
from server.catalogue_rows import LISTS, NAMES, Fault, procedure_faults

BETWEEN = " | "
VERSION_LETTERS = 12
OTHER = "khac"
SHORT, TELLING = NAMES["short_name"], 14
"""Letters of a short name: at most, and as few as still tell something."""
FIELDS = {
    "ho-tich": "hộ tịch|nuôi con nuôi|quốc tịch",
    "chung-thuc": "chứng thực",
    "nguoi-co-cong": "người có công",
    "cu-tru": (
        "cư trú|căn cước|định danh|xuất nhập cảnh|phương tiện giao thông|lý lịch tư pháp|con dấu"
    ),
    "dat-dai": "đất đai|biện pháp bảo đảm|đo đạc",
    "xay-dung": "xây dựng|nhà ở|quy hoạch đô thị|kiến trúc|hạ tầng kỹ thuật|phát triển đô thị",
    "kinh-doanh": (
        "hộ kinh doanh|doanh nghiệp|hợp tác xã|tổ hợp tác|lưu thông hàng hóa|kinh doanh khí|"
        "công thương|du lịch|thương mại|an toàn thực phẩm"
    ),
    "bao-tro": "bảo trợ|giảm nghèo|trẻ em|tệ nạn xã hội",
}
"""Fields of the national database, by words in their names, under those of the home screen."""
LEVELS = {
    "cấp xã": Level.COMMUNE,
    "cấp tỉnh": Level.PROVINCE,
    "cấp bộ": Level.MINISTRY,
    **{each.value: each for each in Level},
}
ONLINES = {
    "không": Online.NONE,
    "một phần": Online.PARTIAL,
    "toàn trình": Online.FULL,
    **{each.value: each for each in Online},
}
ONLINE_CHANNEL = "trực tuyến"
UNITS = {"Ngày làm việc": ("ngày làm việc", "working days"), "Ngày": ("ngày", "days")}
UNITS["Giờ"] = ("giờ", "hours")
_ENDS = (" (", ";", " đối với ", " trong trường hợp ", " theo ", " thuộc ", " bao gồm ", ",", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One procedure that is otherwise: the parts that are."""

    procedure: Procedure
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The catalogue as it would be, and how it came to be so."""

    catalogue: Catalogue
    added: tuple[Procedure, ...]
    changed: tuple[Change, ...]
    same: int
    kept: int
    faults: tuple[Fault, ...]


def plan(table: Table, present: Catalogue, file: str) -> Plan:
    """What a table makes of the present catalogue; what it does not name stays as it is."""
    fields = {one.id: one for one in present.fields}
    made: dict[str, Procedure] = {}
    faults = [*table.faults]
    for line in table.lines:
        before = present.by_code.get(line.cells["code"])
        row = dict(_row(line.cells, before))
        wrong = [*_wrong(row, line, file)]
        faults += wrong
        if not wrong:
            made[line.cells["code"]] = _procedure(row, line.cells, before, fields)
    new = [one for one in made.values() if one.code not in present.by_code]
    added = tuple(_told_apart(new, present.procedures))
    after = {one.code: made.get(one.code, one) for one in present.procedures}
    changed = tuple(_changes(present.procedures, after))
    every = (*after.values(), *added)
    return Plan(
        catalogue=versioned(present, every) if added or changed else present,
        added=added,
        changed=changed,
        same=len(made) - len(added) - len(changed),
        kept=len(every) - len(made),
        faults=tuple(sorted(faults, key=_place)),
    )


def _changes(present: Iterable[Procedure], after: Mapping[str, Procedure]) -> Iterator[Change]:
    """The procedures that are otherwise now, and in what."""
    for one in present:
        was, now = asdict(one), asdict(after[one.code])
        parts = tuple(key for key in now if was[key] != now[key])
        if parts:
            yield Change(procedure=after[one.code], parts=parts)


def only(table: Table, present: Catalogue, file: str) -> Catalogue:
    """The catalogue of a table alone, with what is known here of its codes."""
    named = {line.cells["code"] for line in table.lines}
    made = plan(table, present, file).catalogue
    return versioned(made, (one for one in made.procedures if one.code in named))


def versioned(of: Catalogue, procedures: Iterable[Procedure]) -> Catalogue:
    """The catalogue with other procedures, named by its content."""
    every = tuple(procedures)
    content = [[asdict(one) for one in of.fields], [asdict(one) for one in every]]
    written = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    version = sha256(written).hexdigest()[:VERSION_LETTERS]
    return replace(of, version=version, procedures=every)


def short(name: str) -> str:
    """A name for screens and tickets: the head of the official one, cut between words."""
    whole = name
    for end in _ENDS:
        head = whole.partition(end)[0].rstrip()
        if len(whole) > SHORT and len(head) >= TELLING:
            whole = head
    return whole if len(whole) <= SHORT else f"{_head(whole, SHORT - 1)}…"


def both_ends(name: str) -> str:
    """Head and tail of a name whose head is that of another procedure too."""
    tail = name[TELLING - SHORT :].partition(" ")[2]
    return f"{_head(name, SHORT - 2 - len(tail))}… {tail}"


def _head(name: str, most: int) -> str:
    return name[: most + 1].rpartition(" ")[0].rstrip(",;:- ")


def _told_apart(added: Sequence[Procedure], present: Iterable[Procedure]) -> Iterator[Procedure]:
    """The new procedures, those with a short name of others under both ends of their own."""
    names = Counter(one.short_name for one in (*added, *present))
    for one in added:
        if names[one.short_name] == 1 or len(one.name) <= SHORT:
            yield one
        elif one.short_name_en == one.short_name:
            yield replace(one, short_name=both_ends(one.name), short_name_en=both_ends(one.name))
        else:
            yield replace(one, short_name=both_ends(one.name))


def _place(fault: Fault) -> int:
    line = fault.fields.get("line", 0)
    return line if isinstance(line, int) else 0


def _wrong(row: Mapping[str, object], line: Line, file: str) -> Iterator[Fault]:
    """What is wrong with the content of a row, with the line that it stands on."""
    for fault in procedure_faults(file, str(row["code"]), row):
        yield replace(fault, fields=dict(fault.fields) | {"line": line.number})


def _row(cells: Mapping[str, str], before: Procedure | None) -> Iterator[tuple[str, object]]:
    """The parts of a procedure that a row names, in the shape that the catalogue keeps."""
    name = official(cells["name"])
    yield "code", cells["code"]
    yield "name", name
    yield "short_name", _told(cells, "short_name") or (before and before.short_name) or short(name)
    yield "short_name_en", _english(cells, before, name)
    for key in ("decision", "fee", "fee_en", "time", "time_en", "portal"):
        if told := _told(cells, key):
            yield key, told
    for key in LISTS:
        if told := _told(cells, key):
            yield key, [each.strip() for each in told.split(BETWEEN.strip()) if each.strip()]
    if told := _told(cells, "popularity"):
        yield "popularity", int(told) if told.isascii() and told.isdigit() else told
    yield from _online(cells, before)
    if before is None and "channels" in cells and not _told(cells, "time"):
        yield from _time(cells["channels"])


def _online(cells: Mapping[str, str], before: Procedure | None) -> Iterator[tuple[str, object]]:
    """How far it is done online; the ways of filing only tell that it is, not how far."""
    told = _told(cells, "online")
    known = before is not None and before.online is not None
    if told:
        yield "online", ONLINES.get(told.casefold(), told)
    elif not known and ONLINE_CHANNEL in _told(cells, "channels").casefold():
        yield "online", Online.OFFERED


def _told(cells: Mapping[str, str], key: str) -> str:
    return unicodedata.normalize("NFC", cells.get(key, "")).strip()


def _english(cells: Mapping[str, str], before: Procedure | None, name: str) -> str:
    """The short English name, or the Vietnamese one where nobody has translated it."""
    return _told(cells, "short_name_en") or (before.short_name_en if before else short(name))


def official(name: str) -> str:
    """An official name in composed letters, single spaces and without its "Thủ tục"."""
    bare = " ".join(unicodedata.normalize("NFC", name).split()).removeprefix("Thủ tục ")
    return bare[:1].upper() + bare[1:]


def _time(channels: str) -> Iterator[tuple[str, str]]:
    """How long it takes, where every way of filing takes the same and the unit is told."""
    times = {each.partition(":")[2].strip() for each in channels.split(";") if each.strip()}
    count, _, unit = next(iter(times), "").partition(" ")
    if len(times) == 1 and count.isdigit() and unit in UNITS:
        vi, en = UNITS[unit]
        yield "time", f"{count} {vi}"
        yield "time_en", f"{count} {en}" if count != "1" else f"1 {en.removesuffix('s')}"


def _procedure(
    row: Mapping[str, object],
    cells: Mapping[str, str],
    before: Procedure | None,
    fields: Mapping[str, Field],
) -> Procedure:
    """A procedure out of a good row, over what was known of it."""
    field = before.field if before else _field(_told(cells, "field"), fields)
    field = _told(cells, "field") if _told(cells, "field") in fields else field
    own = asdict(before) if before else {}
    own |= {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    own["level"] = _level(_told(cells, "level")) or (before.level if before else None)
    own |= {"field": field, "queue": fields[field].queue}
    return Procedure(**own)


def _field(official_field: str, fields: Mapping[str, Field]) -> str:
    """The field of the home screen for a field of the national database."""
    folded = folding.fold(official_field)
    for own, named in FIELDS.items():
        if own in fields and any(folding.fold(each) in folded for each in named.split("|")):
            return own
    return OTHER if OTHER in fields else next(iter(fields))


def _level(told: str) -> Level | None:
    """The lowest of the levels that are named."""
    plain = told.casefold()
    return next((level for name, level in LEVELS.items() if name in plain), None)
