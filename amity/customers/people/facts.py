"""What happens with people."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.refs import Ref
from amity.records.kinds.numbers import PERSON


@dataclass(frozen=True, kw_only=True)
class PersonCreated(Fact):
    """A person was added."""

    name = "person.created"
    sentence = _("added {title}")
    personal = frozenset({"title"})

    person_id: int
    title: str

    @classmethod
    def making_of(cls, data: dict[str, Any]) -> Ref | None:
        return Ref(PERSON, data["person_id"])
