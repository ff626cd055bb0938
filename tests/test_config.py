"""One luot.toml: what it may say, what holds without it, and how its mistakes are told."""

import re
import tomllib
from dataclasses import fields, replace
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luot import words
from luot.config import Config, ConfigError, demo, load, loads, write_demo
from luot.config.checks import Wrong
from luot.config.settings import _LIMITS, ROWS, TABLES, known
from luot.domain.rules import (
    ALWAYS_OPEN,
    Calls,
    Desk,
    Hours,
    LongWait,
    PriorityClass,
    Queue,
    Rules,
    Session,
)

FILE = Path("luot.toml")
DOCS = Path(__file__).parent.parent / "docs" / "settings.md"
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAST = """
[centre]
site = "S1"
kind = "Trung tâm"
name = "Xã Mẫu"
kind_en = "Centre"
name_en = "Sample"
[hours]
monday = ["07:30-11:30", "13:30-17:00"]
[[queue]]
letter = "A"
name = "Hộ tịch"
name_en = "Civil status"
[[counter]]
number = 3
"""


def mistakes(source: str, path: Path = FILE) -> list[tuple[str, str]]:
    with pytest.raises(ConfigError) as caught:
        loads(source, path)
    for language in words.LANGUAGES:
        for sentence in caught.value.sentences(words.load(language)):
            assert sentence.startswith((f"{path}", "There is no", "Không"))
    return [(problem.key, problem.code) for problem in caught.value.problems]


def test_the_sample_centre_is_open_at_every_hour_and_every_counter_serves_every_queue() -> None:
    names = ("Hộ tịch", "Chứng thực", "Đất đai – Xây dựng", "Cư trú – Căn cước", "Kinh doanh")
    others = ("Xã hội", "Trả kết quả", "Hướng dẫn – nộp trực tuyến")
    rules = demo().rules
    assert tuple(queue.name for queue in rules.queues) == names + others
    letters = tuple("ACEHKSRX")
    assert tuple(queue.letter for queue in rules.queues) == letters
    assert rules.counters == tuple(Desk(number=n, queues=letters) for n in range(1, 9))
    assert rules == Rules(queues=rules.queues, counters=rules.counters)
    assert rules.hours == ALWAYS_OPEN
    assert (demo().site, demo().centre.name, demo().public_url) == ("S042", "Phường Đông Sơn", None)


def test_the_sample_file_loads_to_exactly_the_sample_centre(tmp_path: Path) -> None:
    write_demo(tmp_path / "luot.toml")
    assert load(tmp_path / "luot.toml") == demo()


def test_what_is_left_out_has_its_documented_default() -> None:
    hours = Session(opens=time(7, 30), closes=time(11, 30))
    after = Session(opens=time(13, 30), closes=time(17))
    config = loads(LEAST, FILE)
    queue = Queue(letter="A", name="Hộ tịch", name_en="Civil status")
    assert config == Config(
        site="S1",
        centre=config.centre,
        rules=Rules(
            queues=(queue,),
            counters=(Desk(number=3, queues=("A",)),),
            hours=Hours(week=((hours, after), (), (), (), (), (), ())),
        ),
        timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
    )


def test_every_mistake_of_a_file_is_told_at_once_in_its_order() -> None:
    source = LEAST.replace('site = "S1"', 'site = "s1"\nnam = "x"').replace('"A"', '"Á"')
    found = mistakes(f"{source}\n[calls]\ncooldwon = 3\nundo = true\n[zzz]\n")
    assert found == [
        ("zzz", "unknown"),
        ("centre.nam", "misspelt"),
        ("centre.site", "site"),
        ("calls.cooldwon", "misspelt"),
        ("calls.undo", "whole"),
        ("queue[1].letter", "letter"),
    ]


