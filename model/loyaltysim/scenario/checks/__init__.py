"""Checks across the blocks of a scenario: names that must exist, and settings that must fit together."""
