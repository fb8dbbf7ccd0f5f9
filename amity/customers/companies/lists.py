"""The list of companies."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.records.kinds.fields import Rows
from amity.records.lists.registry import BuiltInView, RecordList


def _of_company(rows: Rows, parent: Any) -> Rows:
    return rows.filter(parent=parent)


LIST = RecordList(
    sort="name",
    face="company",
    new="/companies/new",
    add=_("Add a company"),
    none=_("No companies yet"),
    about=_(
        "Here stand the organisations your people work for. Bring them in from a spreadsheet, or add the first by hand."
    ),
    hidden=_(
        "Here stand the companies you may see. "
        "None was given to you or your team yet; an administrator can change that."
    ),
    imported=_("Import companies"),
    views=(
        BuiltInView(name="mine", label=_("Mine"), query="filter=owner = me"),
        BuiltInView(name="recent", label=_("Recently added"), query="sort=-created"),
        BuiltInView(name="best", label=_("Best customers"), query="sort=-net"),
    ),
    within={"company": _of_company},
)
