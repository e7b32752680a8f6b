"""Who may ask for what: this machine, this page, in JSON of a bounded size."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from tests.studio.conftest import serving

from loyaltysim.language import spoken
from loyaltysim.studio.guard import HEADERS, Guard


async def echo(request):
    return PlainTextResponse(f"{spoken()} {len(await request.body())}")


def guarded(port):
    routes = [Route("/", echo, methods=["GET", "POST", "PUT"])]
    return Starlette(routes=routes, middleware=[Middleware(Guard, port=port, most=100)])


@pytest.fixture(scope="module")
def client():
    with serving(guarded) as host, httpx.Client(base_url=host) as started:
        yield started


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
    [("language=nl", "nl"), ("a=b; language=nl", "nl"), ("language=../x", "en"), ("", "en")],
)
def test_the_language_is_the_visitors(client, cookie, code):
    assert client.get("/", headers={"cookie": cookie}).text.startswith(code)


def test_there_are_no_web_sockets(client):
    asked = {
        "connection": "upgrade",
        "upgrade": "websocket",
        "sec-websocket-key": "x",
        "sec-websocket-version": "13",
    }
    assert client.get("/", headers=asked).status_code != 101
