"""From a file to records: read, map, preview, run, report."""
