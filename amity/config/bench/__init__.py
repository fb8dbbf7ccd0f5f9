"""Measure Amity against its bars: CPU per page, rows per second of imports, facts per second."""
