"""The starter catalogue: real codes, short names, no promise that no source makes."""

import csv
import re
import unicodedata
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

import pytest

from luot.domain import folding
from luot.domain.elsewhere import Place
from luot.domain.procedure import Field, Online, Procedure
from luot.domain.search import SURE, Finder
from luot.web.tokens import tokens
from server.catalogue import load, starter
from server.catalogue_rows import CatalogueError

SHARED = Path(__file__).parents[2] / "shared"
WORD = re.compile(r"\b(\d\.\d{6})((?:/\d{1,6})*)(?![\d.])")

needs_shared = pytest.mark.skipif(
    not (SHARED / "data" / "procedures.csv").exists(),
    reason="the national lists are not here (../shared/data)",
)


def national() -> dict[str, dict[str, str]]:
    with (SHARED / "data" / "procedures.csv").open(encoding="utf-8-sig") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def asked_for() -> set[str]:
    """Every code in the citizens' phrases."""
    lines = (SHARED / "data" / "search_phrases.tsv").read_text(encoding="utf-8").splitlines()
    return {code for line in lines for code in line.split("\t")[1].split("|")}


def told_of() -> set[str]:
    """Every code in the table of what people say, endings written out: 2.000986/7."""
    text = (SHARED / "knowledge" / "domain.md").read_text(encoding="utf-8")
    table = text[text.index("### 7d.") : text.index("## 8.")]
    codes = set()
    for code, endings in WORD.findall(table):
        codes |= {code, *(f"{code[: -len(end)]}{end}" for end in endings.split("/") if end)}
    return codes


def official(name: str) -> str:
    """A national name in composed letters, single spaces and without its "Thủ tục"."""
    bare = " ".join(unicodedata.normalize("NFC", name).split()).removeprefix("Thủ tục ")
    return bare[0].upper() + bare[1:]


@needs_shared
def test_every_code_and_name_is_a_real_one() -> None:
    rows = national()
    expected = {code: official(row["name"]) for code, row in rows.items()}
    known = {one.code: one.name for one in starter().procedures}
    assert known == {code: expected.get(code) for code in known}


@needs_shared
def test_every_decision_is_the_one_that_the_national_list_names() -> None:
    rows = national()
    decisions = {one.code: one.decision for one in starter().procedures}
    assert decisions == {code: rows[code]["decision"] or None for code in decisions}


@needs_shared
def test_all_that_citizens_were_heard_asking_for_is_there() -> None:
    real = (asked_for() | told_of()) & national().keys()
    assert len(real) > 100
    assert real - starter().by_code.keys() == set()


@needs_shared
def test_papers_are_listed_only_where_a_source_lists_papers() -> None:
    with (SHARED / "data" / "documents.csv").open(encoding="utf-8-sig") as file:
        sources = {row["code"] for row in csv.DictReader(file)}
    assert {one.code for one in starter().procedures if one.documents} - sources == set()


@needs_shared
def test_a_time_is_told_only_with_its_unit_and_as_the_national_list_has_it() -> None:
    rows = national()
    for one in starter().procedures:
        if one.time:
            assert re.match(r"\d+ (ngày làm việc|ngày|giờ)\b", one.time), one.code
            told = rows[one.code]["channels"].lower()
            assert one.time.partition(";")[0] in told, one.code


