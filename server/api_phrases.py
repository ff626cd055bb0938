"""Phrases that found nothing, over the wire: a kiosk tells of one, a manager asks for them."""

from http import HTTPStatus

import msgspec
from flask import Blueprint, Response, request

from server.actor import Role, Scope
from server.api import caller, json, reader
from server.api_bodies import Phrase
from server.house import house
from server.orders import KeyReused, Unavailable
from server.phrases import PhraseRow
from server.problems import Undone
from server.reading import key

phrases = Blueprint("api_phrases", __name__)

read_phrase = reader(Phrase)


class PhraseList(msgspec.Struct, frozen=True, kw_only=True):
    """The phrases for which nothing was chosen."""

    phrases: list[PhraseRow]


@phrases.post("/phrases")
def note() -> Response:
    """Count a phrase."""
    who = caller(Scope.KIOSK)
    under = key(request.headers.get("Idempotency-Key"))
    sent = read_phrase()
    try:
        house().phrases.note(who.name, under, sent.phrase)
    except (KeyReused, Unavailable) as undone:
        raise Undone(undone) from undone
    return json(b"", HTTPStatus.NO_CONTENT)


@phrases.get("/phrases")
def show() -> Response:
    """The most frequent first."""
    caller(Role.MANAGER)
    try:
        rows = house().phrases.rows()
    except Unavailable as undone:
        raise Undone(undone) from undone
    return json(msgspec.json.encode(PhraseList(phrases=rows)))
