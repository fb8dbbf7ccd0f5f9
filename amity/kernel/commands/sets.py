"""The set form of a command: many drafts in, one answer per draft. The single form is the set of one."""

from dataclasses import dataclass, field

from amity.kernel.commands.refusals import Refused

# At most this many records in one transaction, so that no writer waits over 200 ms for another.
MOST_IN_ONE_TRANSACTION = 500


@dataclass(slots=True)
class SetResult:
    """`ids[i]` is the record of draft i, None where it was refused; `refusals[i]` says why, one or more.

    `unchanged` holds the places of changes that would have changed nothing, so that nothing was written.
    """

    ids: list[int | None]
    refusals: dict[int, list[Refused]] = field(default_factory=dict)
    unchanged: set[int] = field(default_factory=set)

    @property
    def written(self) -> list[int]:
        return [record_id for record_id in self.ids if record_id is not None]

    def only(self) -> int:
        """The one id of a set of one; raises its first refusal."""
        for refusals in self.refusals.values():
            raise refusals[0]
        assert self.ids[0] is not None
        return self.ids[0]
