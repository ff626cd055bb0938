"""A page is read in any language that the centre offers, and shows the way to the others."""

import re
from pathlib import Path

import pytest
from flask import Flask

from luot import words
from luot.web import pages
from server import phone, problems
from tests import third_language
from tests.third_language import CODE, NAME, doubled

VI = words.load("vi")
CENTRE = {"kind": "Trung tâm", "name": "Đông Sơn", "kind_en": "Centre", "name_en": "East Hill"}


@pytest.fixture(autouse=True)
def third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    third_language.write(tmp_path, empty=("phone.no_script",))
    monkeypatch.setenv("LUOT_WORDS", str(tmp_path))


def page(*languages: str, lang: str | None = None, accept: str = "vi") -> str:
    app = Flask(__name__, static_folder=None)
    pages.register(app, languages=languages)
    phone.register(app, lambda: CENTRE)
    where = "/T/X" + (f"?lang={lang}" if lang else "")
    return app.test_client().get(where, headers={"Accept-Language": accept}).text


def ways(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="lang" lang="([a-z]+)"[^>]*>([^<]+)</a>', html)


def test_a_page_shows_the_way_to_every_other_language_of_the_centre() -> None:
    assert ways(page("vi", "en")) == [("en", "English")]
    assert ways(page("vi", "en", CODE)) == [("en", "English"), (CODE, NAME)]
    assert ways(page("vi", "en", CODE, lang=CODE)) == [("vi", "Tiếng Việt"), ("en", "English")]
    assert ways(page("vi")) == []


def test_a_third_language_has_its_own_words_and_the_vietnamese_ones_where_it_lacks_them() -> None:
    html = page("vi", "en", CODE, lang=CODE)
    assert f'<html lang="{CODE}" data-zone="Asia/Ho_Chi_Minh">' in html
    assert doubled(VI("phone.looking")) in html
    assert VI("phone.no_script") in html
    assert "<b>Đông Sơn</b>Trung tâm" in html


def test_a_browser_that_knows_a_language_is_answered_in_it() -> None:
    assert f'<html lang="{CODE}"' in page("vi", "en", CODE, accept=f"{CODE},vi;q=0.5")


def test_a_language_that_the_centre_does_not_offer_is_not_spoken() -> None:
    assert '<html lang="vi"' in page("vi", "en", lang=CODE, accept=CODE)


def test_in_english_names_are_english_and_the_page_says_so_to_its_scripts() -> None:
    html = page("vi", "en", lang="en")
    assert re.search(r'<html lang="en"[^>]* data-english>', html)
    assert "<b>East Hill</b>Centre" in html


def test_a_kiosk_is_refused_in_the_language_that_it_speaks() -> None:
    assert problems.language(f"{CODE};q=0.9, en;q=0.1") == CODE
