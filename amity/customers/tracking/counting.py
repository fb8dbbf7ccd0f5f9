"""Under which numbers tracked events are counted: each name its own, beyond those that classes of facts have."""

FIRST_NUMBER = 1000
MOST_NAMES = 500
