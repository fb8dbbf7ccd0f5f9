"""What happens with changes."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class ChangesUndone(Fact):
    """What the request `undoes` had changed went back: `restored` fields and records did, `kept` did not, for others
    had changed them since."""

    name = "changes.undone"
    icon = "undo"
    sentence = _("undid a change")

    undoes: str
    restored: int
    kept: int

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        kept = data.get("kept") or 0
        if not kept:
            return str(cls.sentence)
        return ngettext(
            "undid a change, but for {count} field that was changed since",
            "undid a change, but for {count} fields that were changed since",
            kept,
        ).format(count=kept)
