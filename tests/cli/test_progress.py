import io
import os
import re
import subprocess
import sys
import time

import pytest

from loyaltysim.cli.lines import Lines
from loyaltysim.cli.progress import Bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


def watch(monkeypatch, stream):
    """Let standard error be a stream; not in a fixture, for pytest sets it again before each test."""
    monkeypatch.setattr("sys.stderr", stream)
    return stream


def play(bar):
    with bar:
        for label in ("markets", "assumptions"):
            for done in range(0, 101, 50):
                bar(label, done, 100)


def test_a_watcher_sees_what_is_done_and_how_long_it_takes(monkeypatch):
    terminal = watch(monkeypatch, Terminal())
    play(Bar(shown=True))
    text = terminal.getvalue()
    assert "markets:" in text
    assert "assumptions:" in text
    assert "left" in text


def test_what_was_finished_before_counts_from_the_start(monkeypatch):
    terminal = watch(monkeypatch, Terminal())
    with Bar(shown=True) as bar:
        bar("markets", 50, 100)
    assert " 50%" in terminal.getvalue()


def test_quiet_shows_nothing(monkeypatch):
    terminal = watch(monkeypatch, Terminal())
    play(Bar(shown=False))
    assert terminal.getvalue() == ""


def test_what_is_done_at_once_says_nothing_where_nobody_watches(monkeypatch):
    stream = watch(monkeypatch, io.StringIO())
    play(Bar(shown=True))
    assert stream.getvalue() == ""


def test_a_file_has_a_plain_line_for_each_stage_and_now_and_then(monkeypatch):
    monkeypatch.setattr("loyaltysim.cli.lines.QUIET", 0.0)
    monkeypatch.setattr("loyaltysim.cli.lines.EVERY", 0.02)
    stream = watch(monkeypatch, io.StringIO())
    with Bar(shown=True) as bar:
        bar("markets", 0, 100)
        wait_for(lambda: "markets: 0%" in stream.getvalue())
        bar("markets", 50, 100)
        wait_for(lambda: stream.getvalue().count("markets: 50%") > 1)
        bar("assumptions", 0, 10)
    lines = stream.getvalue().splitlines()
    assert lines[0].endswith("passed, time left not yet known")
    assert re.fullmatch(r"markets: 50%, \d\d:\d\d passed, about \d\d:\d\d left", lines[-2])
    assert lines[-1].startswith("assumptions: 0%")
    time.sleep(0.1)
    assert stream.getvalue().splitlines() == lines  # nothing comes after the end


def test_what_is_left_is_foretold_from_what_was_done_in_this_run(monkeypatch):
    now = iter([0.0, 100.0, 100.0, 160.0])
    monkeypatch.setattr("loyaltysim.cli.lines.time.monotonic", lambda: next(now, 160.0))
    lines = Lines()
    lines("markets", 40, 100)
    lines("markets", 60, 100)
    lines.close()
    assert lines.line() == "markets: 60%, 01:00 passed, about 02:00 left"


def wait_for(condition):
    until = time.monotonic() + 20
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    assert condition()


def test_quiet_writes_nothing_to_a_file(monkeypatch):
    monkeypatch.setattr("loyaltysim.cli.lines.QUIET", 0.0)
    stream = watch(monkeypatch, io.StringIO())
    with Bar(shown=False) as bar:
        bar("markets", 0, 100)
        time.sleep(0.05)
    assert stream.getvalue() == ""


def test_the_line_moves_while_a_piece_of_work_lasts(monkeypatch):
    monkeypatch.setattr("loyaltysim.cli.progress.TICK", 0.01)
    terminal = watch(monkeypatch, Terminal())
    with Bar(shown=True) as bar:
        bar("markets", 0, 100)
        time.sleep(0.2)
    text = terminal.getvalue()
    assert text.count("markets:") > 3
    assert "time left not yet known" in text
    assert "? left" not in text


COMMAND = """
import time
from loyaltysim.cli.progress import Bar
with Bar(shown=True) as bar:
    for done in (0, 40, 80):
        bar("playing 30 markets", done, 100)
        time.sleep(0.2)
print("the end", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
@pytest.mark.parametrize("size", [(0, 0), (24, 80)])
def test_a_pseudo_terminal_shows_it_and_is_left_clean(size):
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND], stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        text = "".join(pieces(ours))
    os.close(ours)
    assert process.returncode == 0
    assert "playing 30 markets:  40%|" in text
    assert " left" in text
    lines = text.split("\r")
    assert lines[-2].endswith("the end")
    assert lines[-3].strip() == ""  # the bar was wiped out


def pieces(terminal):
    """Read what a terminal shows until whoever writes has gone."""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # on Linux the end of a pseudo-terminal is an error
            return
        if not piece:
            return
        yield piece.decode()
