"""The pages of the hall in a real browser, when this computer has one."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages opened side by side, each with a sign-in of its own."""

    browser: Browser
    url: str

    def open(self, path: str, role: str | None, size: tuple[int, int]) -> Page:
        """A page of the sample centre, signed in as a role where one is named."""
        page = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="vi-VN"
        ).new_page()
        where = f"{self.url}/demo/{role}?next={path}" if role else f"{self.url}{path}"
        page.goto(where)
        return page


@contextmanager
def pages(url: str) -> Iterator[Pages | None]:
    """Pages of the centre at `url`, or None where there is no browser."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        yield None
        return
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        except BrowserError as error:
            sys.stderr.write(f"{program}: {str(error).partition(chr(10))[0]}\n")
            yield None
            return
        try:
            yield Pages(browser, url)
        finally:
            browser.close()


def picture(page: Page, path: Path) -> str:
    """A picture of a page, saved; its path for the evidence."""
    page.screenshot(path=path)
    return str(path)
