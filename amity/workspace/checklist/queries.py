"""The only readers of checklists that faces use."""

from dataclasses import dataclass

from django.urls import reverse

from amity.kernel.commands import Actor
from amity.workspace.checklist.items import Item, Words, items_for
from amity.workspace.checklist.models import DONE, OPEN, SKIPPED, ItemMark


@dataclass(frozen=True, slots=True)
class Step:
    """An item as one person sees it."""

    name: str
    title: Words
    why: Words
    href: str
    action: Words
    state: str
    # Known from what is there: nothing to mark, and nothing to take back.
    is_known: bool

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def is_done(self) -> bool:
        return self.state == DONE


@dataclass(frozen=True, slots=True)
class Checklist:
    """All of a person's first steps."""

    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_over(self) -> bool:
        return not any(step.is_open for step in self.steps)


def checklist(*, seen_by: Actor) -> Checklist:
    """The first steps of whoever looks."""
    marks = dict(ItemMark.objects.filter(account_id=seen_by.account_id or 0).values_list("item", "state"))
    return Checklist([_step(item, marks.get(item.name, OPEN), seen_by) for item in items_for(seen_by)])


def _step(item: Item, marked: str, actor: Actor) -> Step:
    is_known = marked != DONE and item.is_done is not None and item.is_done(actor)
    state = DONE if is_known else marked if marked in (DONE, SKIPPED) else OPEN
    return Step(item.name, item.title, item.why, reverse(item.url_name), item.action, state, is_known)
