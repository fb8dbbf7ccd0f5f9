"""What tokens do about facts of accounts."""

from collections.abc import Sequence

from amity.kernel.commands import Actor
from amity.kernel.facts.readers import ReadFact
from amity.workspace.tokens.commands import revoke_tokens_of

READS = frozenset({"account.deactivated"})


def when_account_deactivated_revoke_tokens(facts: Sequence[ReadFact]) -> None:
    """They were refused from the deactivation on; from now on a reactivation brings none of them back."""
    for fact in facts:
        by = Actor.system().because_of(fact.cause)
        revoke_tokens_of(fact.data["account_id"], made_before=fact.recorded_at, by=by)
