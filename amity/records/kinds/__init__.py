"""The registry of record kinds, and what every record has: keys, version, owner, external ids."""
