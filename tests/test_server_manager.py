"""The manager's page: what its figures say, in both languages, and when they renew themselves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask, redirect
from flask.testing import FlaskClient
from playwright.sync_api import expect

from luot import words
from luot.web import pages
from server.devices import DeviceRow
from server.manager import Office as Made
from server.manager import (
    ProcedureLine,
    Tile,
    counter_lines,
    figure,
    procedure_lines,
    register,
    tiles,
)
from server.manager_phrases import PhraseTable
from server.report import (
    CounterFigures,
    Day,
    Forgotten,
    LongWait,
    ProcedureFigures,
    Ratings,
    Tickets,
    Waiting,
)
from tests.counter_stage import NINE, CounterStage
from tests.screens import CENTRE, chromium, served

VI, EN = words.load("vi"), words.load("en")
TODAY = NINE.date()
HALF_PAST_TWO = datetime.fromisoformat("2026-11-23T14:30:00+07:00")


def procedure(
    code: str, name: str, n: int, n_exact: int, service: tuple[float, float] | None
) -> ProcedureFigures:
    median, p90 = service or (None, None)
    return ProcedureFigures(
        code=code,
        short_name=name,
        short_name_en=None,
        n=n,
        n_exact=n_exact,
        service_median=median,
        service_p90=p90,
        n_waiting=n,
        waiting_median=None if n < 10 else 14.0,
        waiting_p90=None if n < 10 else 31.5,
    )


def counter(number: int, served_: int, busy: float | None, opened: float) -> CounterFigures:
    few = served_ < 10
    return CounterFigures(
        counter=number,
        served=served_,
        n_exact=served_,
        service_median=None if few else 8.0,
        service_p90=None if few else 15.0,
        busy=busy,
        open_minutes=opened,
    )


DAY = Day(
    date=TODAY,
    at=HALF_PAST_TWO,
    tickets=Tickets(
        issued=186,
        waiting=14,
        called=1,
        serving=7,
        held=1,
        served=157,
        missed=6,
        returned=4,
        cancelled=2,
        offline=1,
    ),
    waiting=Waiting(n=158, median=14.0, p80=27.0, p90=31.5, within_15=58.2, within_30=90.5),
    rating=Ratings(n=71, mean=4.62),
    procedures=(
        procedure("2.000815", "Sao y bản chính", 52, 50, (4.0, 9.0)),
        procedure("1.001193", "Đăng ký khai sinh", 19, 19, (11.0, 18.5)),
        procedure("1.010041", "Xác nhận thông tin cư trú", 17, 16, (6.0, 12.0)),
        procedure("2.000884", "Chứng thực chữ ký", 16, 16, (5.0, 11.0)),
        procedure("1.004222", "Đăng ký thường trú", 12, 12, (14.0, 27.0)),
        procedure("1.004873", "Xác nhận tình trạng hôn nhân", 11, 9, None),
        procedure("1.013978", "Làm sổ đỏ lần đầu", 10, 10, (22.0, 41.0)),
        procedure("1.001612", "Đăng ký hộ kinh doanh", 8, 8, None),
    ),
    counters=tuple(
        counter(number, served_, busy, opened)
        for number, served_, busy, opened in (
            (1, 24, 78.0, 300.0),
            (2, 23, 81.2, 300.0),
            (3, 22, 74.0, 284.0),
            (4, 17, 66.0, 301.0),
            (5, 28, 88.0, 300.0),
            (6, 21, 71.0, 300.0),
            (7, 4, 31.0, 101.0),
            (8, 18, 62.0, 288.0),
        )
    ),
    forgotten=(Forgotten(number="C021", counter=6), Forgotten(number="A050", counter=2)),
    waiting_long=(
        LongWait(number="A071", queue="A", minutes=34),
        LongWait(number="E031", queue="E", minutes=32),
    ),
)
NOTHING = Day(
    date=TODAY,
    at=HALF_PAST_TWO,
    tickets=Tickets(
        issued=0,
        waiting=0,
        called=0,
        serving=0,
        held=0,
        served=0,
        missed=0,
        returned=0,
        cancelled=0,
        offline=0,
    ),
    waiting=Waiting(n=0, median=None, p80=None, p90=None, within_15=None, within_30=None),
    rating=Ratings(n=0, mean=None),
    procedures=(),
    counters=(),
    forgotten=(),
    waiting_long=(),
)


class Office:
    """A manager's page over figures that the test sets."""

    def __init__(self, day: Day = DAY) -> None:
        self.day = day
        self.devices: list[DeviceRow] = []
        self.asked: list[date] = []
        self.signed_in = True
        self.app = Flask(__name__, static_folder=None)
        pages.register(self.app)
        self.add_to(self.app)

    def add_to(self, app: Flask) -> None:
        office = Made(
            require=lambda _role: "hoa" if self.signed_in else redirect("/sign-in"),
            day_report=self.report,
            now=lambda: HALF_PAST_TWO,
            centre=lambda: CENTRE,
            devices=lambda: self.devices,
            phrases=lambda _say, _news: PhraseTable(),
            marks=lambda: {"csrf": "c", "key": "k"},
        )
        register(app, office)

    def report(self, of: date) -> Day:
        self.asked.append(of)
        return replace(self.day, date=of)

    def client(self) -> FlaskClient:
        return self.app.test_client()


