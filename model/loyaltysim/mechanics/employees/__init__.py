"""What colleagues and managers give one another, and what pays for unpopular work and for serving well."""
