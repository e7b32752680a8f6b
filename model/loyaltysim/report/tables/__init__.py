"""Tables of a comparison, as text."""
