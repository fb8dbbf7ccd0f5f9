"""The history of every field of a record, and the record as it was on a day. Reads facts, writes nothing."""
