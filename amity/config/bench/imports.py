"""Rows per second of an import, and what it does to memory."""
