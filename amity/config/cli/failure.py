"""How a subcommand says that it cannot go on."""


class CannotGoOn(Exception):
    """A sentence for the operator: what is in the way, and what to do about it."""
