"""What the server answered, read as what it means."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from luot.client.failures import Away, Refused

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

PROBLEM: Final = "application/problem+json"
# What `type`, `title` and the like mean is fixed by RFC 9457; the rest are the refusal's own.
PLAIN_MEMBERS: Final = {"type", "title", "status", "detail", "instance", "code"}


def refusal(answer: "httpx.Response") -> Refused | Away:
    """The server's no as a Refused, or Away where it speaks no problem document."""
    if answer.headers.get("content-type", "").split(";")[0] != PROBLEM:
        return Away(f"{answer.request.url} answered {answer.status_code}")
    try:
        problem = msgspec.json.decode(answer.content, type=dict[str, object])
    except msgspec.DecodeError:
        return Away(f"{answer.request.url} answered {answer.status_code} with a broken problem")
    code = str(problem.get("code", f"http-{answer.status_code}"))
    fields = {key: value for key, value in problem.items() if key not in PLAIN_MEMBERS}
    return Refused(code, str(problem.get("title", code)), answer.status_code, fields)


def read(answer: "httpx.Response", kind: type[T]) -> T:
    """The answer's body as a `kind`; Refused for a problem, Away for what cannot be read."""
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        raise refusal(answer)
    try:
        return msgspec.json.decode(answer.content, type=kind)
    except msgspec.DecodeError as error:
        raise Away(f"{answer.request.url} cannot be understood: {error}") from error