@needs_shared
def test_online_is_said_only_of_what_the_national_list_files_online() -> None:
    listed = {code for code, row in national().items() if "Trực tuyến" in row["channels"]}
    listed |= {code for code, row in national().items() if "toàn trình" in row["name"]}
    with (SHARED / "data" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        listed |= {
            row["code"] for row in csv.DictReader(file) if "Trực tuyến" in row["channels_text"]
        }
    told = {each.code for each in starter().procedures if each.online is not None}
    assert (told - listed, len(told)) == (set(), 105)
    whole = {each.code for each in starter().procedures if each.online is Online.FULL}
    assert {code for code in whole if "toàn trình" not in national()[code]["name"]} == set()
    assert {each.portal for each in starter().procedures} == {None}


def test_the_starter_is_marked_as_one_and_named_by_its_content() -> None:
    catalogue = starter()
    assert catalogue.starter
    assert re.fullmatch(r"[0-9a-f]{12}", catalogue.version)


def test_there_are_procedures_enough_and_none_twice() -> None:
    codes = Counter(one.code for one in starter().procedures)
    assert len(codes) >= 120
    assert codes.most_common(1)[0][1] == 1


def test_no_two_procedures_show_the_same_name() -> None:
    for key in ("short_name", "short_name_en"):
        shown = Counter(asdict(one)[key] for one in starter().procedures)
        assert [name for name, times in shown.items() if times > 1] == []


def test_the_nine_fields_stand_as_on_the_home_screen() -> None:
    fields = [(one.id, one.queue, one.word, one.word_en) for one in starter().fields]
    assert fields == [
        ("ho-tich", "A", "Khai sinh,\nkết hôn", "Birth,\nmarriage"),
        ("chung-thuc", "C", "Sao y,\nchứng thực", "Certified\ncopies"),
        ("cu-tru", "H", "Hộ khẩu,\ncăn cước", "Residence,\nID card"),
        ("dat-dai", "E", "Sổ đỏ,\nnhà đất", "Land,\nred book"),
        ("xay-dung", "E", "Xây nhà,\nsửa nhà", "Build or\nrepair a house"),
        ("kinh-doanh", "K", "Mở quán,\nbán hàng", "Open a shop"),
        ("bao-tro", "S", "Trợ cấp,\nhộ nghèo", "Social\nallowances"),
        ("nguoi-co-cong", "S", "Thương binh,\nliệt sĩ", "War invalids,\nmartyrs"),
        ("khac", "S", "Việc khác", "Something\nelse"),
    ]


def test_every_field_has_an_icon_that_the_house_draws() -> None:
    assert {one.icon for one in starter().fields} <= tokens()["icons"].keys()


def test_every_procedure_waits_in_the_queue_of_its_field() -> None:
    queues = {one.id: one.queue for one in starter().fields}
    assert [one.code for one in starter().procedures if queues[one.field] != one.queue] == []


def test_the_three_most_taken_are_those_of_the_home_screen() -> None:
    by_rank = sorted(starter().procedures, key=lambda one: -one.popularity)
    assert [(one.short_name, one.short_name_en) for one in by_rank[:3]] == [
        ("Sao y bản chính", "Certified copy"),
        ("Đăng ký khai sinh", "Birth"),
        ("Xác nhận cư trú", "Proof of residence"),
    ]


def test_people_have_several_words_for_everything_and_share_few() -> None:
    assert [one.code for one in starter().procedures if len(one.phrases) < 2] == []
    said = Counter(folding.fold(phrase) for one in starter().procedures for phrase in one.phrases)
    assert [phrase for phrase, times in said.items() if times > 5] == []


def test_a_fee_is_never_free_by_silence() -> None:
    told = {one.code: one.fee for one in starter().procedures if one.fee}
    assert {fee for fee in told.values() if not any(c.isdigit() for c in fee)} == {
        "Miễn lệ phí",
        "Không thu lệ phí",
    }
    assert starter().by_code["1.001193"].fee is None


def test_the_catalogue_is_read_in_a_moment() -> None:
    start = perf_counter()
    load(Path(__file__).parents[1] / "server" / "starter")
    assert perf_counter() - start < 0.5


HOME = """
starter = true

[[field]]
id = "one"
queue = "A"
icon = "home"
word = "Một"
official = "Một"
word_en = "One"
official_en = "One"
"""
ROW = """
[[procedure]]
code = "1.000001"
name = "Đăng ký"
short_name = "Đăng ký"
short_name_en = "Register"
phrases = ["ghi tên"]
documents = ["Đơn"]
documents_en = ["Form"]
popularity = 5
"""


def written(folder: Path, rows: str = ROW, home: str = HOME) -> Path:
    (folder / "fields.toml").write_text(home, encoding="utf-8")
    (folder / "one.toml").write_text(rows, encoding="utf-8")
    return folder


def refused(folder: Path) -> list[tuple[str, str, str, str]]:
    with pytest.raises(CatalogueError) as refusal:
        load(folder)
    assert all(str(sentence) for sentence in str(refusal.value).splitlines())
    return [(one.file, one.row, one.key, one.code) for one in refusal.value.faults]


def test_a_folder_of_files_is_a_catalogue(tmp_path: Path) -> None:
    catalogue = load(written(tmp_path))
    one = Field(
        id="one",
        queue="A",
        icon="home",
        word="Một",
        official="Một",
        word_en="One",
        official_en="One",
    )
    row = Procedure(
        code="1.000001",
        name="Đăng ký",
        short_name="Đăng ký",
        short_name_en="Register",
        field="one",
        queue="A",
        phrases=("ghi tên",),
        documents=("Đơn",),
        documents_en=("Form",),
        popularity=5,
    )
    assert (catalogue.fields, catalogue.procedures) == ((one,), (row,))


def test_other_content_has_another_version(tmp_path: Path) -> None:
    first = load(written(tmp_path)).version
    assert load(written(tmp_path)).version == first
    assert load(written(tmp_path, ROW.replace("ghi tên", "ghi danh"))).version != first


@pytest.mark.parametrize(
    ("wrong", "right", "key", "code"),
    [
        ("1.000001", "1.0001", "code", "code"),
        ('short_name = "Đăng ký"', f'short_name = "{"a" * 41}"', "short_name", "long"),
        ('short_name = "Đăng ký"', 'short_name = " "', "short_name", "missing"),
        ('name = "Đăng ký"', 'name = "Đăng ky\u0301"', "name", "letters"),
        ('["ghi tên"]', '"ghi tên"', "phrases", "list"),
        ('["ghi tên"]', '["ghi tên", "ghi tên"]', "phrases", "twice"),
        ('["Form"]', "[]", "documents_en", "untranslated"),
        ("popularity = 5", "popularity = 101", "popularity", "popularity"),
        ("popularity = 5", 'colour = "red"', "colour", "unknown"),
        ("popularity = 5", 'fee = "8.000 đ"', "fee_en", "untranslated"),
        ("popularity = 5", 'online = "some"', "online", "online"),
        ("popularity = 5", "online = true", "online", "online"),
        ("popularity = 5", 'portal = "x.vn"', "portal", "portal"),
        ("popularity = 5", 'portal = "https://x.vn/a b"', "portal", "portal"),
    ],
)
def test_a_wrong_row_is_named_with_its_file_code_and_key(
    tmp_path: Path, wrong: str, right: str, key: str, code: str
) -> None:
    faults = refused(written(tmp_path, ROW.replace(wrong, right, 1)))
    assert {(file, key, code) for file, _, key, code in faults} >= {("one.toml", key, code)}


def test_a_doubled_code_names_the_file_that_had_it_first(tmp_path: Path) -> None:
    folder = written(tmp_path, ROW, HOME + HOME[HOME.index("[[") :].replace('"one"', '"two"'))
    (folder / "two.toml").write_text(ROW, encoding="utf-8")
    assert refused(folder) == [("two.toml", "1.000001", "code", "doubled")]


@pytest.mark.parametrize(
    ("rows", "code"), [("name = ", "toml"), ('procedure = "x"', "table"), ("new = 1", "unknown")]
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, rows: str, code: str) -> None:
    assert [fault[3] for fault in refused(written(tmp_path, rows))] == [code]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "one.toml").unlink()
    assert refused(tmp_path) == [("one.toml", "", "", "absent")]


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("building permit", "1.013225"),
        ("business registration", "1.001612"),
        ("birth certificate", "1.001193"),
        ("marriage certificate", "1.000894"),
        ("death certificate", "1.000656"),
        ("certified true copy", "2.000815"),
        ("criminal record", "3.000333"),
    ],
)
def test_a_foreigners_word_for_a_common_matter_finds_it_first_and_surely(
    phrase: str, code: str
) -> None:
    best = Finder(starter()).find(phrase)[0]
    assert (best.procedure.code, best.score >= SURE) == (code, True)


@pytest.mark.parametrize(
    ("phrase", "place"),
    [("driving licence", Place.TRAFFIC_POLICE), ("hộ chiếu mới", Place.IMMIGRATION)],
)
def test_what_foreigners_and_travellers_ask_for_is_sent_to_who_does_it(
    phrase: str, place: Place
) -> None:
    finder = Finder(starter())
    assert (finder.answer(phrase).elsewhere, finder.answer("mất hộ chiếu").elsewhere) == (
        place,
        None,
    )
