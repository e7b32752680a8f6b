"""What moves the effects of schemes, and what turns their ranking round."""
