"""Taking a catalogue in: good rows at once, each bad one named, nothing without being told so."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from click.testing import CliRunner, Result

from luot.domain.procedure import Level, Online
from server.catalogue import starter
from server.catalogue_csv import LONGEST_CELL, read
from server.catalogue_file import FILE, keep, present
from server.catalogue_import import Plan, both_ends, only, plan, short
from server.catalogue_rows import CatalogueError
from server.cli_catalogue import catalogue
from tests.servers import served
from tests.test_server_catalogue import SHARED, needs_shared

NEW = "6.999001,Cấp phép thả diều,Văn hóa,Cấp xã"
HEAD = "code,name,field,level"


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def faults(raw: bytes) -> list[tuple[object, str, str]]:
    """Line, key and kind of every bad row."""
    return [(each.fields["line"], each.key, each.code) for each in read(raw, "x.csv").faults]


def run(*words: str) -> Result:
    return CliRunner().invoke(catalogue, list(words))


def written(folder: Path, raw: bytes) -> str:
    file = folder / "in.csv"
    file.write_bytes(raw)
    return str(file)


@pytest.mark.parametrize(
    "raw",
    [
        table(NEW),
        b"\xef\xbb\xbf" + table(NEW),
        table(NEW).replace(b"\n", b"\r\n"),
        table(NEW).replace(b",", b";"),
        table(NEW).replace(b",", b"\t"),
        table(NEW).decode().encode("utf-16"),
        table(NEW, head="Mã TTHC,Tên thủ tục,Lĩnh vực,Cấp thực hiện"),
        table(NEW, "", ",,,"),
    ],
)
def test_tables_of_any_office_are_read(raw: bytes) -> None:
    (line,) = read(raw, "x.csv").lines
    assert (line.number, dict(line.cells)) == (
        2,
        {"code": "6.999001", "name": "Cấp phép thả diều", "field": "Văn hóa", "level": "Cấp xã"},
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",Không mã,,", (2, "code", "csv_missing")),
        ("6.999002, ,,", (2, "name", "csv_missing")),
        ("12.34,Mã sai,,", (2, "code", "csv_code")),
        ("6.999002,thừa ô,,,,", (2, "", "csv_cells")),
        ("6.999002,thiếu ô", (2, "", "csv_cells")),
        ("6.999002,=CMD|'/c calc'!A0,,", (2, "name", "csv_formula")),
        ("6.999002,@SUM(A1),,", (2, "name", "csv_formula")),
        ("6.999002,chuông \a,,", (2, "name", "csv_control")),
        (f"6.999002,{'x' * (LONGEST_CELL + 1)},,", (2, "name", "csv_long")),
    ],
)
def test_a_bad_row_is_named_by_line_and_reason_and_the_next_is_read(
    row: str, fault: tuple[int, str, str]
) -> None:
    raw = table(row, NEW)
    assert faults(raw) == [fault]
    assert [line.cells["code"] for line in read(raw, "x.csv").lines] == ["6.999001"]


def test_a_broken_encoding_is_named_and_only_its_row_is_lost() -> None:
    raw = table("6.999002,hỏng,,", NEW).replace("hỏng".encode(), "hỏng".encode("utf-16-le"))
    assert faults(raw) == [(2, "name", "csv_encoding")]


def test_a_second_row_of_a_code_names_the_line_of_the_first() -> None:
    (fault,) = read(table(NEW, NEW), "x.csv").faults
    assert (fault.code, fault.row, fault.fields) == (
        "csv_doubled", "6.999001", {"line": 3, "other": 2},
    )  # fmt: skip


def test_a_cell_of_ten_megabytes_is_no_trouble() -> None:
    started = perf_counter()
    raw = table(f'6.999002,"{"x" * 10_000_000}",,', NEW)
    assert faults(raw) == [(2, "name", "csv_long")]
    assert len(read(raw, "x.csv").lines) == 1
    assert perf_counter() - started < 10


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    raw = table('6.999001,"Hai\ndòng",,', "x,y,,")
    assert faults(raw) == [(4, "code", "csv_code")]


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("mã số,name", ("code", "csv_column")),
        ("code,tên gọi", ("name", "csv_column")),
        ("code,name,name", ("name", "csv_columns_doubled")),
        ("", ("code", "csv_column")),
    ],
)
def test_a_table_without_its_columns_is_none(head: str, fault: tuple[str, str]) -> None:
    with pytest.raises(CatalogueError) as refused:
        read(table(NEW, head=head), "x.csv")
    assert (refused.value.faults[0].key, refused.value.faults[0].code) == fault


def test_what_is_known_here_stays_and_what_the_table_says_is_taken() -> None:
    made = plan(
        read(table("1.001193,Thủ tục đăng ký  khai sinh mới,,Cấp xã", NEW), ""), starter(), ""
    )
    birth = starter().by_code["1.001193"]
    changed = replace(birth, name="Đăng ký khai sinh mới", level=Level.COMMUNE)
    assert [(each.procedure, each.parts) for each in made.changed] == [(changed, ("name", "level"))]
    (new,) = made.added
    assert (new.code, new.short_name, new.field, new.queue, new.level) == (
        "6.999001", "Cấp phép thả diều", "khac", "S", Level.COMMUNE,
    )  # fmt: skip
    assert made.kept == len(starter().procedures) - 1
    assert len(made.catalogue.procedures) == len(starter().procedures) + 1
    assert made.catalogue.version != starter().version


def plan_of(*rows: str, head: str = f"{HEAD},channels,online,portal") -> Plan:
    return plan(read(table(*rows, head=head), "x.csv"), starter(), "x.csv")


@pytest.mark.parametrize(
    ("channels", "online", "level"),
    [
        ("", "", None),
        ("Trực tiếp: 3 Ngày", "", None),
        ("Trực tuyến: 3 Ngày; Trực tiếp: 3 Ngày", "", Online.OFFERED),
        ("Trực tuyến: 3 Ngày", "không", Online.NONE),
        ("", "Một phần", Online.PARTIAL),
        ("", "toàn trình", Online.FULL),
        ("Trực tuyến: 3 Ngày", "full", Online.FULL),
    ],
)
def test_how_far_it_goes_online_is_taken_only_as_far_as_a_table_says(
    channels: str, online: str, level: Online | None
) -> None:
    (new,) = plan_of(f"{NEW},{channels},{online},https://x.vn/a").added
    assert (new.online, new.portal) == (level, "https://x.vn/a")


def test_ways_of_filing_never_take_back_what_is_known_of_going_online() -> None:
    code = next(one for one in starter().procedures if one.online is Online.FULL)
    made = plan_of(f'{code.code},"{code.name}",,,Trực tuyến: 1 Ngày,,')
    assert (made.same, made.changed, made.faults) == (1, (), ())


def test_a_level_that_is_none_and_an_address_that_is_none_are_named_with_their_line() -> None:
    made = plan_of(f"{NEW},,mức 3,x.vn")
    assert [(one.key, one.code, one.fields["line"]) for one in made.faults] == [
        ("online", "online", 2),
        ("portal", "portal", 2),
    ]


def test_a_catalogue_kept_before_there_was_going_online_is_still_read(tmp_path: Path) -> None:
    keep(tmp_path, starter())
    kept = json.loads((tmp_path / FILE).read_text("utf-8"))
    for each in kept["procedures"]:
        del each["online"], each["portal"]
    (tmp_path / FILE).write_text(json.dumps(kept), "utf-8")
    old = tuple(replace(one, online=None) for one in starter().procedures)
    assert present(tmp_path).procedures == old


def test_a_table_alone_keeps_the_phrases_of_its_codes() -> None:
    known = only(read(table("1.001193,Đăng ký khai sinh,,", NEW), ""), starter(), "")
    assert [one.code for one in known.procedures] == ["1.001193", "6.999001"]
    assert known.by_code["1.001193"].phrases == starter().by_code["1.001193"].phrases


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Tách hộ", "Tách hộ"),
        (
            "Cấp thẻ hướng dẫn viên du lịch (thực hiện tại cấp tỉnh)",
            "Cấp thẻ hướng dẫn viên du lịch",
        ),
        (
            "Sửa đổi, bổ sung giấy phép cung cấp dịch vụ trò chơi điện tử",
            "Sửa đổi, bổ sung giấy phép cung cấp…",
        ),
    ],
)
def test_a_short_name_is_the_head_of_the_long_one(name: str, shown: str) -> None:
    assert short(name) == shown
    assert len(shown) <= 40


def test_names_with_one_head_are_told_apart_by_their_ends() -> None:
    name = "Cấp Giấy chứng nhận đủ điều kiện kinh doanh hoạt động thể thao đối với môn Golf"
    assert both_ends(name) == "Cấp Giấy… thể thao đối với môn Golf"


def test_nothing_changes_before_it_is_told_to(tmp_path: Path) -> None:
    file = written(tmp_path, table(NEW))
    shown = run("import", file, "--data", str(tmp_path))
    assert (shown.exit_code, "6.999001" in shown.stdout) == (0, True)
    assert present(tmp_path) == starter()
    assert not (tmp_path / FILE).exists()
    assert run("import", file, "--apply", "--data", str(tmp_path)).exit_code == 0
    assert "6.999001" in present(tmp_path).by_code
    again = run("import", file, "--apply", "--data", str(tmp_path))
    assert "không có gì để đổi" in again.stdout


def test_bad_rows_are_left_out_or_all_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, table(NEW, "x,y,,"))
    strict = run("import", file, "--apply", "--strict", "--data", str(tmp_path))
    assert (strict.exit_code, "dòng 3" in strict.stderr) == (1, True)
    assert present(tmp_path) == starter()
    lenient = run("import", file, "--apply", "--data", str(tmp_path))
    assert (lenient.exit_code, "dòng 3" in lenient.stderr) == (0, True)
    assert "6.999001" in present(tmp_path).by_code


def test_what_was_exported_comes_back_as_it_was(tmp_path: Path) -> None:
    run("import", written(tmp_path, table(NEW)), "--apply", "--data", str(tmp_path))
    before = present(tmp_path)
    exported = run("export", "--data", str(tmp_path)).stdout
    file = written(tmp_path, exported.encode())
    (tmp_path / FILE).unlink()
    run("import", file, "--apply", "--data", str(tmp_path))
    assert present(tmp_path) == before
    rows = csv.DictReader(io.StringIO(exported.removeprefix("\ufeff"), newline=""))
    assert [row["level"] for row in rows][-1] == "commune"


def test_a_kept_file_that_is_broken_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"version": 1', encoding="utf-8")
    told = run("search", "khai sinh", "--data", str(tmp_path))
    assert (told.exit_code, FILE in told.stderr, "Traceback" in told.output) == (1, True, False)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = run("import", written(tmp_path, table(NEW)), "--apply", "--data", str(tmp_path / "no"))
    assert (told.exit_code, str(tmp_path / "no") in told.stderr) == (1, True)


def test_what_was_kept_is_read_back_whole(tmp_path: Path) -> None:
    keep(tmp_path, starter())
    assert present(tmp_path) == starter()


def test_a_running_server_goes_over_to_it_and_puts_its_version_on_record(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data) as server:
        assert server.post("/tickets", {"procedure": "6.999001"}, by="kiosk").status_code == 409
        done = run("import", written(tmp_path, table(NEW)), "--apply", "--data", str(data))
        assert "đang dùng" in done.stdout
        issued = server.post("/tickets", {"procedure": "6.999001"}, by="kiosk").json()
        assert issued["queue"] == "S"
        offer = server.get("/catalogue", by="kiosk").json()
        assert offer["version"] == present(data).version
        found = server.get("/procedures", by="kiosk", q="tha dieu").json()["results"]
        assert found[0]["code"] == "6.999001"
        server.restart()
        assert server.get("/catalogue", by="kiosk").json()["version"] == present(data).version


@needs_shared
def test_the_national_list_is_taken_in_whole(tmp_path: Path) -> None:
    started = perf_counter()
    done = run(
        "import", str(SHARED / "data" / "procedures.csv"), "--apply", "--data", str(tmp_path)
    )
    assert (done.exit_code, perf_counter() - started < 5) == (0, True)
    known = present(tmp_path)
    assert len(known.procedures) == 3904
    assert sum(one.level is Level.COMMUNE for one in known.procedures) == 712
    assert max(len(one.short_name) for one in known.procedures) <= 40
    assert {one.code for one in starter().procedures} <= known.by_code.keys()
    line = json.loads(run("search", "--json", "--data", str(tmp_path), "mất sổ đỏ").stdout)
    assert line["results"][0]["code"] == "1.012786"
