"""What every model says of personal data: what it holds, how that is exported and how erasure deals with it.

The declarations are the rule that export and erasure follow; docs/privacy.md is written from them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Privacy:
    """One model's rule, in words that `docs/privacy.md` prints.

    holds   the personal data in the table, or why there is none
    export  what a person who asks for their data gets from here
    erase   what erasure of a person does here
    """

    holds: str
    export: str
    erase: str

    def __post_init__(self) -> None:
        if not (self.holds and self.export and self.erase):
            raise ValueError("a privacy rule says what is held, exported and erased")


def not_personal(why: str) -> Privacy:
    """The rule of a table that tells nothing of a person."""
    return Privacy(f"Nothing of a person: {why}", NOT_EXPORTED, NOT_ERASED)


NOT_EXPORTED = "not part of a person's data"
NOT_ERASED = "stays"
