"""Settings for all tests."""

from hypothesis import settings

# the same examples in every run, so that a failure can be repeated; time is measured elsewhere
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="store the figures of bundled scenarios anew"
    )
