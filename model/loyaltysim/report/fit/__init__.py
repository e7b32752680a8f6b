"""How a fitted sales log is told, drawn and stored."""
