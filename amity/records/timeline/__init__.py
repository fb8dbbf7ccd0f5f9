"""The history of any record, read from facts."""
