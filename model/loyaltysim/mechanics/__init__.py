"""The rules that a scheme is made of, each with its parameters and its own small state."""
