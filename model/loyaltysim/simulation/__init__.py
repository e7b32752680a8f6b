"""One market or many, day by day, under one scheme or several in lockstep."""
