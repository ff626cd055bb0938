"""`luot catalogue`: one line a phrase, the whole catalogue as a table."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

import pytest
from click.testing import CliRunner, Result

from server.catalogue import starter
from server.cli_catalogue import catalogue


def run(*words: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(catalogue, list(words), input=given)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_phrase_is_one_json_line_with_its_results() -> None:
    result = run("search", "--json", "--limit", "1", "sao y bản chính")
    answers = lines(result)
    assert [sorted(one) for one in answers] == [["ask", "phrase", "results"]]
    assert (answers[0]["phrase"], answers[0]["ask"]) == ("sao y bản chính", None)
    (found,) = answers[0]["results"]
    copy = starter().by_code["2.000815"]
    assert found.pop("score") > 0.5
    assert found == {"code": copy.code, "name": copy.name, "short_name": copy.short_name}


def test_a_dash_reads_phrases_one_a_line_and_answers_each() -> None:
    result = run("search", "--json", "cưới", "-", given="khai sinh\r\n\nzzzz")
    phrases = [(one["phrase"], bool(one["results"])) for one in lines(result)]
    assert phrases == [("cưới", True), ("khai sinh", True), ("", False), ("zzzz", False)]


def test_the_limit_holds() -> None:
    (answer,) = lines(run("search", "--json", "--limit", "3", "giấy"))
    assert len(answer["results"]) == 3


def test_people_read_codes_and_names_in_their_language() -> None:
    assert "2.000815" in run("search", "sao y").stdout
    assert "Sao y bản chính" in run("search", "sao y").stdout
    assert "Certified copy" in run("search", "--lang", "en", "sao y").stdout
    assert "không tìm thấy" in run("search", "zzzz").stdout


@pytest.mark.parametrize("words", [["search"], ["search", "--limit", "0", "x"], ["import"]])
def test_wrong_use_is_told_with_exit_code_2(words: list[str]) -> None:
    result = run(*words)
    assert (result.exit_code, "Traceback" in result.output) == (2, False)


def test_a_phrase_in_broken_bytes_is_answered_all_the_same() -> None:
    (answer,) = lines(run("search", "--json", "-", given=b"\xff\xfe khai sinh"))
    assert answer["results"]


def test_the_export_is_a_table_of_every_procedure() -> None:
    table = run("export").stdout
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert table.startswith("\ufeffcode,name,")
    assert [row["code"] for row in rows] == [one.code for one in starter().procedures]
    assert rows[0]["phrases"].split(" | ") == list(starter().procedures[0].phrases)


def test_the_export_for_programs_is_every_procedure_whole() -> None:
    written = lines(run("export", "--format", "json"))
    assert written == [json.loads(json.dumps(asdict(one))) for one in starter().procedures]


def test_the_command_needs_no_server_and_no_kiosk() -> None:
    code = "import sys, server.cli_catalogue; print([m for m in sys.modules if m in HEAVY])"
    heavy = "HEAVY = {'flask', 'kivy', 'sqlite_utils', 'uvicorn', 'msgspec'}; "
    done = subprocess.run(
        [sys.executable, "-c", heavy + code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
