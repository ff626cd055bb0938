"""What a hall is told about itself: who it is, where it listens, by which rules it runs."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from luot.domain.rules import Rules
from luot.words import LANGUAGES

NATIONAL_PORTAL = "https://dichvucong.gov.vn"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """The names of the centre as they stand on screens and paper."""

    kind: str
    name: str
    kind_en: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """Where the certificate of the hall's server and its key lie."""

    cert: Path
    key: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that one luot.toml says.

    `site` names the centre in every event. `language` is what the hall itself speaks, `languages`
    those that citizens choose among; the first greets them. `public_url` is the address that a
    phone reaches, without a slash at its end; None means the one that the server finds for itself.
    `portal` is where procedures are done online, `{code}` standing for the national code; empty
    where citizens are sent to no portal.
    """

    site: str
    centre: Centre
    rules: Rules
    language: str = "vi"
    languages: tuple[str, ...] = LANGUAGES
    timezone: ZoneInfo = VIETNAM
    host: str = "0.0.0.0"  # noqa: S104 - kiosks and screens come from the hall's own network
    port: int = 8080
    public_url: str | None = None
    tls: Tls | None = None
    portal: str = NATIONAL_PORTAL
