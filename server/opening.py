"""Opening a house: its data, desk, accounts and news brought together, and closed again."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from luot.config import Config
from luot.domain.hall import Hall
from server import journal
from server.accounts import Accounts, open_accounts
from server.accounts_db import FILE as ACCOUNTS
from server.answers import Answers
from server.belongings import DEMO_KEY, KEY, check_folder, check_key
from server.caretaker import Settings
from server.clock import HallClock, steady, wall
from server.desk import Desk
from server.devices import Devices
from server.house import House
from server.news import News
from server.phrases import Phrases
from server.stock import Stock
from server.store import Store, using
from server.tables import happenings
from server.taken import Taken
from server.tokens import Codes, load_key


@contextmanager
def opened(  # noqa: PLR0913 - a house has as many sides
    data: Path,
    config: Config,
    *,
    address: str,
    demo: bool = False,
    clock: Callable[[], datetime] = wall,
    ticks: Callable[[], float] = steady,
) -> Iterator[House]:
    """A house open for orders; `address` is the URL that phones reach it by.

    `clock` is the computer's, in UTC; the hall follows it as long as it makes sense, and `ticks`
    are the seconds that go by whatever it shows.
    Raises a StoreError where the data cannot be used, Unavailable where nothing can be recorded.
    """
    hall_clock = HallClock(clock, ticks)
    with ExitStack() as parts:
        store = parts.enter_context(_store(data, config, hall_clock, demo=demo))
        accounts = parts.enter_context(_accounts(data, config, clock, demo=demo))
        stock, codes = Stock(data, config), Codes(load_key(data / KEY))
        settings = Settings(rules=config.rules, catalogue=stock.now.catalogue, zone=config.timezone)
        empty = Hall(rules=settings.rules, catalogue=settings.catalogue)
        news = _news(store, empty, codes, config.timezone)
        desk = parts.enter_context(
            _desk(store, settings, hall_clock, Answers(codes, address), news)
        )
        yield House(
            data=data,
            address=address,
            config=config,
            clock=hall_clock,
            accounts=accounts,
            codes=codes,
            desk=desk,
            news=news,
            devices=Devices(accounts.devices, hall_clock, news.tell_of_printers),
            phrases=parts.enter_context(_phrases(data, config, hall_clock)),
            stock=stock,
            taken=Taken(data),
        )


@contextmanager
def _desk(
    store: Store, settings: Settings, clock: HallClock, answer: Answers, news: News
) -> Iterator[Desk]:
    """The desk at work, which tells the news."""
    desk = Desk(store, settings, clock=clock, answer=answer, publish=news.publish, warn=news.warn)
    desk.start()
    try:
        yield desk
    finally:
        desk.close()


def _news(store: Store, empty: Hall, codes: Codes, zone: ZoneInfo) -> News:
    """What is told of the hall, with everything of today told again."""
    news = News(store.meta("epoch") or "", empty, codes)
    told = happenings(journal.today(store.connection), empty)
    news.relive(
        replace(each, event=replace(each.event, at=each.event.at.astimezone(zone))) for each in told
    )
    return news


@contextmanager
def _store(data: Path, config: Config, clock: HallClock, *, demo: bool) -> Iterator[Store]:
    """The centre's database, once it is sure that it is the one to go on with."""
    check_folder(data, demo=demo)
    if demo:
        data.mkdir(parents=True, exist_ok=True)
        load_key(data / DEMO_KEY)  # the mark comes first: half a sample centre is one, too
    with closing(Store.open(data, config.site)) as store:
        check_key(store, data, clock().astimezone(config.timezone).date())
        yield store


@contextmanager
def _phrases(data: Path, config: Config, clock: HallClock) -> Iterator[Phrases]:
    """What citizens sought in vain."""
    with closing(Phrases(data, lambda: clock().astimezone(config.timezone))) as phrases:
        yield phrases


@contextmanager
def _accounts(
    data: Path, config: Config, clock: Callable[[], datetime], *, demo: bool
) -> Iterator[Accounts]:
    """Who may enter; a sample centre that has people and runs without --demo is one no more."""
    with using(data / ACCOUNTS):
        accounts = open_accounts(data, config, clock, demo=demo)
    with closing(accounts):
        if not demo and accounts.people.all():
            (data / DEMO_KEY).unlink(missing_ok=True)
        yield accounts
