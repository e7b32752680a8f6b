"""How the studio is served, and how a browser comes to it."""

import asyncio
import os
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from tests.studio.conftest import serving
from tests.studio.test_guard import guarded

from loyaltysim.studio import impatient
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


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "GET / HTTP/1.1\r\nHost: x",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n",
    ],
)
def test_requests_that_never_become_whole_hold_no_place(monkeypatch, sent):
    monkeypatch.setattr(impatient, "SECONDS", 0.5)
    with serving(guarded) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as slow:
            slow.sendall(sent.encode())
            read = b"?"
            for _ in range(40):
                slow.settimeout(0.2)
                try:
                    read = slow.recv(4096)
                except TimeoutError:
                    trickle(slow)
                    continue
                except ConnectionError:
                    read = b""
                if not read:
                    break
        assert read == b""


def trickle(slow):
    """Send a little more, as if it were to become whole some time."""
    with suppress(OSError):
        slow.sendall(b"x")


def test_an_answer_may_take_longer_than_a_request(monkeypatch):
    monkeypatch.setattr(impatient, "SECONDS", 0.2)

    async def slow(_request):
        await asyncio.sleep(1)
        return PlainTextResponse("at last")

    with serving(lambda _: Starlette(routes=[Route("/", slow)])) as address:
        assert httpx.get(address).text == "at last"
