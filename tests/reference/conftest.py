"""What the references did is kept for the session, for all workers."""

import os

import pytest
from tests.reference.play import keep_references


@pytest.fixture(scope="session", autouse=True)
def references(tmp_path_factory):
    """Keep what the references do in a folder of this session, which the workers share."""
    own = tmp_path_factory.getbasetemp()
    keep_references((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "references")
    yield
    keep_references(None)
