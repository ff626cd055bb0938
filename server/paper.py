"""The page that stands in for the ticket printer of a sample centre: each ticket as a picture."""

from datetime import datetime, tzinfo
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, render_template, send_from_directory

from printer.folder import papers

FOLDER = "paper"
SHOWN = 24


def register(app: Flask, folder: Path, zone: tzinfo) -> None:
    """Add /paper, which shows the pictures in a folder, newest first."""
    paper = Blueprint("paper", __name__, template_folder="templates")

    @paper.get("/paper")
    def page() -> str:
        """The newest tickets."""
        shown = [
            (path.name, datetime.fromtimestamp(path.stat().st_mtime, zone))
            for path in papers(folder)[:SHOWN]
        ]
        return render_template("paper.html", shown=shown)

    @paper.get("/paper/<name>.png")
    def picture(name: str) -> Response:
        """One ticket."""
        if f"{name}.png" not in {path.name for path in papers(folder)}:
            abort(404)
        return send_from_directory(folder.resolve(), f"{name}.png")

    app.register_blueprint(paper)