def test_a_mistake_names_file_key_value_and_remedy_in_one_sentence() -> None:
    with pytest.raises(ConfigError) as caught:
        loads(f'{LEAST}\n[calls]\ncooldwon = 3\nundo = "120"', FILE)
    assert str(caught.value).splitlines() == [
        (
            "luot.toml: there is no setting calls.cooldwon (it says 3);"
            " did you mean calls.cooldown? Mend the name or delete it."
        ),
        (
            'luot.toml: calls.undo = "120" must be a whole number from 0 to 3600;'
            " write for example undo = 120."
        ),
    ]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('name = "Xã Mẫu"', "", ("centre.name", "missing")),
        ('name = "Xã Mẫu"', 'name = " "', ("centre.name", "text")),
        ('name = "Xã Mẫu"', f'name = "{"x" * 81}"', ("centre.name", "text")),
        ('name = "Xã Mẫu"', 'name = "a\\nb"', ("centre.name", "text")),
        ('site = "S1"', 'site = "S1"\nlanguage = "fr"', ("centre.language", "language")),
        ('site = "S1"', 'site = "S1"\nlanguages = []', ("centre.languages", "languages")),
        ('site = "S1"', 'site = "S1"\nlanguages = "vi"', ("centre.languages", "languages")),
        (
            'site = "S1"',
            'site = "S1"\nlanguages = ["vi", "vi"]',
            ("centre.languages", "languages"),
        ),
        (
            'site = "S1"',
            'site = "S1"\nlanguages = ["vi", "fr"]',
            ("centre.languages", "languages"),
        ),
        ('site = "S1"', 'site = "S1"\ntimezone = "Saigon"', ("centre.timezone", "timezone")),
        ("number = 3", "number = 0", ("counter[1].number", "whole")),
        ("number = 3", "number = 3.0", ("counter[1].number", "whole")),
        ("number = 3", 'number = 3\nqueues = "A"', ("counter[1].queues", "letters")),
        ("number = 3", "number = 3\nqueues = []", ("counter[1].queues", "letters")),
        ("number = 3", 'number = 3\nqueues = ["A", "A"]', ("counter[1].queues", "letters")),
        ("number = 3", 'number = 3\nqueues = ["A", "B"]', ("counter[1].queues", "no_queue")),
        ("number = 3", "number = 3\n[[counter]]\nnumber = 3", ("counter[2].number", "twice")),
        ("[[counter]]\nnumber = 3", "", ("counter", "rows_missing")),
        ("[[counter]]", "[counter]", ("counter", "rows")),
        ("07:30-11:30", "7:30-11:30", ("hours.monday", "sessions")),
        ("07:30-11:30", "07:30", ("hours.monday", "sessions")),
        ("07:30-11:30", "25:30-26:30", ("hours.monday", "sessions")),
        ("07:30-11:30", "11:30-07:30", ("hours.monday", "sessions_order")),
        ("07:30-11:30", "07:30-13:31", ("hours.monday", "sessions_order")),
        ("[hours]", "[hours]\nlast = -1", ("hours.last", "whole")),
        ("[hours]", '[hours]\nclosed = ["Tết"]', ("hours.closed", "dates")),
        ("[hours]", "[hours]\non = 3", ("hours.on", "dated")),
        (
            "[hours]",
            "[hours]\nclosed = [2027-01-01]\non = {2027-01-01 = []}",
            ("hours.on", "closed_and_open"),
        ),
        ('monday = ["07:30-11:30", "13:30-17:00"]', "", ("hours", "never_open")),
        ("[hours]", '[server]\nhost = "a b"\n[hours]', ("server.host", "host")),
        ("[hours]", "[server]\nport = 65536\n[hours]", ("server.port", "whole")),
        ("[hours]", '[server]\npublic_url = "x.vn"\n[hours]', ("server.public_url", "address")),
        (
            "[hours]",
            '[server]\npublic_url = "http://x/y"\n[hours]',
            ("server.public_url", "address"),
        ),
        (
            "[hours]",
            '[server]\npublic_url = "http://x:y"\n[hours]',
            ("server.public_url", "address"),
        ),
        ("[hours]", '[tls]\nkey = ""\n[hours]', ("tls.cert", "missing")),
        ("[hours]", '[[priority]]\ncode = "A"\ncredit = 0\n[hours]', ("priority[1].code", "code")),
        ("[hours]", '[[priority]]\ncode = "x"\ncredit = 0\n[hours]', ("priority", "ordinary")),
        ("[centre]", "calls = 3\n[centre]", ("calls", "table")),
        ("[centre]", "[centre", ("", "toml")),
        ("[[queue]]", "[[queues]]", ("queues", "misspelt")),
        ("[hours]", '[portal]\nurl = "dichvucong.gov.vn"\n[hours]', ("portal.url", "portal")),
        ("[hours]", '[portal]\nurl = "https://x.vn/{ma}"\n[hours]', ("portal.url", "portal")),
        ("[hours]", '[portal]\nurl = "https://x.vn/a b"\n[hours]', ("portal.url", "portal")),
        ("[hours]", f'[portal]\nurl = "https://{"x" * 181}"\n[hours]', ("portal.url", "portal")),
    ],
)
def test_what_a_hall_cannot_run_by_is_refused_by_name(
    old: str, new: str, mistake: tuple[str, str]
) -> None:
    assert old in LEAST
    assert mistakes(LEAST.replace(old, new))[0] == mistake


@pytest.mark.parametrize("url", ["", "https://x.vn", "http://x.vn/tthc/{code}?a=%20&b=~1"])
def test_a_portal_may_have_a_page_for_each_code_or_there_may_be_none(url: str) -> None:
    assert loads(f'{LEAST}\n[portal]\nurl = "{url}"', FILE).portal == url


