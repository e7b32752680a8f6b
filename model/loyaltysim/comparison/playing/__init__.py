"""Playing batches of markets, on one process or many machines, and keeping what is finished."""
