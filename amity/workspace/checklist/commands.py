"""The only writers of checklists."""

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, NotAllowed, command
from amity.kernel.facts.log import record
from amity.workspace.accounts.commands import update_preferences
from amity.workspace.checklist.facts import ItemMarked
from amity.workspace.checklist.items import item_named
from amity.workspace.checklist.models import DONE, OPEN, SKIPPED, ItemMark


@command("checklist.mark_item")
def mark_item(name: str, state: str, *, by: Actor) -> None:
    """Say of one of one's own first steps that it is done, skipped, or open again."""
    item = item_named(name, by)
    if by.account_id is None:
        raise NotAllowed(_("Only a person has a checklist."))
    if state not in (DONE, SKIPPED, OPEN):
        raise Invalid("checklist.state", _("There is no such choice."), "state")
    before = ItemMark.objects.filter(account_id=by.account_id, item=item.name).values_list("state", flat=True).first()
    if (before or OPEN) == state:
        return
    if state == OPEN:
        ItemMark.objects.filter(account_id=by.account_id, item=item.name).delete()
    else:
        ItemMark.objects.update_or_create(account_id=by.account_id, item=item.name, defaults={"state": state})
    record(ItemMarked(item=item.name, state=state), about=[], by=by)


@command("checklist.show")
def show_checklist(is_shown: bool, *, by: Actor) -> None:
    """Take the checklist out of one's sidebar, or put it back."""
    update_preferences({"has_checklist": is_shown}, by=by)
