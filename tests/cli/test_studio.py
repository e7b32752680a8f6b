"""`loyaltysim studio` as a shell starts and ends it."""

import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest

import loyaltysim as package
from loyaltysim import extras

SOURCE = Path(package.__file__).parents[1]


def test_without_the_extra_it_says_what_to_install(loyaltysim, monkeypatch):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    code, out, err = loyaltysim("studio", "--no-browser")
    assert (code, out) == (2, "")
    assert err == (
        "`studio` needs the packages starlette and uvicorn, which are not installed; pip install 'loyaltysim[studio]'\n"
    )


def test_a_port_that_is_taken_is_named(loyaltysim, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = loyaltysim("studio", "--no-browser", "--port", port, "--folder", tmp_path)
    assert code == 2
    assert (
        err
        == f"the port {port} cannot be used; name another with --port, or 0 for any that is free\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_all_that_it_started(tmp_path, end):
    """It listens to this machine alone, and whatever ends it, nothing is left."""
    asked = ["studio", "--no-browser", "--port", "0", "--folder", str(tmp_path)]
    started = subprocess.Popen(
        [sys.executable, "-m", "loyaltysim", *asked],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1"},
    )
    with started:
        assert started.stdout is not None
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/\?token=\w+", started.stdout.readline())
        assert b"Which reward scheme" in read(address)
        process = psutil.Process(started.pid)
        listening = [one for one in process.net_connections() if one.status == psutil.CONN_LISTEN]
        assert [one.laddr.ip for one in listening if one.family == socket.AF_INET] == ["127.0.0.1"]
        children = process.children(recursive=True)
        assert children
        started.send_signal(end)
        started.wait(30)
    assert psutil.wait_procs(children, 30)[1] == []


def read(address):
    """Read a page as soon as it is there."""
    for _ in range(300):
        try:
            with httpx.Client(follow_redirects=True, timeout=30) as client:
                return client.get(address).content
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(address)


def test_help_does_not_load_the_server():
    assert importlib.util.find_spec("uvicorn") is not None
    code = "import sys, loyaltysim.cli.main; assert not {'uvicorn', 'starlette', 'jinja2'} & set(sys.modules)"
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(SOURCE)}
    )
