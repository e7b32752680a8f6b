"""The studio as a browser sees it: a real server with small limits."""

import threading
import time
from contextlib import contextmanager
from functools import partial

import httpx
import pytest
from tests.studio.scenario import COMMENTED

from loyaltysim.comparison.playing.atomic import make_folder
from loyaltysim.studio.app import make_app
from loyaltysim.studio.key import kept_token
from loyaltysim.studio.limits import Limits
from loyaltysim.studio.server import listen, server_of

SMALL = Limits(assumptions=0, desk_seconds=30, run_size=1e8, runs_waiting=3, drafts=100)


@contextmanager
def serving(make, port=0):
    """Serve an application that `make` gives for a port, and end with all that it started."""
    listener = listen(port)
    port = listener.getsockname()[1]
    server = server_of(make(port))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def studio(folder, limits=SMALL):
    """Serve the studio and give somebody who visits it."""
    token = kept_token(make_folder(folder))
    make = partial(make_app, folder, limits=limits)
    with serving(make) as host, Visitor(host, token) as visitor:
        yield visitor


class Visitor(httpx.Client):
    """A browser, as far as HTTP goes."""

    def __init__(self, host, token):
        super().__init__(base_url=host, headers={"origin": host}, timeout=60)
        self.token = token

    def __enter__(self):
        super().__enter__()
        assert self.get("/", params={"token": self.token}).status_code == 303
        return self

    def cookie(self, more):
        """Write the header that a browser with another cookie sends."""
        return "; ".join([*(f"{name}={value}" for name, value in self.cookies.items()), more])

    def draft(self, text=COMMENTED):
        made = self.post("/drafts", json={"text": text})
        assert made.status_code == 201, made.text
        return made.json()["url"]

    def revision(self, url):
        return self.get(url).text.partition('data-revision="')[2].partition('"')[0]

    def edit(self, url, edit, revision=None):
        asked = {"revision": revision or self.revision(url), "edit": edit}
        return self.post(f"{url}/edit", json=asked)

    def finished(self, url, seconds=120):
        """Wait for the end of a run."""
        until = time.monotonic() + seconds
        told = self.get(f"{url}/state").json()
        while told["open"]:
            assert time.monotonic() < until, told
            time.sleep(0.1)
            told = self.get(f"{url}/state").json()
        return told


@pytest.fixture(scope="package")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("studio")


@pytest.fixture(scope="package")
def visitor(folder):
    with studio(folder) as started:
        yield started


@pytest.fixture(scope="package")
def played(visitor):
    """A finished run of the small scenario, and the draft it came from."""
    draft = visitor.draft()
    run = visitor.post(f"{draft}/run", json={}).json()["url"]
    assert visitor.finished(run)["state"] == "done"
    return draft, run
