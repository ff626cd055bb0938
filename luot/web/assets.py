"""The files that pages load: the tokens as CSS, fonts, styles and scripts of every part."""

import mimetypes
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from flask import Response, request

from luot.web.tokens import tokens

FACES = (
    ("Lnum", 400, "number.woff2"),  # the face itself is the bold one
    ("Ltext", 400, "text.woff2"),
    ("Ltext", 700, "text-bold.woff2"),
)
KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}


def _colours(theme: str) -> str:
    """The custom properties of one theme."""
    colours = tokens()["theme"][theme]
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items())


def tokens_css() -> str:
    """The design tokens as a style sheet: the themes light, contrast and hall, and the faces."""
    rules = [
        f":root{{{_colours('light')}--text:Ltext,system-ui,sans-serif;--num:Lnum,system-ui,sans-serif}}",
        f".contrast{{{_colours('contrast')}}}",
        f".hall{{{_colours('hall')}}}",
        f"@media(prefers-contrast:more){{:root{{{_colours('contrast')}}}}}",
    ]
    rules += [
        f"@font-face{{font-family:{family};font-weight:{weight};font-display:swap;"
        f"src:url({file}) format('woff2')}}"
        for family, weight, file in FACES
    ]
    return "\n".join(rules) + "\n"


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    """Every file under a folder, by its path from there."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _kind(path: str) -> str:
    """The media type of a file."""
    suffix = path[path.rfind(".") :]
    return KINDS.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


class Assets:
    """All static files of the pages, in memory and under one version.

    The version is a hash of all content and the first part of every address, so that a browser
    may keep files for ever and scripts can import each other by relative paths.
    """

    def __init__(self) -> None:
        self._files = dict(_walk(files("luot.web") / "static", ""))
        self._files["tokens.css"] = tokens_css().encode()
        self._version: str | None = None

    def mount(self, name: str, package: str) -> None:
        """Add the folder `static` of a package under `name`/."""
        self._files |= dict(_walk(files(package) / "static", f"{name}/"))
        self._version = None

    @property
    def version(self) -> str:
        """A name for the content of all files."""
        if self._version is None:
            digest = sha256()
            for path in sorted(self._files):
                digest.update(path.encode() + b"\0" + self._files[path])
            self._version = digest.hexdigest()[:12]
        return self._version

    def url(self, path: str) -> str:
        """The address of a file; KeyError for one that does not exist."""
        self._files[path]  # a misspelt name fails when the page is made, not in the hall
        return f"/static/{self.version}/{path}"

    def serve(self, path: str) -> Response | None:
        """The file at `path`, with or without a version before it."""
        version, _, rest = path.partition("/")
        kept = version == self.version and rest in self._files
        content = self._files.get(rest if kept else path)
        if content is None:
            return None
        response = Response(content, content_type=_kind(path))
        if kept:
            response.cache_control.public = True
            response.cache_control.max_age = 31_536_000
            response.cache_control.immutable = True
            return response
        response.cache_control.no_cache = True
        response.set_etag(sha256(content).hexdigest()[:16])
        response.make_conditional(request)
        return response
