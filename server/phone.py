"""The page behind the QR code on a ticket: one citizen's place, and nothing personal."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Flask, render_template

from luot.web.pages import mount

FACES = (
    (5, "mood-happy"),
    (4, "mood-smile"),
    (3, "mood-empty"),
    (2, "mood-sad"),
    (1, "mood-cry"),
)


def register(app: Flask, centre: Callable[[], Mapping[str, str]]) -> None:
    """Add the phone page to an app that has the shared pages; `centre` names the place.

    The page asks `/api/v1/tickets/status` for its code, so a dead code needs no case of its own.
    """
    phone = Blueprint("phone", __name__, template_folder="templates")

    @phone.get("/T/<code>")
    def ticket(code: str) -> str:
        return render_template("phone.html", code=code, centre=centre(), faces=FACES)

    mount(app, "server", "server")
    app.register_blueprint(phone)
