"""Search over all kinds of records, and the command palette. Rooms say what their kind is found by."""
