"""Goals: what several acts add up to."""
