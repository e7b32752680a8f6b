"""Points: a currency of the firm's own."""
