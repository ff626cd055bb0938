"""The official's page at a counter: one page for each, alive by the hall's events."""

from collections.abc import Callable

from flask import Blueprint, Flask, abort, render_template
from werkzeug.wrappers import Response

from luot.web.pages import mount

Require = Callable[[str], object]
"""Whoever is signed in with this role; a Response (to the sign-in page) where nobody is."""


Marks = Callable[[], object]
"""What a form to /sign-out carries unseen: `csrf` and `key`."""


def pages(*, require: Require, counters: Callable[[], tuple[int, ...]], marks: Marks) -> Blueprint:
    """The pages /counter and /counter/{n}, for the counters that the centre has now."""
    counter = Blueprint("counter", __name__, template_folder="templates")

    @counter.get("/counter")
    def choose() -> Response | str:
        """Every counter, to sit down at one."""
        who = require("official")
        if isinstance(who, Response):
            return who
        return render_template("counter/choose.html", counters=counters(), marks=marks())

    @counter.get("/counter/<int:number>")
    def page(number: int) -> Response | str:
        """One counter's page."""
        who = require("official")
        if isinstance(who, Response):
            return who
        if number not in counters():
            abort(404)
        return render_template("counter/counter.html", counter=number, marks=marks())

    return counter


def register(
    app: Flask, *, require: Require, counters: Callable[[], tuple[int, ...]], marks: Marks
) -> None:
    """Add the counter pages to an app that has the shared pages."""
    mount(app, "counter", "counter")
    app.register_blueprint(pages(require=require, counters=counters, marks=marks))
