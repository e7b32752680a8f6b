"""Settings for all tests."""

import signal

from hypothesis import settings

# a run in the background is born deaf to Ctrl-C, and so would be the programs that tests interrupt
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# the same examples in every run, so that a failure can be repeated; time is measured elsewhere
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="store the figures of bundled scenarios anew"
    )
