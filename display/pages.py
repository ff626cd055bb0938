"""The page on the hall's big screen. It holds no figures: all come live, from the board."""

from flask import Blueprint, Flask, render_template

from luot.web.language import speak
from luot.web.pages import mount

display = Blueprint("display", __name__, template_folder="templates")


@display.get("/display")
def board() -> str:
    """The hall display, in Vietnamese whatever the screen's own language is; `?lang=en` asks."""
    speak("vi")
    return render_template("display.html")


def register(app: Flask) -> None:
    """Add the hall display to an app that has the shared pages."""
    mount(app, "display", "display")
    app.register_blueprint(display)
