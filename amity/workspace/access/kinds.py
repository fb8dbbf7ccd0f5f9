"""The kinds of records whose visibility an administrator may choose; higher rooms name theirs when they start."""

from dataclasses import dataclass

from django.utils.functional import Promise

from amity.kernel.commands import Missing


@dataclass(frozen=True, slots=True)
class VisibleKind:
    """A kind of record with owner and team; `label` is its plural, as people say it."""

    number: int
    label: str | Promise


_kinds: dict[int, VisibleKind] = {}


def register_visible_kind(number: int, label: str | Promise) -> None:
    """Offer a kind on the page of visibility; called from an app's ready(), twice does no harm."""
    _kinds[number] = VisibleKind(number, label)


def visible_kinds() -> list[VisibleKind]:
    """All such kinds, by number."""
    return [_kinds[number] for number in sorted(_kinds)]


def visible_kind(number: int) -> VisibleKind:
    """One of them; Missing when nobody registered it."""
    try:
        return _kinds[number]
    except KeyError:
        raise Missing(f"no visible kind {number}") from None
