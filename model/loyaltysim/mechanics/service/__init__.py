"""Service: who helps when something goes wrong, and where customers meet machines or humans."""
