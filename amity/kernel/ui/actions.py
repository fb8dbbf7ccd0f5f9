"""What a person can start from anywhere: rooms name their actions when they start, the command palette shows them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from amity.kernel.commands import Actor
from amity.kernel.ui.navigation import Words, everyone


@dataclass(frozen=True, slots=True)
class Action:
    """A page on which something begins. `also` are more words it is found by; `is_page`: it stands among the pages and
    shows only when it is looked for."""

    label: Words
    url_name: str
    icon: str
    shown_to: Callable[[Actor], bool]
    query: str
    also: Words
    order: int
    is_page: bool

    @property
    def href(self) -> str:
        """Its address, "" when its page is not part of this installation."""
        try:
            return reverse(self.url_name) + (f"?{self.query}" if self.query else "")
        except NoReverseMatch:
            return ""


_actions: list[Action] = []


def register_action(
    label: Words,
    url_name: str,
    icon: str,
    *,
    shown_to: Callable[[Actor], bool] = everyone,
    query: str = "",
    also: Words = "",
    order: int = 100,
    is_page: bool = False,
) -> None:
    """Offer an action to those it is `shown_to`; called from an app's ready()."""
    _actions.append(Action(label, url_name, icon, shown_to, query, also, order, is_page))
    _actions.sort(key=lambda action: action.order)


def actions(actor: Actor) -> list[Action]:
    """What `actor` can start, in order."""
    return [action for action in _actions if action.shown_to(actor) and action.href]
