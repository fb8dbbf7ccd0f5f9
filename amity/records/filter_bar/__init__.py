"""The face of the filter language on every list: chips, builder, text box, counts. Keeps nothing: it all is in URLs."""
