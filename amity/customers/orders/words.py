"""How the changed fields of orders read in histories."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from amity.kernel.facts.words import FieldWords
from amity.kernel.ui.formats import in_full, money, quantity

AMOUNTS = {name: money for name in ("net", "discount", "tax", "total")}


def _moment(value: Any) -> str:
    try:
        return in_full(timezone.localtime(datetime.fromisoformat(str(value))))
    except ValueError:
        return str(value)


def _lines(value: Any) -> str:
    if isinstance(value, int):
        return ngettext("%(count)s line", "%(count)s lines", value) % {"count": value}
    if not isinstance(value, list):
        return str(value)
    return "; ".join(
        f"{quantity(line.get('quantity', 0))} × {line.get('description') or line.get('product') or '–'}"
        for line in value
    )


FIELD_WORDS = {
    "ordered_at": FieldWords(_("Date"), _moment),
    "lines": FieldWords(_("Lines"), _lines),
    "net": FieldWords(_("Net")),
    "person_id": FieldWords(_("Person")),
    "company_id": FieldWords(_("Company")),
}
