"""Continuity: acts without a gap."""
