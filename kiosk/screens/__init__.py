"""The glass of the kiosk: its screens, drawn with Kivy."""

from kiosk import quiet

# isort: split

from importlib.resources import files
from typing import Final

from kivy.config import Config
from kivy.core.text import LabelBase
from kivy.lang import Builder

__all__ = ["HEIGHT", "WIDTH", "load", "quiet"]

WIDTH: Final = 1080
HEIGHT: Final = 1920

# Software GL draws the same screen five times slower with multisampling.
Config.set("graphics", "multisamples", "0")
Config.set("graphics", "borderless", "1")
Config.set("graphics", "resizable", "0")
Config.set("graphics", "show_cursor", "0")
Config.set("kivy", "exit_on_escape", "0")
Config.set("kivy", "window_icon", "")
# One provider only: with a second one every touch would come twice.
Config.remove_section("input")
Config.add_section("input")
Config.set("input", "mouse", "mouse,disable_multitouch,disable_hover")


def font(name: str) -> str:
    """Where a face of the house lies; Kivy opens fonts by their path."""
    return str(files("luot") / "fonts" / name)


def register_fonts() -> None:
    """The three faces of the house under the names that the screens use."""
    LabelBase.register("number", font("BeVietnamPro-Bold.ttf"))
    LabelBase.register("text", font("NotoSans-Regular.ttf"), fn_bold=font("NotoSans-Bold.ttf"))
    LabelBase.register("icon", font("tabler-icons.ttf"))


def load(name: str) -> None:
    """Take in the rules of one kv file of this folder."""
    source = (files(__name__) / f"{name}.kv").read_text(encoding="utf-8")
    Builder.load_string(source, filename=f"{name}.kv")


register_fonts()
