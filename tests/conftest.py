"""Settings for all tests."""

from hypothesis import settings

# the same examples in every run, so that a failure can be repeated; time is measured elsewhere
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
