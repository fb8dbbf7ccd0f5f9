"""What happens with the trash."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class RecordTrashed(Fact):
    """A record was put in the trash: nobody sees it until it is restored."""

    name = "record.trashed"
    icon = "delete"
    sentence = _("put {title} in the trash")
    personal = frozenset({"title"})

    record_kind: int
    record_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class RecordRestored(Fact):
    """A record was taken out of the trash, as it was."""

    name = "record.restored"
    icon = "redo"
    sentence = _("restored {title} from the trash")
    personal = frozenset({"title"})

    record_kind: int
    record_id: int
    title: str
