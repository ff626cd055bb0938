"""How one hall is set up: its luot.toml, read whole or refused with every mistake named."""

from luot.config.problems import ConfigError, Problem
from luot.config.reading import demo, load, loads, write_demo
from luot.config.values import Centre, Config, Tls

FILE = "luot.toml"

__all__ = [
    "FILE",
    "Centre",
    "Config",
    "ConfigError",
    "Problem",
    "Tls",
    "demo",
    "load",
    "loads",
    "write_demo",
]
