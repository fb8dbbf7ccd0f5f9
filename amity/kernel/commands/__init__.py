"""Commands: the only writers. Who acts, what may be refused, and the one transaction a command owns."""

from amity.kernel.commands.actor import Actor, Cause, Origin, Role
from amity.kernel.commands.locking import locked
from amity.kernel.commands.merging import merged_changes
from amity.kernel.commands.refusals import Invalid, Missing, NotAllowed, Refused, Stale
from amity.kernel.commands.registry import command, find_command, registered_commands
from amity.kernel.commands.sets import MOST_IN_ONE_TRANSACTION, SetResult
from amity.kernel.commands.transaction import in_unit, run_in_unit, unit_of_work

__all__ = [
    "MOST_IN_ONE_TRANSACTION",
    "Actor",
    "Cause",
    "Invalid",
    "Missing",
    "NotAllowed",
    "Origin",
    "Refused",
    "Role",
    "SetResult",
    "Stale",
    "command",
    "find_command",
    "in_unit",
    "locked",
    "merged_changes",
    "registered_commands",
    "run_in_unit",
    "unit_of_work",
]
