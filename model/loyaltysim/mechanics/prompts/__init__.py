"""Prompts: messages that ask for an act."""
