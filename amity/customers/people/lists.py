"""The list of people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.customers.people.models import Employment
from amity.records.kinds.fields import Rows
from amity.records.lists.registry import BuiltInView, RecordList


def _of_company(rows: Rows, company: Any) -> Rows:
    return rows.filter(pk__in=Employment.objects.filter(company=company).values("person_id"))


LIST = RecordList(
    sort="name",
    face="person",
    new="/people/new",
    add=_("Add a person"),
    none=_("No people yet"),
    about=_("Here stands everyone you deal with. Bring them in from a spreadsheet, or add the first by hand."),
    hidden=_(
        "Here stand the people you may see. None was given to you or your team yet; an administrator can change that."
    ),
    imported=_("Import people"),
    views=(
        BuiltInView(name="mine", label=_("Mine"), query="filter=owner = me"),
        BuiltInView(name="recent", label=_("Recently added"), query="sort=-created"),
        BuiltInView(name="best", label=_("Best customers"), query="sort=-net"),
    ),
    within={"company": _of_company},
)
