"""How the studio is served, and how a browser comes to it."""

import os
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import uvicorn
from tests.studio.test_guard import guarded

from loyaltysim.studio.server import _open, leading_to


def test_a_browser_is_opened_without_the_token(tmp_path, monkeypatch):
    """Every user of a machine sees what programs are called with."""
    opened = []

    def browse(url):
        page = Path(url2pathname(urlsplit(url).path))
        opened.append((url, page.stat().st_mode & 0o077, page.read_text()))

    monkeypatch.setattr(webbrowser, "open", browse)
    address = "http://127.0.0.1:1/?token=SECRET"
    server = uvicorn.Server(uvicorn.Config(guarded(1)))
    server.started = True
    with leading_to(address, tmp_path) as page:
        _open(server, page)
    ((url, mode, text),) = opened
    assert "SECRET" not in url
    assert mode == 0 or os.name != "posix"
    assert f'content="0; url={address}"' in text
    assert list(tmp_path.iterdir()) == []
