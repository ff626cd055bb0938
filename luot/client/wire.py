"""One question to the server and its answer, asked once more where the answer was lost."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx
import msgspec

from luot.client.failures import Away
from luot.client.patience import USUAL, Patience
from luot.client.replies import PROBLEM, refusal


class Wire:
    """A line to one server under one token, shared by all threads of a device."""

    def __init__(self, url: str, token: str | None = None, *, ca: str | None = None) -> None:
        headers = {"User-Agent": "luot", "Accept": f"application/json, {PROBLEM}"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        # A proxy of the computer's owner must never stand between a kiosk and its own hall.
        self.http = httpx.Client(
            base_url=f"{url.rstrip('/')}/api/v1/",
            headers=headers,
            timeout=_timeout(USUAL),
            trust_env=False,
            verify=_authority(url, ca),
        )

    def close(self) -> None:
        """Hang up."""
        self.http.close()

    def get(
        self,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The answer to a question; Away where none comes."""
        return self._ask(
            self.http.build_request("GET", path, params=dict(params or {}), headers=headers)
        )

    def post(
        self,
        path: str,
        body: Mapping[str, object],
        *,
        key: str | None,
        lang: str | None = None,
        patience: Patience = USUAL,
    ) -> httpx.Response:
        """The answer to an order; with a `key` a lost answer is asked for once more."""
        headers = {"Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        if lang:
            headers["Accept-Language"] = lang
        request = self.http.build_request(
            "POST",
            path,
            content=msgspec.json.encode(body),
            headers=headers,
            timeout=_timeout(patience),
        )
        return self._ask(request, again=key is not None and patience.again)

    def _ask(self, request: httpx.Request, *, again: bool = True) -> httpx.Response:
        try:
            return self.http.send(request)
        except httpx.TransportError as error:
            if not again:
                raise Away(f"{request.url}: {error!r}") from error
        return self._ask(request, again=False)

    @contextmanager
    def stream(self, path: str, *, silence: float, **params: str | int) -> Iterator[Iterator[str]]:
        """The lines of an endless answer; Away once nothing has come for `silence` seconds."""
        timeout = httpx.Timeout(silence, connect=1.0)
        headers = {"Accept": "text/event-stream"}
        try:
            with self.http.stream(
                "GET", path, params=params, headers=headers, timeout=timeout
            ) as answer:
                if answer.status_code != httpx.codes.OK:
                    answer.read()
                    raise refusal(answer)
                yield answer.iter_lines()
        except httpx.TransportError as error:
            raise Away(f"{path}: {error!r}") from error


def _timeout(patience: Patience) -> httpx.Timeout:
    return httpx.Timeout(patience.answer, connect=patience.connect)


def _authority(url: str, ca: str | None) -> ssl.SSLContext | bool:
    """What TLS is checked against; without TLS loading authorities would only cost time."""
    if url.startswith("https:"):
        return ssl.create_default_context(cafile=ca)
    return False
