"""Status: levels that a customer holds, and can lose."""