def test_the_tiles_say_what_each_figure_rests_on() -> None:
    assert tiles(DAY, VI) == (
        Tile(name="Đã lấy số", figure="186", note="gồm 1 phiếu lúc mất mạng"),
        Tile(name="Đang chờ", figure="14", note="2 người chờ quá 30 phút", bad=True),
        Tile(name="Chờ, trung vị", figure="14", unit="phút", note="p80: 27 phút · n = 158"),
        Tile(name="Được gọi trong 30 phút", figure="90", unit="%", note="trong 15 phút: 58 %"),
        Tile(name="Vắng khi gọi", figure="6", note="3,8 % · 4 người đã quay lại"),
        Tile(name="Hài lòng", figure="4,6", unit="/ 5", note="71 đánh giá"),
    )


def test_under_ten_calls_there_is_no_share() -> None:
    few = replace(DAY, waiting=replace(DAY.waiting, n=9, median=None, p80=None))
    assert [tile.figure for tile in tiles(few, EN)] == ["186", "14", "–", "–", "6", "4.6"]
    assert tiles(few, EN)[4].note == "came back: 4"


def test_a_day_without_anyone_has_dashes_and_no_zero_percent() -> None:
    assert [(tile.figure, tile.note) for tile in tiles(NOTHING, VI)] == [
        ("0", "0 lượt đã xong"),
        ("0", "không ai chờ quá 30 phút"),
        ("–", "n = 0 · dưới 10 ca, chưa tính"),
        ("–", "n = 0 · dưới 10 ca, chưa tính"),
        ("0", "0 người đã quay lại"),
        ("–", "chưa có đánh giá"),
    ]


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [(4.0, "vi", "4"), (4.5, "vi", "4,5"), (4.5, "en", "4.5"), (None, "vi", "–"), (10, "en", "10")],
)
def test_figures_are_written_as_the_reader_does(value: float | None, lang: str, text: str) -> None:
    assert figure(value, lang) == text


def test_under_ten_timed_cases_there_is_no_service_figure() -> None:
    marriage = procedure_lines(DAY.procedures, VI)[5]
    assert marriage == ProcedureLine(
        name="Xác nhận tình trạng hôn nhân",
        code="1.004873",
        n=11,
        n_exact=9,
        waiting=("14,0", "31,5"),
        service=None,
        bar=None,
    )


def test_the_bars_share_one_scale() -> None:
    bars = {line.code: line.bar for line in procedure_lines(DAY.procedures, VI)}
    assert (bars["1.013978"], bars["2.000815"]) == ((59.0, 110.0), (10.7, 24.1))


def test_a_counter_that_was_never_open_has_no_share() -> None:
    line = counter_lines((counter(9, 0, None, 0.0),), VI)[0]
    assert (line.busy, line.share, line.open_time) == (None, "–", "0:00")


def test_the_page_is_for_managers() -> None:
    office = Office()
    office.signed_in = False
    reply = office.client().get("/manager")
    assert (reply.status_code, reply.location, office.asked) == (302, "/sign-in", [])


@pytest.mark.parametrize(
    ("asked", "shown"), [("", TODAY), ("?date=2026-11-20", date(2026, 11, 20)), ("?date=", TODAY)]
)
def test_another_day_can_be_chosen(asked: str, shown: date) -> None:
    office = Office()
    assert office.client().get(f"/manager{asked}").status_code == 200
    assert office.asked == [shown]


@pytest.mark.parametrize("asked", ["2026-11-24", "yesterday", "2026-13-01"])
def test_a_day_that_is_not_there_leads_to_today(asked: str) -> None:
    reply = Office().client().get(f"/manager?date={asked}")
    assert (reply.status_code, reply.location) == (302, "/manager")


def test_only_today_renews_itself() -> None:
    client = Office().client()
    follows = [
        "data-follow" in client.get(f"/manager{asked}").text for asked in ("", "?date=2026-11-20")
    ]
    assert follows == [True, False]


def test_what_needs_a_look_is_named() -> None:
    many = tuple(LongWait(number=f"A0{n}", queue="A", minutes=40) for n in range(10, 17))
    text = Office(replace(DAY, waiting_long=many)).client().get("/manager").text
    assert "A013</b> chờ 40 phút và 3 người nữa." in text
    assert "2 lượt có thể chưa bấm Kết thúc (quầy 2, 6)." in text


def test_nothing_to_look_at_is_said() -> None:
    text = Office(NOTHING).client().get("/manager?lang=en").text
    assert "Nothing needs a look now." in text
    assert "No visit was finished on this day yet." in text


@pytest.fixture
def stage() -> Iterator[CounterStage]:
    found = CounterStage()
    yield found
    found.away = True


@pytest.mark.screen
def test_the_figures_renew_themselves_when_something_happens(stage: CounterStage) -> None:
    office, app = Office(), stage.app()
    office.add_to(app)
    app.add_url_rule("/api/v1/board", view_func=lambda: stage.snapshot(1), endpoint="board")
    with served(app) as url, chromium() as browser:
        page = browser.new_page()
        page.clock.install()
        page.goto(f"{url}/manager?lang=vi")
        figure_ = page.locator(".tilem b").first
        expect(figure_).to_have_text("186")
        page.clock.run_for(11_000)
        page.wait_for_timeout(300)
        office.day = replace(DAY, tickets=replace(DAY.tickets, issued=187))
        asked = len(office.asked)
        for _ in range(20):
            stage.take("A")
        page.wait_for_timeout(300)
        page.clock.run_for(11_000)
        expect(figure_).to_have_text("187")
        assert len(office.asked) - asked <= 2
