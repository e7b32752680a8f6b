"""What is written down of a run: counts by market and day, and why customers did not act or left."""
