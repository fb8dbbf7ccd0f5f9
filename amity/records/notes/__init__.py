"""Notes on any record."""
