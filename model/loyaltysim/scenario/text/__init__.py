"""From the bytes of a file to a tree in which everything knows where it was written."""
