"""Opening a house: its data, desk, accounts and news brought together, and closed again."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from luot.config import Config
from luot.domain.hall import Hall
from luot.domain.search import Finder
from server import journal
from server.accounts import open_accounts
from server.accounts_db import FILE as ACCOUNTS
from server.answers import Answers
from server.caretaker import Settings
from server.catalogue import starter
from server.clock import HallClock, wall
from server.desk import Desk
from server.house import House
from server.news import News
from server.store import Store, using
from server.tables import happenings
from server.tokens import Codes, load_key

KEY = "ticket.key"


@contextmanager
def opened(
    data: Path,
    config: Config,
    *,
    address: str,
    demo: bool = False,
    clock: HallClock | None = None,
) -> Iterator[House]:
    """A house open for orders; `address` is the URL that phones reach it by.

    Raises a StoreError where the data cannot be used, Unavailable where nothing can be recorded.
    """
    clock = HallClock() if clock is None else clock
    with ExitStack() as parts:
        store = Store.open(data, config.site)
        parts.callback(store.close)
        with using(data / ACCOUNTS):
            accounts = open_accounts(data, config, wall, demo=demo)
        parts.callback(accounts.close)
        catalogue = starter().offered_in({queue.letter for queue in config.rules.queues})
        settings = Settings(rules=config.rules, catalogue=catalogue, zone=config.timezone)
        codes = Codes(load_key(data / KEY))
        empty = Hall(rules=config.rules, catalogue=catalogue)
        news = News(store.meta("epoch") or "", empty, codes)
        news.relive(happenings(journal.today(store.connection), empty))
        answer = Answers(codes, address)
        desk = Desk(
            store, settings, clock=clock, answer=answer, publish=news.publish, warn=news.warn
        )
        desk.start()
        parts.callback(desk.close)
        yield House(
            data=data,
            config=config,
            catalogue=catalogue,
            clock=clock,
            accounts=accounts,
            codes=codes,
            desk=desk,
            news=news,
            finder=Finder(catalogue),
        )
