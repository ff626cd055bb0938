"""Every setting that a hall knows: its table, its check, an example, and what holds without it."""

from dataclasses import dataclass, fields

from luot.config import checks
from luot.config.checks import Check
from luot.config.values import NATIONAL_PORTAL
from luot.domain.rules import Calls, Hours, LongWait
from luot.words import LANGUAGES

REQUIRED = object()
WEEK = checks.WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One key of luot.toml; `example` is a value in TOML, `default` REQUIRED where none holds."""

    name: str
    check: Check
    example: str
    default: object = REQUIRED

    @property
    def required(self) -> bool:
        """Whether a hall cannot be set up without it."""
        return self.default is REQUIRED


CENTRE = (
    Setting(name="site", check=checks.site, example='"S042"'),
    Setting(name="kind", check=checks.text, example='"Trung tâm Phục vụ hành chính công"'),
    Setting(name="name", check=checks.text, example='"Phường Đông Sơn"'),
    Setting(name="kind_en", check=checks.text, example='"Public Administrative Service Centre"'),
    Setting(name="name_en", check=checks.text, example='"Đông Sơn Ward"'),
    Setting(name="language", check=checks.language, example='"vi"', default="vi"),
    Setting(name="languages", check=checks.languages, example='["vi", "en"]', default=LANGUAGES),
    Setting(
        name="timezone",
        check=checks.timezone,
        example='"Asia/Ho_Chi_Minh"',
        default=checks.timezone("Asia/Ho_Chi_Minh"),
    ),
)
SERVER = (
    Setting(name="host", check=checks.host, example='"0.0.0.0"', default="0.0.0.0"),  # noqa: S104
    Setting(name="port", check=checks.whole(0, 65535), example="8080", default=8080),
    Setting(
        name="public_url",
        check=checks.address,
        example='"http://192.168.1.10:8080"',
        default=None,
    ),
)
TLS = (
    Setting(name="cert", check=checks.existing, example='"cert.pem"'),
    Setting(name="key", check=checks.existing, example='"key.pem"'),
)
QUEUE = (
    Setting(name="letter", check=checks.letter, example='"A"'),
    Setting(name="name", check=checks.text, example='"Hộ tịch"'),
    Setting(name="name_en", check=checks.text, example='"Civil status"'),
    Setting(name="daily", check=checks.whole(1, 9999), example="40", default=None),
    Setting(
        name="hours",
        check=checks.own_hours,
        example='{ monday = ["07:30-11:30"], wednesday = ["07:30-11:30"] }',
        default=None,
    ),
)
COUNTER = (
    Setting(name="number", check=checks.whole(1, 99), example="1"),
    Setting(name="queues", check=checks.letters, example='["A", "C"]', default=()),
)
PRIORITY = (
    Setting(name="code", check=checks.code, example='"priority"'),
    Setting(name="credit", check=checks.whole(0, 240), example="20"),
    Setting(name="name", check=checks.text, example='"Từ 75 tuổi trở lên"', default=""),
    Setting(name="name_en", check=checks.text, example='"Aged 75 or over"', default=""),
)
HOURS = (
    *(
        Setting(name=day, check=checks.sessions, example='["07:30-11:30"]', default=())
        for day in WEEK
    ),
    Setting(name="closed", check=checks.dates, example="[2027-02-05]", default=()),
    Setting(
        name="on",
        check=checks.dated_sessions,
        example='{ 2027-02-13 = ["07:30-11:30"] }',
        default=(),
    ),
    Setting(name="early", check=checks.whole(0, 720), example="20", default=Hours(week=()).early),
    Setting(name="last", check=checks.whole(0, 720), example="15", default=Hours(week=()).last),
)
_LIMITS = {
    "before_missed": (1, 10),
    "cooldown": (0, 600),
    "return_within": (0, 1440),
    "returns": (0, 10),
    "return_credit": (0, 240),
    "undo": (0, 3600),
    "forgotten": (5, 1440),
}
CALLS = tuple(
    Setting(
        name=each.name,
        check=checks.whole(*_LIMITS.get(each.name, (0, 1440))),
        example=str(each.default),
        default=each.default,
    )
    for each in fields(Calls)
)
LONG_WAIT = (
    Setting(name="minutes", check=checks.whole(1, 600), example="45", default=LongWait().minutes),
    Setting(name="people", check=checks.whole(1, 999), example="20", default=LongWait().people),
)
PORTAL = (
    Setting(
        name="url",
        check=checks.portal,
        example='"https://dichvucong.gov.vn"',
        default=NATIONAL_PORTAL,
    ),
)

TABLES: dict[str, tuple[Setting, ...]] = {
    "centre": CENTRE,
    "server": SERVER,
    "tls": TLS,
    "hours": HOURS,
    "calls": CALLS,
    "long_wait": LONG_WAIT,
    "portal": PORTAL,
}
ROWS: dict[str, tuple[Setting, ...]] = {"queue": QUEUE, "counter": COUNTER, "priority": PRIORITY}
NEEDED = ("centre", "hours", "queue", "counter")


def known() -> dict[str, Setting]:
    """Every setting under its dotted key, such as `calls.cooldown`."""
    parts = TABLES | ROWS
    return {f"{table}.{each.name}": each for table, rows in parts.items() for each in rows}
