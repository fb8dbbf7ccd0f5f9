"""What happens with checklists."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class ItemMarked(Fact):
    """Somebody said of a first step that it is done, skipped, or open again: `state` is done, skipped or open."""

    name = "checklist.item_marked"
    group = "account"
    public = False
    sentence = _("marked a first step: {item} ({state})")

    item: str
    state: str
