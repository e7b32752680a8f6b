"""A real browser: the system's Chromium, without a word to anybody and with a fresh profile."""

import shutil
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SILENT = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # of containers, in which there is no other
)
WIDTHS = {"wide": 1200, "phone": 390}


@contextmanager
def chromium():
    """Start the browser of the package `chromium`; without it a test fails, for nothing else stands for it."""
    path = shutil.which("chromium")
    assert path, "this test needs Chromium (on Debian: apt install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SILENT)
        try:
            yield browser
        finally:
            browser.close()


def faults(page):
    """Say which rules of accessibility a page breaks, and where."""
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], one["help"], [node["html"][:120] for node in one["nodes"]]) for one in found
    ]
