"""Tags of the filter bar."""
