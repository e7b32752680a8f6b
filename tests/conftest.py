"""Settings for all tests."""

import gc
import os
import signal

import pytest
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


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Let Python look for unused memory neither while tests are collected nor ever in what was made of them.

    Later it looks seldom: who plays the reference makes much and leaves little.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 50, 100)
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _no_wait_for_disks():
    """Let nobody wait until a disk has what is written: no test cuts the power, only processes are killed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield
