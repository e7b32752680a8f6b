"""Pictures of a comparison, in one style."""
