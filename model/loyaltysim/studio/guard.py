"""What is refused before any page is asked: other hosts, other people, other origins, forms of other sites, large bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from loyaltysim.language import ENGLISH, LANGUAGES, say, speaking
from loyaltysim.studio.key import cookie, cookie_name, in_address, is_token, new_session
from loyaltysim.studio.templating import rendered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
READING = {"GET", "HEAD"}
OPEN = "/static/"
"""What anybody on this machine may read: how pages look and what they do, and nothing that is kept."""


class _TooLargeError(Exception):
    pass


class Guard:
    """Stands before the pages.

    Parameters
    ----------
    port
        Port of the server, which `Host` and `Origin` must name.
    most
        Bytes of a body, at most, by the kinds that are understood. No form of another site can send these kinds.
    token
        What tells the user of this studio from others on the same machine.
    """

    def __init__(self, app: ASGIApp, port: int, most: Mapping[str, int], token: str) -> None:
        self._app, self._port, self._most, self._token = app, port, most, token
        self._session = new_session()
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass, in the language that the visitor chose."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # there are no web sockets
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        cookies = _cookies(headers.get("cookie", ""))
        with speaking(_language(cookies)):
            answer = self._answer(scope, headers, cookies)
            if answer is not None:
                await answer(scope, receive, _headed(send))
                return
            await self._pass(scope, receive, _headed(send), self._most.get(_kind(headers), 0))

    def _answer(
        self, scope: Scope, headers: Mapping[str, str], cookies: Mapping[str, str]
    ) -> Response | None:
        """Answer what may not pass; None where it may."""
        refused = self._refused(scope["method"], headers)
        if refused is not None:
            return JSONResponse({"problem": refused[1]}, refused[0])
        return None if scope["path"].startswith(OPEN) else self._checked(scope, cookies)

    def _checked(self, scope: Scope, cookies: Mapping[str, str]) -> Response | None:
        """Hold a request to the session in its cookie, which a browser gets for the token in the address."""
        is_read = scope["method"] in READING
        given, rest = in_address(scope["query_string"].decode("latin-1"))
        if is_read and given is not None and is_token(given, self._token):
            path = scope["raw_path"].decode("latin-1")
            answer = RedirectResponse(_local(path) + (f"?{rest}" if rest else ""), 303)
            answer.headers["set-cookie"] = cookie(self._port, self._session)
            return answer
        if is_token(cookies.get(cookie_name(self._port), ""), self._session):
            return None
        why = say("This studio is another user's, or it does not know your browser yet.")
        how = say("Open the address that the terminal shows, with the token at its end.")
        told = f"{why} {how}"
        if not is_read:
            return JSONResponse({"problem": told}, 403)
        return HTMLResponse(rendered("problem.html", message=told), 403)

    async def _pass(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        try:
            await self._app(scope, _bounded(receive, most), send)
        except _TooLargeError:
            await JSONResponse({"problem": _too_large()}, 413)(scope, receive, send)

    def _refused(self, method: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """Say why a request may not pass, with its status; None if it may."""
        if headers.get("host", "") not in self._hosts:
            return 421, say("This server answers to 127.0.0.1 only.")
        if method in READING:
            return None
        if method != "POST":
            return 405, say("This cannot be done here.")
        own = headers.get("origin", "") in self._origins
        if not own or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return 403, say("This page belongs to another site.")
        return self._no_body(headers)

    def _no_body(self, headers: Mapping[str, str]) -> tuple[int, str] | None:
        most = self._most.get(_kind(headers))
        if most is None:
            return 415, say("Only JSON and files are understood.")
        length = headers.get("content-length", "0")
        return None if length.isdecimal() and int(length) <= most else (413, _too_large())


def _kind(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _too_large() -> str:
    return say("This is too large.")


def _local(path: str) -> str:
    """Keep a path on this server: `//` at its begin would lead to another."""
    return "/" + path.lstrip("/\\")


def _cookies(header: str) -> dict[str, str]:
    parted = (one.strip().partition("=") for one in header.split(";"))
    return {name: value for name, _, value in parted}


def _language(cookies: Mapping[str, str]) -> str:
    """Find the language that a visitor chose."""
    chosen = cookies.get("language", "")
    return chosen if chosen in LANGUAGES else ENGLISH


def _bounded(receive: Receive, most: int) -> Receive:
    """Count what comes, for a body need not be as long as its header says."""
    left = most

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise _TooLargeError
        return message

    return bounded


def _headed(send: Send) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            given: list[Any] = list(message["headers"])
            names = {name for name, _ in given}
            more = ((k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in names)
            message = {**message, "headers": [*given, *more]}
        await send(message)

    return headed
