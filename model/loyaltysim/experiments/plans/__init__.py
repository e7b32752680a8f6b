"""Plans: which values of which parameters are played."""
