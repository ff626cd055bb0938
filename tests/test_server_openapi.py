"""The API keeps to its own description, whatever is sent to it."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from luot import config, words
from server.api import PREFIX
from server.app import create_app
from server.openapi import document, operations
from server.opening import opened
from server.window import form
from tests.servers import Server

SCHEMA = schemathesis.openapi.from_dict(msgspec.json.decode(document()))
KIOSK_ONLY = {
    "/tickets/reconcile",
    "/tickets/return",
    "/kiosk/ticket",
    "/tickets/{ticket}/printed",
    "/devices/printer",
}
KIOSK_SAYS = {"POST /phrases"}
ENDLESS = "/events"
ASKED = tuple(f"{each.method.upper()} {each.path}" for each in operations() if each.path != ENDLESS)
FIVE_ROUNDS = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)

# JSON Schema cannot say of which century an instant is.
OF_THIS_CENTURY = st.integers(946_771_200, 4_102_358_400).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC).isoformat()
)
schemathesis.openapi.format("date-time", OF_THIS_CENTURY)


def cases(label: str, *modes: schemathesis.GenerationMode) -> st.SearchStrategy[Any]:
    method, _, path = label.partition(" ")
    operation = SCHEMA[path][method]
    return st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes))


@pytest.mark.parametrize("label", ASKED)
def test_whatever_is_sent_the_answer_is_one_that_is_described(server: Server, label: str) -> None:
    right = "kiosk" if label in KIOSK_SAYS or label.partition(" ")[2] in KIOSK_ONLY else "admin"
    modes = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)

    @given(case=cases(label, *modes))
    @FIVE_ROUNDS
    def keeps_to_it(case: Any) -> None:  # noqa: ANN401
        # JSON Schema takes 1.0 for a whole number; no program writes one so, and neither do we.
        assume(b".0" not in msgspec.json.encode(case.body or None, enc_hook=str))
        headers = {"Authorization": f"Bearer {server.tokens[right]}"}
        if "Idempotency-Key" in (case.headers or {}) and case.meta.generation.mode == modes[0]:
            headers["Idempotency-Key"] = str(uuid4())  # a key that comes again is refused
        case.call_and_validate(base_url=f"{server.url}/api/v1", headers=headers)

    keeps_to_it()


def test_every_path_is_described_and_every_described_path_is_there(server: Server) -> None:
    told = httpx.get(f"{server.url}/api/v1/openapi.json", trust_env=False)
    assert told.content == document()
    paths = told.json()["paths"]
    assert told.json()["openapi"] == "3.1.0"
    for path, methods in paths.items():
        where = path.replace("{ticket}", str(uuid4())).replace("{counter}", "1")
        for method in methods:
            answer = httpx.request(
                method.upper(), f"{server.url}/api/v1{where}", json={}, trust_env=False
            )
            assert answer.json()["code"] in {
                "signed-out", "malformed", "code-unknown", "key-missing",
            }, path  # fmt: skip


def test_no_question_is_left_undescribed(tmp_path: Path) -> None:
    with opened(tmp_path, config.demo(), address="http://hall.lan", demo=True) as house:
        rules = {
            re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix(PREFIX))
            for rule in create_app(house).url_map.iter_rules()
            if rule.rule.startswith(PREFIX)
        }
    described = {each.path for each in operations()}
    assert rules <= described | {"/openapi.json"}
    assert all(form(tuple(path[1:].split("/"))) or path in rules | {ENDLESS} for path in described)


def test_every_order_needs_a_key_but_pairing() -> None:
    paths = msgspec.json.decode(document())["paths"]
    keyless = {
        path
        for path, methods in paths.items()
        if "post" in methods
        and "Idempotency-Key" not in {each["name"] for each in methods["post"]["parameters"]}
    }
    assert keyless == {"/pair"}


def test_the_page_about_the_api_names_every_path_and_every_refusal() -> None:
    page = (Path(__file__).parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
    assert [each.path for each in operations() if f"`{each.path}" not in page] == []
    said = words.load("en")
    for part in ("refusal", "problem"):
        for code, sentence in said.part(part).items():
            assert f"| `{code}` | {sentence} |" in page
