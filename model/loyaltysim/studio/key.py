"""What keeps a studio from everybody else on the same machine: its folder, and a token, for which a browser gets a cookie.

Browsers send cookies to every port of a host, so that servers of other users that its user visits see the cookie. It is not the token,
therefore, and worth nothing as soon as the studio ends.
"""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from loyaltysim.comparison.playing.atomic import make_folder, storing

if TYPE_CHECKING:
    from pathlib import Path

BYTES = 16
SHORTEST = 20
"""Characters below which what stands in the file is no token."""


def own_folder(folder: Path) -> Path:
    """Make a folder that nobody else on this machine may look into, and close one that is there."""
    make_folder(folder.parent)
    with storing(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    return folder


def kept_token(folder: Path) -> str:
    """Give the token of a studio's folder, made when it is opened first, so that addresses go on after a restart.

    One that others have made or may have read is replaced.
    """
    path = folder / "token"
    with storing(path):
        with suppress(FileNotFoundError):
            known = path.read_text(encoding="utf-8").strip() if _is_mine(path) else ""
            if len(known) >= SHORTEST and known.isascii() and known.replace("-", "").isalnum():
                return known
            path.unlink()
        made = secrets.token_hex(BYTES)
        write_mine(path, made)
    return made


def write_mine(path: Path, text: str) -> None:
    """Write a new file that nobody else on this machine may read."""
    with open(path, "w", encoding="utf-8", opener=_mine) as file:
        file.write(text)


def _is_mine(path: Path) -> bool:
    """Tell whether a file is this user's, and only this user may read it."""
    if os.name != "posix":
        return True
    found = path.lstat()
    closed = found.st_uid == os.geteuid() and not found.st_mode & 0o077
    return closed and stat.S_ISREG(found.st_mode)


def _mine(path: str, flags: int) -> int:
    """Open a file that nobody else on this machine may read."""
    return os.open(path, flags | os.O_EXCL, 0o600)


def cookie_name(port: int) -> str:
    """Name the cookie: browsers keep those of a host together, whatever the port."""
    return f"studio-{port}"


def new_session() -> str:
    """Make what stands in the cookie, anew whenever the studio starts."""
    return secrets.token_hex(BYTES)


def cookie(port: int, session: str) -> str:
    """Write the header that lets a browser keep the session; links from elsewhere may open pages, and change nothing."""
    return f"{cookie_name(port)}={session}; Path=/; HttpOnly; SameSite=Lax"


def is_token(given: str, token: str) -> bool:
    """Compare without telling by time how much was right."""
    return secrets.compare_digest(given.encode(), token.encode())


def in_address(query: str) -> tuple[str | None, str]:
    """Take the token out of an address.

    Returns
    -------
    The token, None if there is none; the rest of the query.
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    given = next((value for name, value in pairs if name == "token"), None)
    return given, urlencode([(name, value) for name, value in pairs if name != "token"])
