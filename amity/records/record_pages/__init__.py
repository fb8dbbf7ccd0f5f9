"""The page of a record, one for every kind: its fields, its history, what stands around it."""
