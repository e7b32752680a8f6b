"""The best scheme under constraints, and whether it is really better than the next."""
