"""What a comparison says to people: text for a terminal, pictures, and a document for scripts."""
