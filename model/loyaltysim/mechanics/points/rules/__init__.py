"""The rules that points are made of: how they are earned, how they expire, what they are exchanged for."""
