"""Background work: leased, taken back from the dead, retried, scheduled."""
