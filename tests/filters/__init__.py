"""The filter language against plain Python."""