def test_a_file_that_is_absent_or_no_text_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "luot.toml"
    with pytest.raises(ConfigError, match="There is no file"):
        load(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(path)


def test_a_certificate_must_be_there_and_phones_must_be_sent_to_it(tmp_path: Path) -> None:
    path = tmp_path / "luot.toml"
    source = f'{LEAST}\n[tls]\ncert = "c.pem"\nkey = "k.pem"\n[server]\npublic_url = "http://x.vn"'
    absent = [("tls.cert", "no_file"), ("tls.key", "no_file"), ("server.public_url", "https")]
    assert mistakes(source, path) == absent
    (tmp_path / "c.pem").touch()
    (tmp_path / "k.pem").touch()
    config = loads(source.replace("http:", "https:"), path)
    assert config.tls is not None
    assert (config.tls.cert, config.public_url) == (tmp_path / "c.pem", "https://x.vn")


def test_the_clock_may_say_24_00_and_a_date_may_stand_in_quotes() -> None:
    source = LEAST.replace("13:30-17:00", "13:30-24:00").replace(
        "[hours]", '[hours]\nclosed = ["2027-02-05"]\non = { 2027-02-13 = ["07:30 – 11:30"] }'
    )
    half_a_day = (Session(opens=time(7, 30), closes=time(11, 30)),)
    hours = loads(source, FILE).rules.hours
    assert hours.week[0][1].closes == time.max
    assert hours.except_on == ((date(2027, 2, 5), ()), (date(2027, 2, 13), half_a_day))


def test_every_setting_of_the_code_is_in_the_docs_with_its_example_and_no_other() -> None:
    rows = re.findall(
        r"^\| `(\w+\.\w+)` \| (.+?) \| `(.+?)` \|", DOCS.read_text("utf-8"), re.MULTILINE
    )
    assert {key: example for key, _, example in rows} == {
        key: setting.example for key, setting in known().items()
    }
    assert {key for key, without, _ in rows if without == "needed"} == {
        key for key, setting in known().items() if setting.required
    }
    plain = {key: s.default for key, s in known().items() if isinstance(s.default, int | str)}
    documented = {key: without.strip('`"') for key, without, _ in rows if key in plain}
    assert documented == {key: str(default) for key, default in plain.items()}


def test_every_example_passes_its_own_check() -> None:
    for key, setting in known().items():
        assert setting.check(tomllib.loads(f"x = {setting.example}")["x"]) is not None, key


def test_every_rule_of_calls_can_be_set_within_documented_limits() -> None:
    assert set(_LIMITS) == {each.name for each in fields(Calls)}
    for name, (low, high) in _LIMITS.items():
        assert f"| `calls.{name}` |" in DOCS.read_text("utf-8")
        assert re.search(rf"`calls\.{name}`.*\| {low} to {high}:", DOCS.read_text("utf-8"))
    assert set(TABLES) | set(ROWS) == {key.partition(".")[0] for key in known()}


texts = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)
minutes = st.integers(0, 24 * 60 - 1)


def clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


