"""Money: prices, and what comes back of them."""
