"""The command line: one small module a command, and one place for errors (`main`)."""
