"""What the page of exchange rates says of amounts that lack a rate: rooms that keep such amounts tell it."""

from collections.abc import Callable

from amity.kernel.commands import Actor

Notice = Callable[..., tuple[str, str] | None]
"""Called with `seen_by=`; a sentence and the path it leads to, None when there is nothing to say."""

_notices: list[Notice] = []


def register_rates_notice(notice: Notice) -> None:
    """Let a room speak on the page of exchange rates; called from an app's ready()."""
    _notices.append(notice)


def rates_notices(*, seen_by: Actor) -> list[tuple[str, str]]:
    """What there is to say now."""
    return [said for notice in _notices if (said := notice(seen_by=seen_by))]
