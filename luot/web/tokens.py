"""The design tokens: the one source of colour, type and space on screens, pages and paper."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def tokens() -> dict[str, Any]:
    """The content of tokens.toml."""
    return tomllib.loads((files("luot.web") / "tokens.toml").read_text(encoding="utf-8"))