@st.composite
def days(draw: st.DrawFn) -> tuple[Session, ...]:
    ends = sorted(draw(st.sets(minutes, max_size=6)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return tuple(Session(opens=clock(opens), closes=clock(closes)) for opens, closes in pairs)


@st.composite
def special_queues(draw: st.DrawFn, letter: str, early: int, last: int) -> Queue:
    week = (*(draw(days()) for _ in range(6)), (Session(opens=time(1), closes=time.max),))
    own = draw(st.dictionaries(st.dates(), days(), max_size=2))
    hours = Hours(week=week, except_on=tuple(sorted(own.items())), early=early, last=last)
    return Queue(
        letter=letter,
        name=draw(texts),
        name_en=draw(texts),
        daily=draw(st.none() | st.integers(1, 9999)),
        hours=draw(st.sampled_from([None, hours])),
    )


@st.composite
def rule_books(draw: st.DrawFn) -> Rules:
    letters = draw(st.lists(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=1, unique=True))
    numbers = draw(st.sets(st.integers(1, 99), min_size=1, max_size=9))
    some = st.lists(st.sampled_from(letters), min_size=1, unique=True).map(tuple)
    codes = draw(st.sets(st.from_regex("[a-z][a-z0-9-]{0,8}", fullmatch=True), max_size=3))
    classes = [
        PriorityClass(code=code, credit=draw(st.integers(0, 240)), name=draw(st.just("") | texts))
        for code in sorted(codes)
    ]
    own_hours = draw(st.dictionaries(st.dates(), days(), max_size=4))
    week = tuple(draw(days()) for _ in range(6))
    early, last = draw(st.integers(0, 720)), draw(st.integers(0, 720))
    return Rules(
        queues=tuple(draw(special_queues(a, early, last)) for a in letters),
        counters=tuple(Desk(number=n, queues=draw(some)) for n in sorted(numbers)),
        priorities=(
            PriorityClass(code="ordinary", credit=0),
            *(each for each in classes if each.code != "ordinary"),
        ),
        hours=Hours(
            week=(*week, (Session(opens=time(1), closes=time.max),)),
            except_on=tuple(sorted(own_hours.items())),
            early=early,
            last=last,
        ),
        long_wait=LongWait(minutes=draw(st.integers(1, 600)), people=draw(st.integers(1, 999))),
        calls=Calls(**{name: draw(st.integers(*ends)) for name, ends in _LIMITS.items()}),
    )


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def hours_text(sessions: tuple[Session, ...]) -> str:
    ends = {time.max: "24:00"}
    spans = (
        f'"{s.opens:%H:%M}-{ends.get(s.closes, s.closes.isoformat("minutes"))}"' for s in sessions
    )
    return f"[{', '.join(spans)}]"


def week_lines(hours: Hours) -> list[str]:
    closed = ", ".join(str(day) for day, on in hours.except_on if not on)
    special = ", ".join(f"{day} = {hours_text(on)}" for day, on in hours.except_on if on)
    week = zip(WEEK, hours.week, strict=True)
    return [
        *(f"{day} = {hours_text(on)}" for day, on in week),
        f"closed = [{closed}]",
        f"on = {{ {special} }}",
    ]


def as_toml(config: Config) -> str:
    rules, hours = config.rules, config.rules.hours
    lines = ["[centre]", f"site = {quoted(config.site)}"]
    lines += [f"{f.name} = {quoted(getattr(config.centre, f.name))}" for f in fields(config.centre)]
    lines += ["[hours]", f"early = {hours.early}", f"last = {hours.last}"]
    lines += [*week_lines(hours), "[calls]"]
    lines += [f"{f.name} = {getattr(rules.calls, f.name)}" for f in fields(Calls)]
    lines += ["[long_wait]", f"minutes = {rules.long_wait.minutes}"]
    lines += [f"people = {rules.long_wait.people}"]
    for queue in rules.queues:
        lines += ["[[queue]]", f'letter = "{queue.letter}"', f"name = {quoted(queue.name)}"]
        lines += [f"name_en = {quoted(queue.name_en)}"]
        lines += [f"daily = {queue.daily}"] * (queue.daily is not None)
        lines += ["[queue.hours]", *week_lines(queue.hours)] if queue.hours else []
    for desk in reversed(rules.counters):
        lines += ["[[counter]]", f"number = {desk.number}", f"queues = {list(desk.queues)}"]
    for each in rules.priorities:
        lines += ["[[priority]]", f'code = "{each.code}"', f"credit = {each.credit}"]
        lines += [f"name = {quoted(each.name)}"] * bool(each.name)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ('{ monday = ["07:30-11:30"] }', None),
        ("{ on = { 2027-02-13 = ['07:30-11:30'] } }", None),
        ("{}", "own_hours"),
        ("{ monday = [] }", "own_hours"),
        ("{ mondays = ['07:30-11:30'] }", "own_hours"),
        ("{ monday = ['07:30-11:30'], early = 5 }", "own_hours"),
        ("{ monday = ['11:30-07:30'] }", "sessions_order"),
        (
            "{ closed = [2027-02-13], on = { 2027-02-13 = ['07:30-11:30'] } }",
            "own_hours",
        ),
        ("['07:30-11:30']", "own_hours"),
    ],
)
def test_the_hours_of_a_queue_are_checked_as_those_of_the_centre(
    hours: str, code: str | None
) -> None:
    source = LEAST.replace('letter = "A"', f'letter = "A"\nhours = {hours}')
    if code is not None:
        assert mistakes(source) == [("queue[1].hours", code)]
        return
    own, centre = (loads(source, FILE).rules.own_hours("A"), loads(source, FILE).rules.hours)
    assert own is not None
    assert (own.early, own.last) == (centre.early, centre.last)


@given(rule_books())
def test_rules_written_as_toml_are_read_as_the_same_rules(rules: Rules) -> None:
    config = replace(demo(), rules=rules, host="0.0.0.0")
    assert loads(as_toml(config), FILE) == config


@given(
    st.recursive(
        st.integers()
        | st.text()
        | st.booleans()
        | st.floats(allow_nan=False)
        | st.dates()
        | st.timedeltas(max_value=timedelta(days=1)).map(str),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        ),
    ),
    st.sampled_from(sorted(known())),
)
def test_no_value_whatever_makes_a_check_fail_in_another_way(value: object, key: str) -> None:
    sentence = objection(key, value)
    assert sentence is None or "luot.toml" in sentence


def objection(key: str, value: object) -> str | None:
    try:
        known()[key].check(value)
    except Wrong as wrong:
        own = {"file": FILE, "setting": key, "value": "1", "example": "2"} | wrong.fields
        return words.load("vi")(f"config.{wrong.code}", **own)
    return None
