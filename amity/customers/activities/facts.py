"""What happens with calls and meetings."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.words import ChangedField, changed_fields


def _with_minutes(sentence: str, minutes: int | None) -> str:
    if not minutes:
        return sentence
    return ngettext("{sentence}, {count} minute", "{sentence}, {count} minutes", minutes).format(
        sentence=sentence, count=minutes
    )


@dataclass(frozen=True, kw_only=True)
class CallLogged(Fact):
    """Somebody spoke with a customer on the phone. `minutes` is how long, where it was counted."""

    name = "call.logged"
    group = "call"
    occurs = 2
    subject = "activity_id"
    body = "text"
    sentence = _("called")
    personal = frozenset({"text"})

    activity_id: int
    text: str
    minutes: int | None = None

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        return _with_minutes(str(cls.sentence), data.get("minutes"))


@dataclass(frozen=True, kw_only=True)
class MeetingLogged(Fact):
    """Somebody met a customer. `minutes` is how long, where it was counted."""

    name = "meeting.logged"
    group = "meeting"
    occurs = 3
    subject = "activity_id"
    body = "text"
    sentence = _("had a meeting")
    personal = frozenset({"text"})

    activity_id: int
    text: str
    minutes: int | None = None

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        return _with_minutes(str(cls.sentence), data.get("minutes"))


def _details(data: dict[str, Any]) -> list[ChangedField]:
    return changed_fields(0, data.get("changes") or {})


@dataclass(frozen=True, kw_only=True)
class CallChanged(Fact):
    """What was written down about a call was changed; `changes` holds only those fields, as [before, after]."""

    name = "call.changed"
    group = "call"
    icon = "edit"
    sentence = _("changed a call")
    personal = frozenset({"changes"})

    activity_id: int
    changes: dict[str, list[Any]]

    @classmethod
    def details(cls, data: dict[str, Any]) -> list[ChangedField]:
        return _details(data)


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(Fact):
    """What was written down about a meeting was changed; `changes` holds only those fields, as [before, after]."""

    name = "meeting.changed"
    group = "meeting"
    icon = "edit"
    sentence = _("changed a meeting")
    personal = frozenset({"changes"})

    activity_id: int
    changes: dict[str, list[Any]]

    @classmethod
    def details(cls, data: dict[str, Any]) -> list[ChangedField]:
        return _details(data)


@dataclass(frozen=True, kw_only=True)
class CallDeleted(Fact):
    """A call was deleted; `text` is what was written down."""

    name = "call.deleted"
    group = "call"
    ends = 2
    subject = "activity_id"
    icon = "delete"
    sentence = _("deleted a call")
    personal = frozenset({"text"})

    activity_id: int
    text: str


@dataclass(frozen=True, kw_only=True)
class MeetingDeleted(Fact):
    """A meeting was deleted; `text` is what was written down."""

    name = "meeting.deleted"
    group = "meeting"
    ends = 3
    subject = "activity_id"
    icon = "delete"
    sentence = _("deleted a meeting")
    personal = frozenset({"text"})

    activity_id: int
    text: str
