"""What is said when something is refused: a problem document with a sentence for the reader."""

from functools import lru_cache
from http import HTTPStatus

import msgspec

from luot import words
from luot.domain.errors import Refusal, UnknownCounter, UnknownTicket
from luot.domain.ticket import State
from server.account_errors import AccountRefused
from server.orders import DeskError, KeyReused, NotYourCounter

MEDIA_TYPE = "application/problem+json"
STATES = frozenset(State)


class Problem(Exception):
    """A request that is not done; the sentence is `problem.<code>` in the reader's language.

    `detail` is for programmers, in English.
    """

    part = "problem"

    def __init__(
        self, status: HTTPStatus, code: str, detail: str | None = None, **fields: object
    ) -> None:
        super().__init__(detail or code)
        self.status = status
        self.code = code
        self.detail = detail
        self.fields = fields

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says beside its body."""
        match self.status:
            case HTTPStatus.UNAUTHORIZED:
                return {"WWW-Authenticate": 'Bearer realm="luot"'}
            case HTTPStatus.REQUEST_TIMEOUT:
                return {"Connection": "close"}
            case HTTPStatus.TOO_MANY_REQUESTS:
                return {"Retry-After": str(self.fields.get("seconds", 60))}
            case HTTPStatus.SERVICE_UNAVAILABLE:
                return {"Retry-After": "1"}
            case _:
                return {}

    def document(self, accept_language: str | None) -> bytes:
        """The problem as RFC 9457 has it, in the language that the reader knows best."""
        lang = language(accept_language)
        document: dict[str, object] = {
            "type": "about:blank",
            "title": self.title(lang),
            "status": int(self.status),
            "code": self.code,
        }
        if self.detail:
            document["detail"] = self.detail
        return msgspec.json.encode(document | self.fields)

    def title(self, lang: str) -> str:
        """The sentence for the reader."""
        return words.load(lang)(f"{self.part}.{self.code}", **self.fields)


class WrongMethod(Problem):
    """A method that an address does not take; `allowed` are those that it does."""

    def __init__(self, *allowed: str) -> None:
        super().__init__(HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed")
        self._allowed = allowed

    @property
    def headers(self) -> dict[str, str]:
        """The methods that are taken."""
        return {"Allow": ", ".join(sorted(self._allowed))}


class Refused(Problem):
    """What the hall refuses; the sentence is `refusal.<code>`."""

    part = "refusal"

    def __init__(self, refusal: Refusal) -> None:
        missing = isinstance(refusal, UnknownTicket | UnknownCounter)
        status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.CONFLICT
        super().__init__(status, refusal.code, str(refusal), **refusal.fields)

    def title(self, lang: str) -> str:
        """The sentence for the reader, in which a state stands as people call it."""
        sentences = words.load(lang)
        fields = {
            name: sentences(f"state.{value}") if value in STATES else value
            for name, value in self.fields.items()
        }
        return sentences(f"{self.part}.{self.code}", **fields)


class Undone(Problem):
    """What the desk could not take."""

    def __init__(self, error: DeskError) -> None:
        super().__init__(_status(error), error.code, str(error), **error.fields)


def _status(error: DeskError) -> HTTPStatus:
    """Whether another key, another official or another time would help."""
    match error:
        case KeyReused():
            return HTTPStatus.UNPROCESSABLE_ENTITY
        case NotYourCounter():
            return HTTPStatus.FORBIDDEN
        case _:
            return HTTPStatus.SERVICE_UNAVAILABLE


class Barred(Problem):
    """Who is not let in, or what accounts refuse; the sentence is `account.<code>`."""

    part = "account"

    def __init__(self, error: AccountRefused) -> None:
        super().__init__(HTTPStatus(error.status), error.code, str(error), **error.fields)


@lru_cache(maxsize=256)
def language(accept_language: str | None) -> str:
    """The language that a reader knows best among ours; Vietnamese where none is named."""
    ranked: list[tuple[float, str]] = []
    for part in (accept_language or "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        lang = tag.strip().lower().partition("-")[0]
        if lang in words.offered():
            ranked.append((_quality(quality), lang))
    best = max(ranked, key=lambda each: each[0], default=(0.0, ""))
    return best[1] if best[0] > 0 else words.LANGUAGES[0]


def _quality(text: str) -> float:
    """How much a reader likes a language, from 0 to 1."""
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
