"""Chance: rewards that luck decides."""
