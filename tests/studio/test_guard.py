"""Who may ask for what: this machine, this page, in JSON of a bounded size."""

import os

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from tests.studio.conftest import serving

from loyaltysim.language import spoken
from loyaltysim.studio.guard import HEADERS, Guard
from loyaltysim.studio.key import cookie_name, kept_token
from loyaltysim.studio.limits import Limits
from loyaltysim.studio.state import Studio

MOST = {"application/json": 100, "application/octet-stream": 200}
TOKEN = "f" * 32


async def echo(request):
    return PlainTextResponse(f"{spoken()} {len(await request.body())}")


def guarded(port):
    routes = [
        Route(path, echo, methods=["GET", "POST", "PUT"]) for path in ("/", "/runs/x", "/static/x")
    ]
    return Starlette(
        routes=routes, middleware=[Middleware(Guard, port=port, most=MOST, token=TOKEN)]
    )


@pytest.fixture(scope="module")
def address():
    with serving(guarded) as started:
        yield started


@pytest.fixture(scope="module")
def client(address):
    with httpx.Client(base_url=address) as started:
        session = started.get(f"/?token={TOKEN}").cookies[named(address)]
        started.cookies.clear()
        started.headers["cookie"] = f"a=b; {named(address)}={session}"
        yield started


@pytest.fixture
def stranger(address):
    """Somebody else on the same machine."""
    with httpx.Client(base_url=address) as started:
        yield started


def named(address):
    return cookie_name(int(address.rpartition(":")[2]))


@pytest.fixture
def own(client):
    return {"content-type": "application/json", "origin": str(client.base_url).rstrip("/")}


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_this_machine_may_ask(client, name):
    assert client.get("/", headers={"host": f"{name}:{client.base_url.port}"}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example", "127.0.0.1:1"]
)
def test_names_that_others_let_point_here_are_refused(client, host):
    """A page of another site that points its own name at this machine (DNS rebinding) gets nothing."""
    assert client.get("/", headers={"host": host}).status_code == 421


def test_a_change_comes_from_a_page_of_this_server(client, own):
    assert client.post("/", content="{}", headers=own).status_code == 200


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "multipart/form-data; boundary=x"}, 415),
        ({"content-type": ""}, 415),
    ],
)
def test_a_change_from_elsewhere_or_as_a_form_is_refused(client, own, changed, status):
    assert client.post("/", content="{}", headers={**own, **changed}).status_code == status


def test_other_methods_are_refused(client, own):
    assert client.put("/", content="{}", headers=own).status_code == 405


def test_a_body_is_bounded_whatever_its_header_says(client, own):
    assert client.post("/", content="x" * 100, headers=own).status_code == 200
    assert client.post("/", content="x" * 101, headers=own).status_code == 413
    larger = {**own, "content-type": "application/octet-stream"}
    assert client.post("/", content="x" * 200, headers=larger).status_code == 200
    assert (
        client.post("/", content=iter([b"x" * 150, b"x" * 60]), headers=larger).status_code == 413
    )
    streamed = client.post("/", content=iter([b"x" * 60, b"x" * 60]), headers=own)
    assert streamed.status_code == 413


def test_every_answer_has_the_headers_that_keep_a_page_to_itself(client):
    for answer in (client.get("/"), client.get("/", headers={"host": "evil.example"})):
        assert HEADERS.items() <= dict(answer.headers).items()
    policy = HEADERS["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("cookie", "code"),
    [("language=nl", "nl"), ("a=b; language=nl", "nl"), ("language=../x", "en"), ("c=d", "en")],
)
def test_the_language_is_the_visitors(client, cookie, code):
    known = client.headers["cookie"]
    assert client.get("/", headers={"cookie": f"{cookie}; {known}"}).text.startswith(code)


def test_there_are_no_web_sockets(client):
    asked = {
        "connection": "upgrade",
        "upgrade": "websocket",
        "sec-websocket-key": "x",
        "sec-websocket-version": "13",
    }
    assert client.get("/", headers=asked).status_code != 101


@pytest.mark.parametrize("cookie", [None, "x", "x" * 32, "\u00e4", TOKEN])
def test_others_on_the_same_machine_see_and_change_nothing(address, stranger, own, cookie):
    if cookie is not None:
        known = {"cookie": f"a=b; {named(address)}={cookie}"}
        stranger.headers = httpx.Headers(known, encoding="latin-1")
    for url in ("/", "/runs/x", "/?token=", "/?token=x", "/?token=%ff"):
        answer = stranger.get(url)
        assert answer.status_code == 403
        assert "with the token at its end" in answer.text
        assert "set-cookie" not in answer.headers
        assert HEADERS.items() <= dict(answer.headers).items()
    for url in ("/", f"/?token={TOKEN}"):
        assert stranger.post(url, content="{}", headers=own).status_code == 403
    assert stranger.get("/static/x").status_code == 200


def test_the_token_in_the_address_gives_a_cookie(stranger):
    answer = stranger.get(f"/runs/x?language=nl&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/runs/x?language=nl")
    given = answer.headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    assert TOKEN not in given
    assert "Max-Age" not in given
    assert stranger.get("/runs/x").status_code == 200


def test_a_cookie_is_worth_nothing_to_the_next_studio():
    """Browsers send it to every port of this machine, so that others may come to know it."""
    with serving(guarded) as address, httpx.Client(base_url=address) as browser:
        port = browser.base_url.port
        assert browser.get(f"/?token={TOKEN}", follow_redirects=True).status_code == 200
        cookies = browser.cookies
    with serving(guarded, port) as address, httpx.Client(base_url=address) as browser:
        browser.cookies = cookies
        assert browser.get("/").status_code == 403
        assert browser.get(f"/?token={TOKEN}", follow_redirects=True).status_code == 200


def test_the_token_leads_to_no_other_server(address, stranger):
    answer = stranger.get(f"{address}//evil.example/?token={TOKEN}")
    assert answer.headers["location"] == "/evil.example/"


def test_a_folder_keeps_its_token_to_its_owner(tmp_path):
    token = kept_token(tmp_path)
    assert kept_token(tmp_path) == token
    assert len(token) == 32
    path = tmp_path / "token"
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
    path.write_text("short")
    assert len(kept_token(tmp_path)) == 32
    assert kept_token(tmp_path) != token


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
@pytest.mark.parametrize("is_there", [True, False])
def test_nobody_else_looks_into_the_folder(tmp_path, is_there):
    """What the token guards is guarded on disk, too."""
    folder = tmp_path / "of" / "studio"
    if is_there:
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    Studio.opened(folder, Limits()).drafts.make("title: x\n", {"data/log.csv": b"secret"})
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_token_that_others_know_is_replaced(tmp_path, monkeypatch):
    known = kept_token(tmp_path)
    path = tmp_path / "token"
    path.chmod(0o644)
    second = kept_token(tmp_path)
    assert second != known
    assert path.stat().st_mode & 0o077 == 0
    path.rename(tmp_path / "other")
    path.symlink_to(tmp_path / "other")
    third = kept_token(tmp_path)
    assert third != second
    assert (tmp_path / "other").read_text() == second
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    assert kept_token(tmp_path) != third
