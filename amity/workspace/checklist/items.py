"""The registry of items: each room names its own first step when it starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from amity.kernel.commands import Actor, Missing
from amity.kernel.ui.navigation import everyone

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One first step.

    name      fixed for ever: what was marked is stored under it
    why       a sentence: what one has of it
    url_name  where it is done, `action` are the words that lead there
    is_done   asks what is there; None where only the person knows
    """

    name: str
    title: Words
    why: Words
    url_name: str
    action: Words
    order: int
    is_done: Callable[[Actor], bool] | None = None
    shown_to: Callable[[Actor], bool] = everyone


_items: dict[str, Item] = {}


def register_item(item: Item) -> None:
    """Add a first step."""
    _items[item.name] = item


def items_for(actor: Actor) -> list[Item]:
    """The steps that are `actor`'s to take, in order."""
    return sorted((item for item in _items.values() if item.shown_to(actor)), key=lambda item: item.order)


def item_named(name: str, actor: Actor) -> Item:
    """One of the actor's steps; Missing when it is none of theirs."""
    found = _items.get(name)
    if found is None or not found.shown_to(actor):
        raise Missing("no such item")
    return found
