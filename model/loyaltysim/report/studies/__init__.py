"""How the evidence is told: findings as published, beside what the model says of them."""
