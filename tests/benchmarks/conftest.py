"""Time is measured as it is for users."""

import gc

import pytest

PLAIN = gc.get_threshold()


@pytest.fixture(scope="module", autouse=True)
def _memory_as_for_users():
    """Let Python look for unused memory as often as it does without tests."""
    seldom = gc.get_threshold()
    gc.set_threshold(*PLAIN)
    yield
    gc.set_threshold(*seldom)
