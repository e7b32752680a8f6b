import io

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


def test_nothing_is_shown_where_nobody_watches(monkeypatch):
    stream = watch(monkeypatch, io.StringIO())
    play(Bar(shown=True))
    assert stream.getvalue() == ""
