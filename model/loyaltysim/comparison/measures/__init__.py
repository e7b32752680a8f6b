"""What was measured over the markets: effects, figures, and the frames made of them."""
